from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from messaging import wall_clock
from messaging.wall_clock import ClockChange
from messaging.zones import find_zone


def test_a_date_says_weekday_month_and_year() -> None:
    assert wall_clock.short_date(date(2027, 10, 20)) == "Wednesday 20 October"
    assert wall_clock.long_date(date(2028, 1, 2)) == "Sunday 2 January 2028"


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (time(0), "12am"),
        (time(0, 5), "12:05am"),
        (time(9, 45), "9:45am"),
        (time(10), "10am"),
        (time(12), "12pm"),
        (time(17, 45), "5:45pm"),
    ],
)
def test_a_time_is_said_by_the_12_hour_clock(moment: time, said: str) -> None:
    assert wall_clock.clock(moment) == said


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        ("Europe/London", "UK time"),
        ("Europe/Paris", "Paris time"),
        ("America/New_York", "Eastern time"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires time"),
        ("UTC", "universal time"),
        ("Etc/GMT+5", "GMT+5"),
    ],
)
def test_a_zone_is_said_in_words(zone: str, said: str) -> None:
    assert wall_clock.zone_in_words(zone) == said


@dataclass(frozen=True, slots=True)
class Interval:
    """In London, in 2027."""

    starts_at: datetime
    ends_at: datetime
    local_start: datetime
    local_end: datetime
    fold: int = 0
    twice: bool = False


def interval(starts: str, ends: str, **more: Any) -> Interval:
    """By moments, such as `10-21T09:00`."""
    starts_at, ends_at = (datetime.fromisoformat(f"2027-{each}Z") for each in (starts, ends))
    local_start, local_end = (
        each.astimezone(find_zone("Europe/London")).replace(tzinfo=None, fold=0) for each in (starts_at, ends_at)
    )
    return Interval(starts_at, ends_at, local_start, local_end, **more)


@pytest.mark.parametrize(
    ("between", "said"),
    [
        (interval("10-21T09:00", "10-21T09:30"), "10am to 10:30am"),
        (interval("10-21T22:45", "10-21T23:15"), "11:45pm to 12:15am"),
        (
            interval("10-31T00:30", "10-31T01:00", twice=True),
            "1:30am (before the clocks go back) to 1am, after the clocks have gone back",
        ),
        (interval("10-31T00:15", "10-31T00:45", twice=True), "1:15am (before the clocks go back) to 1:45am"),
        (interval("10-31T01:30", "10-31T02:00", twice=True, fold=1), "1:30am (after the clocks have gone back) to 2am"),
        # Its end is the second 1:15am, 105 minutes later.
        (interval("10-30T23:30", "10-31T01:15"), "12:30am to 1:15am, after the clocks have gone back"),
        (interval("03-28T00:30", "03-28T01:00"), "12:30am to 2am"),
    ],
)
def test_a_span_says_which_of_two_times_and_that_the_clocks_go_back_meanwhile(between: Interval, said: str) -> None:
    assert wall_clock.span_in_words(between) == said


def test_a_start_says_which_of_two_times_it_is_by_either_clock() -> None:
    first = interval("10-31T00:30", "10-31T01:00", twice=True)
    assert wall_clock.start_in_words(first) == "1:30am (before the clocks go back)"
    second = interval("10-31T01:30", "10-31T02:00", twice=True, fold=1)
    said = wall_clock.start_in_words(second, shown=wall_clock.clock_of_24)
    assert said == "01:30 (after the clocks have gone back)"


def test_ordinals() -> None:
    said = [wall_clock.ordinal(number) for number in (1, 2, 3, 4, 11, 12, 13, 21, 102, 111)]
    assert said == ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "102nd", "111th"]


@pytest.mark.parametrize(
    ("zone", "before", "after", "change"),
    [
        ("Europe/London", (10, 28), (11, 4), ClockChange(date(2027, 10, 31), forward=False)),
        ("Europe/London", (3, 25), (4, 1), ClockChange(date(2027, 3, 28), forward=True)),
        ("America/New_York", (11, 1), (11, 8), ClockChange(date(2027, 11, 7), forward=False)),
        # Where they are changed at midnight, it is the day that begins then: as it is announced.
        ("Atlantic/Azores", (3, 24), (3, 31), ClockChange(date(2027, 3, 28), forward=True)),
        ("Africa/Cairo", (4, 28), (5, 5), ClockChange(date(2027, 4, 30), forward=True)),
        ("Asia/Beirut", (3, 24), (3, 31), ClockChange(date(2027, 3, 28), forward=True)),
        ("America/Santiago", (9, 1), (9, 8), ClockChange(date(2027, 9, 5), forward=True)),
        # At 11pm there, together with the rest of Europe.
        ("America/Nuuk", (3, 24), (3, 31), ClockChange(date(2027, 3, 27), forward=True)),
        ("America/Scoresbysund", (3, 24), (3, 31), ClockChange(date(2027, 3, 27), forward=True)),
        # And back: what the clocks showed before they were put back.
        ("Africa/Cairo", (10, 27), (11, 3), ClockChange(date(2027, 10, 29), forward=False)),
        ("Asia/Beirut", (10, 27), (11, 3), ClockChange(date(2027, 10, 31), forward=False)),
        ("America/Santiago", (4, 1), (4, 8), ClockChange(date(2027, 4, 4), forward=False)),
        ("Europe/London", (11, 4), (11, 11), None),
        ("Asia/Tokyo", (1, 1), (12, 1), None),
    ],
)
def test_the_day_of_a_clock_change_is_that_of_the_clocks_before_it(
    zone: str, before: tuple[int, int], after: tuple[int, int], change: ClockChange | None
) -> None:
    def noon(day: tuple[int, int]) -> datetime:
        return datetime(2027, *day, 12, tzinfo=UTC)

    assert wall_clock.clock_change(noon(before), noon(after), find_zone(zone)) == change


def test_the_next_clock_change_is_found_to_the_second_and_none_where_there_is_none() -> None:
    now = datetime(2027, 1, 1, tzinfo=UTC)
    assert wall_clock.next_clock_change(now, find_zone("Europe/London")) == datetime(2027, 3, 28, 1, tzinfo=UTC)
    assert wall_clock.next_clock_change(now, find_zone("Asia/Tokyo")) is None
