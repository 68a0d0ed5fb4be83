"""Which record is believed to be its producer's."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from aiokafka import ConsumerRecord
from cryptography.fernet import Fernet
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import SecretStr

from messaging.authenticity import HEADER, NotAuthentic, SigningKeys, signed_bytes

TOPIC = "booking.events.v1"
HEADERS = [
    ("ce_id", b"1"),
    ("ce_type", b"series.created.v1"),
    ("ce_practiceid", b"one"),
    ("content-type", b"application/json"),
    ("traceparent", b"00-1-1-01"),
]


def keys(*texts: str) -> SigningKeys:
    return SigningKeys([SecretStr(text) for text in texts])


ONE, OTHER = Fernet.generate_key().decode(), Fernet.generate_key().decode()
OURS = keys(ONE)


def record(**other: Any) -> ConsumerRecord[bytes, bytes]:
    parts = {"topic": TOPIC, "key": b"a-key", "value": b'{"number": 1}', "headers": HEADERS} | other
    return ConsumerRecord(
        partition=0,
        offset=0,
        timestamp=0,
        timestamp_type=0,
        checksum=None,
        serialized_key_size=0,
        serialized_value_size=0,
        **parts,
    )


def signed(by: SigningKeys = OURS, **other: Any) -> ConsumerRecord[bytes, bytes]:
    plain = record(**other)
    return record(**other | {"headers": by.sign(plain.topic, plain.key, list(plain.headers), plain.value)})


def headers_of(changed: ConsumerRecord[bytes, bytes], name: str, value: bytes | None) -> list[tuple[str, bytes | None]]:
    return [(each, value if each == name else old) for each, old in changed.headers]


type Change = Callable[[ConsumerRecord[bytes, bytes]], dict[str, Any]]


@pytest.mark.parametrize("parts", [{}, {"key": None}, {"value": None}, {"key": b"", "value": b""}, {"headers": []}])
def test_what_its_producer_signed_is_believed(parts: dict[str, Any]) -> None:
    assert OURS.verify(signed(**parts))


def test_what_nobody_signed_is_known_as_that() -> None:
    assert not OURS.verify(record())


@pytest.mark.parametrize(
    "change",
    [
        lambda _: {"topic": "video-links.events.v1"},
        lambda _: {"key": b"another-key"},
        lambda _: {"key": None},
        lambda _: {"value": b'{"number": 2}'},
        lambda _: {"value": None},
        lambda known: {"headers": headers_of(known, "ce_practiceid", b"other")},
        lambda known: {"headers": headers_of(known, "ce_practiceid", None)},
        lambda known: {"headers": headers_of(known, "content-type", b"text/plain")},
        lambda known: {"headers": [*known.headers, ("ce_more", b"1")]},
        lambda known: {"headers": [each for each in known.headers if each[0] != "ce_id"]},
        lambda known: {"headers": [*known.headers, ("ce_type", b"series.created.v1")]},
        lambda known: {"headers": [*known.headers, ("content-type", b"application/json")]},
        lambda known: {"headers": [*known.headers, known.headers[-1]]},
        lambda known: {"headers": headers_of(known, HEADER, None)},
        lambda known: {"headers": headers_of(known, HEADER, b"\xff")},
        lambda known: {"headers": headers_of(known, HEADER, dict(known.headers)[HEADER][:-1])},
        lambda known: {"headers": headers_of(known, HEADER, dict(signed(keys(OTHER)).headers)[HEADER])},
    ],
)
def test_what_differs_in_anything_from_what_was_signed_is_refused(change: Change) -> None:
    known = signed()
    parts = {part: getattr(known, part) for part in ("topic", "key", "value", "headers")}
    with pytest.raises(NotAuthentic):
        OURS.verify(record(**parts | change(known)))


def test_an_attribute_that_stands_twice_is_refused_also_where_nobody_signed() -> None:
    with pytest.raises(NotAuthentic):
        OURS.verify(record(headers=[*HEADERS, ("ce_id", b"2")]))


def test_what_tools_add_and_take_away_on_the_way_changes_nothing() -> None:
    known = signed()
    others = [each for each in known.headers if each[0] != "traceparent"]
    assert OURS.verify(record(headers=[("hop", b"1"), *reversed(others), ("hop", b"2"), ("traceparent", None)]))


def test_keys_rotate_by_one_that_is_believed_first_and_signs_then() -> None:
    old, both, turned, new = keys(ONE), keys(ONE, OTHER), keys(OTHER, ONE), keys(OTHER)
    assert both.verify(signed(old))
    assert old.verify(signed(both))
    assert both.verify(signed(turned))
    assert turned.verify(signed(both))
    assert new.verify(signed(turned))
    with pytest.raises(NotAuthentic):
        old.verify(signed(turned))


# Of what stands between pieces, above all: where these can be confused, it is there.
content = st.none() | st.text(":-1a", max_size=4).map(str.encode) | st.binary(max_size=12)
attributes = st.dictionaries(st.sampled_from(["ce_a", "ce_ab", "ce_b", "content-type"]), content)
parts_signed = st.tuples(
    st.sampled_from([b"0" * 12, b"1" * 12]), st.sampled_from(["a", "a1:b", "ab"]), content, attributes, content
)


@given(parts_signed, parts_signed)
@example((b"0" * 12, "a", b"a:", {}, b"b"), (b"0" * 12, "a", b"a", {}, b":b"))
@example((b"0" * 12, "a", None, {}, None), (b"0" * 12, "a", b"", {}, None))
def test_no_two_records_that_differ_in_what_is_signed_give_the_same_bytes(one: Any, other: Any) -> None:
    assert (bytes_of(*one) == bytes_of(*other)) is (one == other)


@given(parts_signed, st.permutations(["ce_a", "ce_ab", "ce_b", "content-type"]))
def test_the_order_of_headers_is_not_signed(one: Any, order: Sequence[str]) -> None:
    by, topic, key, headers, value = one
    other = {name: headers[name] for name in order if name in headers}
    assert bytes_of(by, topic, key, headers, value) == bytes_of(by, topic, key, other, value)


def bytes_of(by: bytes, topic: str, key: bytes | None, headers: dict[str, bytes | None], value: bytes | None) -> bytes:
    return signed_bytes(by, topic, key, list(headers.items()), value)
