from typing import Annotated, ClassVar
from uuid import UUID

from contracts.event import Event, State
from contracts.sealed import On, Sealed
from contracts.topics import BOOKING_EVENTS


class Practitioner(State):
    """`subject` is their user's, by which the identity provider knows them; none: they have no user, or an older
    release has told it."""

    id: UUID
    version: int
    name: Annotated[Sealed[str], On("clinic", "practitioner.name")]
    subject: Annotated[Sealed[str], On("clinic", "practitioner.subject")] | None = None


class PractitionerChanged(Event):
    """The practitioner as they are since `version`."""

    type: ClassVar = "practitioner.changed.v1"
    topic: ClassVar = BOOKING_EVENTS

    practitioner: Practitioner

    @property
    def subject(self) -> UUID:
        return self.practitioner.id
