from datetime import UTC, datetime

import pytest
from aiokafka import ConsumerRecord

from messaging.left_out import Kept, bears_out
from messaging.record import Record, published_at


def record(*, timestamp: int = 0, value: bytes = b"{}", headers: tuple[tuple[str, bytes], ...] = ()) -> Record:
    return ConsumerRecord(
        topic="notes",
        partition=0,
        offset=0,
        timestamp=timestamp,
        timestamp_type=0,
        key=b"a-key",
        value=value,
        checksum=None,
        serialized_key_size=5,
        serialized_value_size=len(value),
        headers=headers,
    )


@pytest.mark.parametrize(
    ("timestamp", "at"),
    [
        (1_795_972_500_000, datetime(2026, 11, 29, 17, 15, tzinfo=UTC)),
        (-1, datetime(1970, 1, 1, tzinfo=UTC)),
        (-(2**63), datetime(1970, 1, 1, tzinfo=UTC)),
        (2**63 - 1, datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)),
    ],
)
def test_a_record_that_names_no_time_or_none_that_there_is_has_the_nearest(timestamp: int, at: datetime) -> None:
    assert published_at(record(timestamp=timestamp)) == at


def test_what_was_left_out_is_known_again_and_nothing_else_is_taken_for_it() -> None:
    large = record(value=b"a" * 800_001)
    left_out = Kept.of(large).left_out
    assert list(left_out) == ["value"]
    assert bears_out(large, left_out)
    assert not bears_out(record(value=b"b" * 800_001), left_out)


def test_headers_that_are_divided_otherwise_are_others() -> None:
    one, other = (record(headers=((name, value),) * 101) for name, value in (("ab", b"c"), ("a", b"bc")))
    left_out = Kept.of(one).left_out
    assert list(left_out) == ["headers"]
    assert not bears_out(other, left_out)
