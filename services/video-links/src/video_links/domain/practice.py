from dataclasses import dataclass
from uuid import UUID

from messaging.version import Version


@dataclass(frozen=True, slots=True)
class Practice:
    id: UUID
    version: Version
    name: str
    phone: str | None
    phone_hours: str | None
    email: str | None
    zone: str


@dataclass(frozen=True, slots=True)
class Practitioner:
    """`subject` is their user's, by which the identity provider knows them; None: none is known."""

    id: UUID
    version: Version
    name: str
    subject: str | None = None
