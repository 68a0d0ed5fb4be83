from datetime import UTC, datetime

import pytest
from aiokafka import ConsumerRecord

from messaging.failures import Unreadable
from messaging.left_out import Kept, bears_out
from messaging.record import Record, cause_of, published_at


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


def event(*headers: tuple[str, bytes]) -> Record:
    ids = [(name, b"0190e2a5-0000-7000-8000-000000000000") for name in ("ce_id", "ce_practiceid")]
    return record(headers=(*ids, ("ce_time", b"2027-10-20T09:00:00+01:00"), ("ce_actor", b"jo"), *headers))


def test_an_event_is_of_the_incarnation_that_its_relay_named_and_else_of_the_first() -> None:
    assert cause_of(event()).incarnation == 0
    assert cause_of(event(("ce_incarnation", b"1795972500000"))).incarnation == 1_795_972_500_000


@pytest.mark.parametrize("said", [b"", b"-1", b"1.5", b"9" * 15, b"9" * 400, "٣".encode(), b"\xff", b"soon"])
def test_an_incarnation_that_has_not_begun_or_is_none_is_refused(said: bytes) -> None:
    with pytest.raises(Unreadable, match="ce_incarnation"):
        cause_of(event(("ce_incarnation", said)))
