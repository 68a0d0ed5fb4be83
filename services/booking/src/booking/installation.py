from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Installation:
    """What all share: the clock, read once by whoever begins, and where new ids come from."""

    now: Callable[[], datetime]
    new_id: Callable[[], UUID]
