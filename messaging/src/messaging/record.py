"""Reading a Kafka record as a CloudEvent in binary content mode, trusting nothing in it."""

import time
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from aiokafka import ConsumerRecord

from messaging.actor import Actor
from messaging.cause import Cause
from messaging.failures import Unreadable

type Record = ConsumerRecord[bytes, bytes]

INCARNATION: Final = "ce_incarnation"  # written by the relay

_CLOCKS_DIFFER = 3600  # seconds at most, that of the owner's Postgres and ours
_LATEST = 253_402_300_799_000  # ms: the last second of the year 9999


def raw_headers(record: Record) -> list[tuple[bytes, bytes]]:
    return [(name.encode(errors="surrogateescape"), value or b"") for name, value in record.headers]


def published_at(record: Record) -> datetime:
    """By the record's own word, which may be none, or no time that there is: then the nearest."""
    return datetime.fromtimestamp(min(max(record.timestamp, 0), _LATEST) / 1000, tz=UTC)


def header(record: Record, name: str) -> str | None:
    """The header's last value; None where it is absent, null or no UTF-8."""
    values: list[bytes | None] = [value for key, value in record.headers if key == name]
    last = values[-1] if values else None
    if last is None:
        return None
    try:
        return last.decode()
    except UnicodeDecodeError:
        return None


def practice_of(record: Record) -> UUID | None:
    try:
        return UUID(header(record, "ce_practiceid") or "")
    except ValueError:
        return None


def event_id_of(record: Record) -> UUID | None:
    try:
        return UUID(header(record, "ce_id") or "")
    except ValueError:
        return None


def type_of(record: Record) -> str:
    """Raises Unreadable."""
    return _required(record, "ce_type")


def value_of(record: Record) -> bytes:
    """Raises Unreadable."""
    if record.value is None:
        raise Unreadable("The record has no value.")
    value: bytes = record.value
    return value


def cause_of(record: Record) -> Cause:
    """Raises Unreadable."""
    try:
        return Cause(
            event_id=UUID(_required(record, "ce_id")),
            time=_aware(datetime.fromisoformat(_required(record, "ce_time"))),
            actor=Actor(UUID(_required(record, "ce_practiceid")), _required(record, "ce_actor")),
            incarnation=_incarnation(record),
        )
    except ValueError as error:
        raise Unreadable(f"A header is not what CloudEvents asks for: {error}.") from error


def has_begun(incarnation: int) -> bool:
    """By a clock that may differ from that of the owner's Postgres."""
    return incarnation <= (time.time() + _CLOCKS_DIFFER) * 1000


def _incarnation(record: Record) -> int:
    """Of the first nothing is said. One that has not begun would make all that is true older than it.

    Raises Unreadable.
    """
    if all(name != INCARNATION for name, _ in record.headers):
        return 0
    said = header(record, INCARNATION) or ""
    if not (said.isascii() and said.isdecimal() and len(said) < 16 and has_begun(int(said))):
        raise Unreadable(f"The header {INCARNATION} is no time before now, in milliseconds.")
    return int(said)


def _required(record: Record, name: str) -> str:
    value = header(record, name)
    if value is None:
        raise Unreadable(f"The header {name} is missing, null or no UTF-8.")
    return value


def _aware(time: datetime) -> datetime:
    if time.tzinfo is None:
        raise Unreadable("The header ce_time has no offset from UTC.")
    return time
