"""What every event has, and how it travels: CloudEvents 1.0, Kafka binary content mode."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import ClassVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from contracts.keyring import CannotRead
from contracts.sealed import Place

type Header = tuple[bytes, bytes]


class State(BaseModel):
    """A part of an event. Unknown fields are passed over, so that producers may add some."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Message(State):
    """What crosses the broker under a type of its own."""

    type: ClassVar[str]


class Event(Message):
    """A fact, with the whole state of what it speaks of."""

    topic: ClassVar[str]

    @property
    def subject(self) -> UUID:
        """The aggregate: what the topic is partitioned by, so that its events stay in order."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Envelope:
    """An event as the broker takes it: attributes in the headers, the event as JSON in the value."""

    topic: str
    key: bytes
    headers: Sequence[Header]
    value: bytes


def envelope(event: Event, *, event_id: UUID, practice_id: UUID, actor: str, at: datetime) -> Envelope:
    """The event as its topic carries it."""
    subject = str(event.subject)
    about = {"ce_subject": subject, "ce_practiceid": str(practice_id), "ce_actor": actor}
    place = Place(practice_id, event.type, subject)
    return carried(event, topic=event.topic, key=subject, message_id=event_id, at=at, about=about, place=place)


def read[E: Event](event: type[E], value: bytes, *, practice_id: UUID, subject: str) -> E:
    """What its envelope carried; what is sealed in it opens if it stands where its envelope says.

    Raises ValidationError, CannotRead.
    """
    found = event.model_validate_json(value, context=Place(practice_id, event.type, subject))
    if str(found.subject) != subject:
        raise CannotRead("It is of another subject than its envelope says.")
    return found


def carried(
    message: Message,
    *,
    topic: str,
    key: str,
    message_id: UUID,
    at: datetime,
    about: Mapping[str, str] = MappingProxyType({}),
    place: Place | None = None,
) -> Envelope:
    """Source: CloudEvents 1.0, Kafka Protocol Binding, section 3.2 (binary content mode)."""
    attributes = {
        "ce_specversion": "1.0",
        "ce_id": str(message_id),
        "ce_type": message.type,
        "ce_source": f"/{topic.partition('.')[0]}",
        "ce_time": at.isoformat(),
        **about,
        "content-type": "application/json",
    }
    return Envelope(
        topic=topic,
        key=key.encode(),
        headers=[(name.encode(), value.encode()) for name, value in attributes.items()],
        value=message.model_dump_json(context=place).encode(),
    )
