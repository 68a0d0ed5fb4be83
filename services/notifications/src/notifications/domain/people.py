"""Whom a message concerns."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from messaging.version import Version

type RecipientRole = Literal["client", "guardian", "carer"]


@dataclass(frozen=True, slots=True)
class Recipient:
    role: RecipientRole
    name: str
    called: str | None
    email: str | None
    phone: str | None


@dataclass(frozen=True, slots=True)
class Client:
    id: UUID
    version: Version
    recipients: tuple[Recipient, ...]


@dataclass(frozen=True, slots=True)
class Practitioner:
    id: UUID
    version: Version
    name: str


@dataclass(frozen=True, slots=True)
class Practice:
    id: UUID
    version: Version
    name: str
    zone: str
    phone: str | None
    phone_hours: str | None
    email: str | None
