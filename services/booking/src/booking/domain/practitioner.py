from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Practitioner:
    """`subject` is their user's, by which the identity provider knows them."""

    id: UUID
    version: int
    name: str
    subject: str | None
