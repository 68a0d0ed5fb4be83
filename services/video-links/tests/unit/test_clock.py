from datetime import date, datetime

import pytest

from video_links.domain import clock
from video_links.domain.zone import in_words, zone_named
from video_links.errors import UnknownZone


@pytest.mark.parametrize(
    ("hour", "minute", "words"),
    [(0, 0, "12am"), (0, 5, "12:05am"), (9, 45, "9:45am"), (10, 0, "10am"), (12, 0, "12pm"), (13, 30, "1:30pm")],
)
def test_times_are_read_as_people_say_them(hour: int, minute: int, words: str) -> None:
    assert clock.time(datetime(2027, 10, 20, hour, minute)) == words


def test_days_are_read_as_people_say_them() -> None:
    assert clock.day(date(2027, 10, 20)) == "Wednesday 20 October"
    assert clock.day_and_year(date(2027, 10, 20)) == "Wednesday 20 October 2027"
    assert clock.day_and_year(date(2028, 1, 2)) == "Sunday 2 January 2028"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Europe/London", "UK time"),
        ("America/New_York", "New York time"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires time"),
        ("UTC", "universal time"),
    ],
)
def test_a_zone_is_named_in_words(name: str, words: str) -> None:
    assert in_words(zone_named(name)) == words


@pytest.mark.parametrize("name", ["Mars/Olympus", "", "../../etc/passwd", "Europe", "a\0b"])
def test_a_zone_that_there_is_not_is_refused(name: str) -> None:
    with pytest.raises(UnknownZone):
        zone_named(name)
