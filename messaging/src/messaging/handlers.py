from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Protocol, Self
from uuid import UUID

from messaging.authenticity import SigningKeys
from messaging.cause import Cause
from messaging.database import Connection


class EventType(Protocol):
    """What the chassis has to know of an event's class: its CloudEvents type, and how it is read."""

    type: ClassVar[str]

    @classmethod
    def model_validate_json(cls, json_data: bytes, /) -> Self: ...


class WatermarkType(EventType, Protocol):
    """What the chassis has to know of a watermark's class besides."""

    @property
    def committed_before(self) -> datetime: ...

    @property
    def partitions(self) -> int: ...

    @property
    def incarnation(self) -> int: ...

    @property
    def last_row(self) -> int: ...

    @property
    def database(self) -> UUID | None: ...

    @property
    def ends(self) -> Sequence[int]: ...


class Read(Protocol):
    """How an event is read from a record's value, and from what its envelope says. Raises what says that it cannot."""

    def __call__(self, event: type[Any], value: bytes, /, *, practice_id: UUID, subject: str) -> Any: ...


def read_alone(event: type[EventType], value: bytes, /, *, practice_id: UUID, subject: str) -> EventType:
    """Where nothing in it depends on its envelope."""
    return event.model_validate_json(value)


type Handler[E] = Callable[[Connection, E, Cause], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Handled:
    event: type[EventType]
    handler: Handler[Any]


class Handlers:
    """A topic's table from event type to handler. The chassis reads the record, opens the transaction for the event's
    practice, and commits the offset; a handler does none of it. `signed_by` are the keys of the topic's owner.
    By `read` an event is read, and `unreadable` are the errors by which it says that it cannot be. `watermark` is how
    the topic's watermarks look, which stand on `watermarks_topic`, and beside the events where a former release is the
    owner; they are kept if `keep_watermarks` and are else nobody's affair here. `after_gap` says what has the topic's
    owner tell again what was lost."""

    def __init__(
        self,
        topic: str,
        *,
        signed_by: SigningKeys,
        read: Read = read_alone,
        unreadable: tuple[type[Exception], ...] = (),
        watermark: type[WatermarkType] | None = None,
        watermarks_topic: str | None = None,
        keep_watermarks: bool = False,
        after_gap: str = "",
    ) -> None:
        self.topic = topic
        self.signed_by = signed_by
        self.read = read
        self.unreadable = unreadable
        self.watermark = watermark
        self.watermarks_topic = watermarks_topic
        self.keep_watermarks = keep_watermarks
        self.after_gap = after_gap
        self._by_type: dict[str, Handled] = {}

    def on[E: EventType](self, event: type[E]) -> Callable[[Handler[E]], Handler[E]]:
        def register(handler: Handler[E]) -> Handler[E]:
            self._by_type[event.type] = Handled(event, handler)
            return handler

        return register

    def find(self, event_type: str) -> Handled | None:
        return self._by_type.get(event_type)

    def knows_name_of(self, event_type: str) -> bool:
        """Whether another version of this type is handled here: then this one must not be passed over."""
        return any(_name(event_type) == _name(known) for known in self._by_type)


def _name(event_type: str) -> str:
    return event_type.rpartition(".v")[0]
