from datetime import UTC, datetime, timedelta
from ipaddress import ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from video_links.domain.limit import Limit, client_address

NOON = datetime(2027, 10, 20, 12, tzinfo=UTC)
TEN_MINUTES = timedelta(minutes=10)
TRUSTED = (ip_network("10.0.0.0/8"), ip_network("fd00::/8"))


@given(st.lists(st.integers(0, 400), max_size=200))
def test_in_no_ten_minutes_are_there_more_tries_than_allowed(pauses: list[int]) -> None:
    limit, now = Limit(5, TEN_MINUTES), NOON
    taken: list[datetime] = []
    for pause in pauses:
        now += timedelta(seconds=pause)
        recent = [at for at in taken if now - at < TEN_MINUTES]
        assert limit.reached("a", now) == (len(recent) >= 5)
        if limit.take("a", now):
            taken.append(now)
        assert len([at for at in taken if now - at < TEN_MINUTES]) <= 5


def test_one_key_does_not_count_for_another() -> None:
    limit = Limit(1, TEN_MINUTES)
    assert limit.take("a", NOON)
    assert limit.take("b", NOON)
    assert not limit.take("a", NOON)


def test_a_flood_from_everywhere_forgets_who_tried_longest_ago() -> None:
    limit = Limit(1, TEN_MINUTES, keys=100)
    for number in range(101):
        limit.take(str(number), NOON)
    assert not limit.reached("0", NOON)
    assert all(limit.reached(str(number), NOON) for number in range(1, 101))


@pytest.mark.parametrize(
    ("peer", "forwarded_for", "address"),
    [
        ("203.0.113.7", "", "203.0.113.7"),
        ("203.0.113.7", "192.0.2.1", "203.0.113.7"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.1", "192.0.2.1", "192.0.2.1"),
        ("10.0.0.1", "192.0.2.9, 192.0.2.1, 10.2.3.4", "192.0.2.1"),
        ("10.0.0.1", "nonsense", "10.0.0.1"),
        ("10.0.0.1", "192.0.2.1, nonsense", "10.0.0.1"),
        ("10.0.0.1", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:10.0.0.1", "::ffff:192.0.2.1", "192.0.2.1"),
        ("fd00::1", "192.0.2.1", "192.0.2.1"),
        ("", "192.0.2.1", ""),
    ],
)
def test_the_address_is_the_nearest_that_is_no_proxy_of_ours(peer: str, forwarded_for: str, address: str) -> None:
    assert client_address(peer, forwarded_for, TRUSTED) == address
