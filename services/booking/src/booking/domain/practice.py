from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Practice:
    id: UUID
    version: int
    name: str
    zone: str
    phone: str | None
    phone_hours: str | None
    email: str | None
