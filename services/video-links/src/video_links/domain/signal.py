from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Signal:
    """What one page says to the other. `number` counts what `sender` says."""

    sender: UUID
    number: int
    payload: str
