from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

TOLD_AFTER: Final = timedelta(seconds=60)
LONGEST_DELAY: Final = timedelta(minutes=5)  # the constraint on practices


@dataclass(frozen=True, slots=True)
class Practice:
    """Clients reach it by `phone` or `email`: those from before one was asked for may have neither. They are told of a
    change `changes_told_after` it was made: until then it can be taken back unheard."""

    id: UUID
    version: int
    name: str
    zone: str
    phone: str | None
    phone_hours: str | None
    email: str | None
    changes_told_after: timedelta = TOLD_AFTER

    @property
    def can_be_reached(self) -> bool:
        return bool(self.phone or self.email)
