from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from notifications.domain import words


def test_a_date_says_weekday_month_and_year() -> None:
    assert words.long_date(date(2027, 10, 21)) == "Thursday 21 October 2027"


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (time(10), "10am"),
        (time(10, 30), "10:30am"),
        (time(12), "12pm"),
        (time(0, 5), "12:05am"),
        (time(17, 45), "5:45pm"),
    ],
)
def test_a_time_is_said_by_the_12_hour_clock(moment: time, said: str) -> None:
    assert words.clock(moment) == said


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        ("Europe/London", "UK time"),
        ("Europe/Paris", "Paris time"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires time"),
        ("UTC", "UTC"),
        ("Etc/UTC", "UTC"),
    ],
)
def test_a_zone_is_said_in_words(zone: str, said: str) -> None:
    assert words.zone_in_words(zone) == said


def test_ordinals() -> None:
    assert [words.ordinal(number) for number in (1, 2, 3, 4, 11, 12, 13, 21, 102, 111)] == [
        "1st",
        "2nd",
        "3rd",
        "4th",
        "11th",
        "12th",
        "13th",
        "21st",
        "102nd",
        "111th",
    ]


@pytest.mark.parametrize(
    ("zone", "before", "after", "expected"),
    [
        ("Europe/London", (10, 28), (11, 4), (date(2027, 10, 31), False)),
        ("Europe/London", (3, 25), (4, 1), (date(2027, 3, 28), True)),
        ("America/New_York", (11, 1), (11, 8), (date(2027, 11, 7), False)),
        ("Europe/London", (11, 4), (11, 11), None),
        ("Asia/Tokyo", (1, 1), (12, 1), None),
    ],
)
def test_the_date_of_a_clock_change_is_found(
    zone: str, before: tuple[int, int], after: tuple[int, int], expected: tuple[date, bool] | None
) -> None:
    def noon(day: tuple[int, int]) -> datetime:
        return datetime(2027, *day, 12, tzinfo=UTC)

    assert words.clock_change(noon(before), noon(after), ZoneInfo(zone)) == expected
