"""Events as a consumer reads them, by way of the broker."""

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from contracts.event import Event, envelope, read


def carried[E: Event](event: E, practice_id: UUID) -> E:
    sent = envelope(event, event_id=uuid7(), practice_id=practice_id, actor="another-service", at=datetime.now(UTC))
    return read(type(event), sent.value, practice_id=practice_id, subject=str(event.subject))


def in_outbox[E: Event](event: type[E], headers: Sequence[bytes], value: bytes) -> E:
    """Of a row, whose headers are name, value, name, value …"""
    named = {name.decode(): content.decode() for name, content in zip(headers[::2], headers[1::2], strict=True)}
    return on_topic(event, named, value)


def on_topic[E: Event](event: type[E], headers: dict[str, str], value: bytes) -> E:
    return read(event, value, practice_id=UUID(headers["ce_practiceid"]), subject=headers["ce_subject"])
