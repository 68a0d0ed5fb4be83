from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from booking.domain.wall_time import (
    ShownInterval,
    clock_change_in_words,
    days_of,
    find_zone,
    on_the_clock,
    shift_in_words,
    shown_in,
)
from booking.errors import ZoneUnknown

LONDON = ZoneInfo("Europe/London")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")  # its clocks change by half an hour


def test_a_time_that_the_clocks_leave_out_is_shifted_forward_by_the_gap_and_said_so() -> None:
    for fold in (0, 1):
        start = on_the_clock(datetime(2028, 3, 26, 1, 30), LONDON, fold=fold)
        assert start.local == datetime(2028, 3, 26, 2, 30)
        assert start.utc == datetime(2028, 3, 26, 1, 30, tzinfo=UTC)
        assert start.shifted_from == datetime(2028, 3, 26, 1, 30)
        assert shift_in_words(start.shifted_from, start.local) == (
            "That time does not exist on 26 March: 02:30 instead of 01:30"
        )
    assert on_the_clock(datetime(2027, 10, 3, 2, 15), LORD_HOWE).local == datetime(2027, 10, 3, 2, 45)


def test_a_time_that_is_moved_to_the_next_day_says_so() -> None:
    """Nuuk's clocks go from 11pm to midnight."""
    start = on_the_clock(datetime(2027, 3, 27, 23, 30), find_zone("America/Nuuk"))
    assert start.local == datetime(2027, 3, 28, 0, 30)
    assert shift_in_words(datetime(2027, 3, 27, 23, 30), start.local) == (
        "That time does not exist on 27 March: Sunday 28 March at 00:30 instead of 23:30"
    )


def test_of_two_times_that_look_alike_the_fold_says_which() -> None:
    first = on_the_clock(datetime(2027, 10, 31, 1, 30), LONDON)
    second = on_the_clock(datetime(2027, 10, 31, 1, 30), LONDON, fold=1)
    assert (first.fold, first.twice, first.utc.hour) == (0, True, 0)
    assert (second.fold, second.twice, second.utc.hour) == (1, True, 1)


def test_a_fold_means_nothing_where_a_time_is_there_once() -> None:
    for local in (datetime(2027, 6, 1, 10), datetime(2028, 3, 26, 1, 30)):
        once = on_the_clock(local, LONDON, fold=1)
        assert (once.fold, once.twice) == (0, False)


def test_an_interval_on_another_zones_clock_says_which_of_two_times_it_is_there() -> None:
    """At half past eight in New York it is half past one in London, for the second time."""
    starts_at = datetime(2027, 10, 31, 1, 30, tzinfo=UTC)
    in_new_york = ShownInterval.of(starts_at, starts_at + timedelta(minutes=30), find_zone("America/New_York"))
    assert (in_new_york.local_start.hour, in_new_york.twice) == (21, False)
    in_london = shown_in("Europe/London", in_new_york, of="America/New_York")
    assert (in_london.local_start, in_london.fold, in_london.twice) == (datetime(2027, 10, 31, 1, 30), 1, True)
    assert in_london.local_end == datetime(2027, 10, 31, 2)


@pytest.mark.parametrize(
    ("starts", "minutes", "days"),
    [
        ("2027-10-20T22:30", 30, [20]),
        ("2027-10-20T22:30", 31, [20, 21]),
        ("2027-10-20T23:00", 1440, [21]),
        ("2027-10-20T23:01", 1440, [21, 22]),
        # Its end reads before its start.
        ("2027-10-31T00:30", 30, [31]),
    ],
)
def test_what_goes_on_after_midnight_is_on_both_days_and_what_ends_then_on_one(
    starts: str, minutes: int, days: list[int]
) -> None:
    """Of moments in UTC, an hour behind London until the 31st."""
    starts_at = datetime.fromisoformat(f"{starts}Z")
    shown = ShownInterval.of(starts_at, starts_at + timedelta(minutes=minutes), find_zone("Europe/London"))
    assert [day.day for day in days_of(shown)] == days


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("2027-10-28T09:00", "2027-11-04T10:00", "Clocks go back on Sunday 31 October: still 10:00"),
        ("2028-02-28T10:00", "2028-03-30T09:00", "Clocks go forward on Sunday 26 March: still 10:00"),
        ("2027-10-30T22:30", "2027-10-31T23:30", "Clocks go back on Sunday 31 October: still 23:30"),
        ("2027-11-04T10:00", "2027-11-11T10:00", None),
    ],
)
def test_a_clock_change_between_two_sessions_is_said(before: str, after: str, words: str | None) -> None:
    first, second = (datetime.fromisoformat(moment).replace(tzinfo=UTC) for moment in (before, after))
    assert clock_change_in_words(first, second, LONDON) == words


@pytest.mark.parametrize(
    "name",
    [
        "Europe/Nowhere",
        "",
        "europe/london",
        "../../etc/passwd",
        "/etc/localtime",
        "Europe",
        "Europe/London\0",
        "UTC+1",
        "Factory",
    ],
)
def test_a_zone_that_the_iana_database_does_not_have_is_refused(name: str) -> None:
    with pytest.raises(ZoneUnknown):
        find_zone(name)
