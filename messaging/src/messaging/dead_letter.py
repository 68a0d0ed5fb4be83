import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Self

from messaging.left_out import Kept
from messaging.outbox import Header
from messaging.record import Record

_OF_DEAD_LETTERS: Final = ".dlq."


def is_of_dead_letters(topic: str) -> bool:
    """Whether it holds copies of what others have told."""
    return _OF_DEAD_LETTERS in topic


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A copy of a parked record for `<topic>.dlq.<service>`: its own headers first, then why and from where, and what
    was left out of the copy."""

    topic: str
    key: bytes
    headers: Sequence[Header]
    value: bytes | None

    @classmethod
    def of(cls, record: Record, kept: Kept, *, service: str, reason: str) -> Self:
        left_out = [(b"dlq_left_out", json.dumps(kept.left_out_json).encode())] if kept.left_out else []
        return cls(
            topic=f"{record.topic}{_OF_DEAD_LETTERS}{service}",
            key=kept.key or b"",
            headers=[
                *kept.headers,
                (b"dlq_reason", reason.encode()),
                (b"dlq_partition", str(record.partition).encode()),
                (b"dlq_offset", str(record.offset).encode()),
                *left_out,
            ],
            value=kept.value,
        )
