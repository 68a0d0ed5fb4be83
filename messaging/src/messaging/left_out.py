"""What is kept of a record that could not be handled: all of it, but for parts that are larger than any of ours."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final, Literal, Self

from messaging.outbox import Header
from messaging.pieces import joined
from messaging.record import Record, raw_headers

type Part = Literal["key", "headers", "value"]

# Together, and with what a dead letter says beside them, they stay below `outbox.LARGEST`.
_MOST_BYTES: Final[Mapping[Part, int]] = {"key": 1_000, "headers": 32_000, "value": 800_000}
_MOST_HEADERS: Final = 100


@dataclass(frozen=True, slots=True)
class LeftOut:
    """By what a part that is not kept can be known again on its topic."""

    size: int
    sha256: str

    @classmethod
    def of(cls, pieces: Sequence[bytes | None]) -> Self:
        return cls(sum(len(piece or b"") for piece in pieces), hashlib.sha256(joined(pieces)).hexdigest())


@dataclass(frozen=True, slots=True)
class Kept:
    """A record's parts; one of `left_out` is empty."""

    key: bytes | None
    headers: Sequence[Header]
    value: bytes | None
    left_out: Mapping[Part, LeftOut]

    @classmethod
    def of(cls, record: Record) -> Self:
        headers, known = raw_headers(record), _known(record)
        left_out = {part: left for part, left in known.items() if left.size > _MOST_BYTES[part]}
        if len(headers) > _MOST_HEADERS:
            left_out["headers"] = known["headers"]
        return cls(
            key=None if "key" in left_out else record.key,
            headers=[] if "headers" in left_out else headers,
            value=None if "value" in left_out else record.value,
            left_out=left_out,
        )

    @property
    def left_out_json(self) -> dict[str, Any]:
        return {part: asdict(left) for part, left in self.left_out.items()}


def left_out_from(json: Mapping[Part, Any]) -> dict[Part, LeftOut]:
    return {part: LeftOut(**left) for part, left in json.items()}


def bears_out(record: Record, left_out: Mapping[Part, LeftOut]) -> bool:
    """Whether it is the record that these parts were left out of."""
    known = _known(record)
    return all(known[part] == left for part, left in left_out.items())


def _known(record: Record) -> dict[Part, LeftOut]:
    pieces = [piece for header in raw_headers(record) for piece in header]
    return {"key": LeftOut.of([record.key]), "headers": LeftOut.of(pieces), "value": LeftOut.of([record.value])}
