"""What leaves the service with its transaction."""

from collections.abc import Sequence
from typing import Final, Protocol

from opentelemetry.trace import SpanKind

from messaging import trace
from messaging.database import Connection

type Header = tuple[bytes, bytes]

CHANNEL: Final = "outbox"
LARGEST: Final = 1_000_000  # bytes; below what the broker takes (message.max.bytes, 1 MiB and a little)


class Publishable(Protocol):
    """What the chassis has to know of an event. What it means is the contract's affair."""

    @property
    def topic(self) -> str: ...

    @property
    def key(self) -> bytes: ...

    @property
    def headers(self) -> Sequence[Header]: ...

    @property
    def value(self) -> bytes | None: ...


class EventTooLarge(Exception):
    """The broker would refuse it, and everything of its key behind it would wait for ever."""


async def add(connection: Connection, event: Publishable) -> None:
    """Have the relay publish `event` once this transaction has committed, and not if it rolls back.

    Call it after the aggregate's row was locked: the outbox's order is then the order of the changes.
    Raises EventTooLarge.
    """
    attributes = {"messaging.destination.name": event.topic}
    with trace.span(f"add {event.topic}", kind=SpanKind.PRODUCER, attributes=attributes):
        await _add(connection, event, trace.current())


async def _add(connection: Connection, event: Publishable, traceparent: str | None) -> None:
    headers = [part for header in event.headers for part in header]
    if traceparent and b"traceparent" not in headers[::2]:
        headers += [b"traceparent", traceparent.encode()]
    size = len(event.key) + len(event.value or b"") + sum(map(len, headers))
    if size > LARGEST:
        raise EventTooLarge(f"{size} bytes for {event.topic}; at most {LARGEST} are published.")
    await connection.execute(
        """
        WITH added AS (
            INSERT INTO outbox (topic, key, headers, value) VALUES ($1, $2, $3, $4)
        )
        SELECT pg_notify($5, '')
        """,
        event.topic,
        event.key,
        headers,
        event.value,
        CHANNEL,
    )
