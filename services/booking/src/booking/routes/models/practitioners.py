from typing import Self
from uuid import UUID

from pydantic import BaseModel

from booking.domain.practitioner import Practitioner
from booking.routes.models.request_body import RequestBody
from messaging.actor import Actor
from messaging.http.text import Name, Text


class PractitionerRequest(RequestBody):
    """`subject` is their user's, by which the identity provider knows them."""

    name: Name
    subject: Text | None = None


class PractitionerResponse(BaseModel):
    """`own` is whether it is the caller: the practitioner whose user they are."""

    id: UUID
    version: int
    name: str
    subject: str | None
    own: bool

    @classmethod
    def of(cls, practitioner: Practitioner, *, caller: Actor) -> Self:
        return cls(
            id=practitioner.id,
            version=practitioner.version,
            name=practitioner.name,
            subject=practitioner.subject,
            own=practitioner.subject == caller.subject,
        )
