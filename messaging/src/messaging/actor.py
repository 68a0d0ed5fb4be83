from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, for which practice: from the verified access token, or the event that set a consumer off."""

    practice_id: UUID
    subject: str
    name: str | None = None
    roles: frozenset[str] = frozenset()
