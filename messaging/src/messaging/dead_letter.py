from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from messaging.outbox import Header
from messaging.record import Record, raw_headers


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A copy of a parked record for `<topic>.dlq.<service>`: its own headers first, then why and from where."""

    topic: str
    key: bytes
    headers: Sequence[Header]
    value: bytes | None

    @classmethod
    def of(cls, record: Record, *, service: str, reason: str) -> Self:
        return cls(
            topic=f"{record.topic}.dlq.{service}",
            key=record.key or b"",
            headers=[
                *raw_headers(record),
                (b"dlq_reason", reason.encode()),
                (b"dlq_partition", str(record.partition).encode()),
                (b"dlq_offset", str(record.offset).encode()),
            ],
            value=record.value,
        )
