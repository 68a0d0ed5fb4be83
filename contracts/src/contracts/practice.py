from typing import ClassVar
from uuid import UUID

from contracts.event import Event, State
from contracts.sealed import SealedText
from contracts.topics import BOOKING_EVENTS


class Practice(State):
    """The clinic, as clients know it. `phone_hours` are words, such as "Monday to Friday, 8:30am to 5:30pm"."""

    id: UUID
    version: int
    name: SealedText
    zone: str
    phone: SealedText | None = None
    phone_hours: SealedText | None = None
    email: SealedText | None = None


class PracticeChanged(Event):
    """The practice as it is since `version`."""

    type: ClassVar = "practice.changed.v1"
    topic: ClassVar = BOOKING_EVENTS

    practice: Practice

    @property
    def subject(self) -> UUID:
        return self.practice.id
