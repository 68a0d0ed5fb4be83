from typing import Annotated, ClassVar
from uuid import UUID

from contracts.event import Event, State
from contracts.sealed import On, Sealed
from contracts.topics import BOOKING_EVENTS


class Practice(State):
    """The clinic, as clients know it. `phone_hours` are words, such as "Monday to Friday, 8:30am to 5:30pm"."""

    id: UUID
    version: int
    name: Annotated[Sealed[str], On("clinic", "practice.name")]
    zone: str
    phone: Annotated[Sealed[str], On("clinic", "practice.phone")] | None = None
    phone_hours: Annotated[Sealed[str], On("clinic", "practice.phone_hours")] | None = None
    email: Annotated[Sealed[str], On("clinic", "practice.email")] | None = None


class PracticeChanged(Event):
    """The practice as it is since `version`."""

    type: ClassVar = "practice.changed.v1"
    topic: ClassVar = BOOKING_EVENTS

    practice: Practice

    @property
    def subject(self) -> UUID:
        return self.practice.id
