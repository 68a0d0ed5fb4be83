"""What every event has, and how it travels: CloudEvents 1.0, Kafka binary content mode."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict

type Header = tuple[bytes, bytes]


class State(BaseModel):
    """A part of an event. Unknown fields are passed over, so that producers may add some."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Event(State):
    """A fact that crosses the broker, with the whole state of what it speaks of."""

    type: ClassVar[str]
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
    """Source: CloudEvents 1.0, Kafka Protocol Binding, section 3.2 (binary content mode)."""
    attributes = {
        "ce_specversion": "1.0",
        "ce_id": str(event_id),
        "ce_type": event.type,
        "ce_source": f"/{event.topic.partition('.')[0]}",
        "ce_time": at.isoformat(),
        "ce_subject": str(event.subject),
        "ce_practiceid": str(practice_id),
        "ce_actor": actor,
        "content-type": "application/json",
    }
    return Envelope(
        topic=event.topic,
        key=str(event.subject).encode(),
        headers=[(name.encode(), value.encode()) for name, value in attributes.items()],
        value=event.model_dump_json().encode(),
    )
