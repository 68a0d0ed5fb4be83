from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, for which practice: from the verified access token, or the event that set a consumer off.

    `until` is when the token expires, UTC: what goes on after the answer ends then.
    """

    practice_id: UUID
    subject: str
    name: str | None = None
    roles: frozenset[str] = frozenset()
    until: datetime | None = None
