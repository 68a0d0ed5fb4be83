from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Practice:
    """Clients reach it by `phone` or `email`: those from before one was asked for may have neither."""

    id: UUID
    version: int
    name: str
    zone: str
    phone: str | None
    phone_hours: str | None
    email: str | None

    @property
    def can_be_reached(self) -> bool:
        return bool(self.phone or self.email)
