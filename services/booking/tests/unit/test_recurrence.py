from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import pytest
from dateutil.rrule import rrulestr
from hypothesis import assume, example, given
from hypothesis import strategies as st

from booking.domain.recurrence import LONGEST, Frequency, Recurrence
from booking.domain.wall_time import on_the_clock
from booking.errors import (
    FirstDateNotInSeries,
    SeriesEndsBeforeItStarts,
    SeriesEndUnclear,
    SeriesTooLong,
    StartInvalid,
)

LONDON = ZoneInfo("Europe/London")

zones = st.sampled_from(sorted(available_timezones())).map(ZoneInfo)
frequencies = st.sampled_from(Frequency)
minutes = st.times().map(lambda moment: moment.replace(second=0, microsecond=0, fold=0))
starts = st.builds(datetime.combine, st.dates(date(2000, 1, 1), date(2099, 12, 31)), minutes)
folds = st.sampled_from((0, 1))
few = st.integers(1, 60)


def starts_of(frequency: Frequency, first: str, **ends: object) -> list[str]:
    dates = Recurrence(frequency, **ends).dates(datetime.fromisoformat(first))  # type: ignore[arg-type]
    return [start.isoformat(timespec="minutes") for start in dates.starts]


def days_of(frequency: Frequency, first: str, **ends: object) -> list[str]:
    return [start[:10] for start in starts_of(frequency, first, **ends)]


def require_weekday(frequency: Frequency, first: datetime) -> None:
    assume(frequency is not Frequency.EVERY_WEEKDAY or first.weekday() < 5)


# Days on which an hour is left out, or is there twice.
@example(Frequency.DAILY, datetime(2028, 3, 20, 1, 30), 10, LONDON, 0)
@example(Frequency.WEEKLY, datetime(2028, 3, 19, 1, 30), 3, LONDON, 1)
@example(Frequency.DAILY, datetime(2027, 10, 30, 1, 30), 3, LONDON, 0)
@example(Frequency.DAILY, datetime(2027, 10, 30, 1, 30), 3, LONDON, 1)
@example(Frequency.DAILY, datetime(2027, 10, 2, 2, 15), 3, ZoneInfo("Australia/Lord_Howe"), 0)
@given(frequencies, starts, few, zones, folds)
def test_invariant_9_wall_clock_time_is_the_same_in_all_sessions_unless_the_clocks_leave_it_out(
    frequency: Frequency, first: datetime, count: int, zone: ZoneInfo, fold: int
) -> None:
    require_weekday(frequency, first)
    for local in Recurrence(frequency, count=count).dates(first).starts:
        start = on_the_clock(local, zone, fold=fold)  # type: ignore[arg-type]
        shown = start.utc.astimezone(zone)
        assert (shown.replace(tzinfo=None, fold=0), shown.fold) == (start.local, start.fold)
        if start.shifted_from is None:
            assert start.local.time() == first.time()
        else:
            assert start.shifted_from.time() == first.time()
            assert not _exists(start.shifted_from, zone)
            assert start.local > start.shifted_from


@example(Frequency.DAILY, datetime(2028, 3, 20, 1, 30), 10, LONDON, 0)
@example(Frequency.DAILY, datetime(2027, 10, 30, 1, 30), 3, LONDON, 1)
@example(Frequency.DAILY, datetime(2011, 12, 28, 10, 0), 5, ZoneInfo("Pacific/Apia"), 0)
@given(frequencies, starts, few, zones, folds)
def test_invariant_9_utc_never_goes_back_from_session_to_session(
    frequency: Frequency, first: datetime, count: int, zone: ZoneInfo, fold: int
) -> None:
    require_weekday(frequency, first)
    dates = Recurrence(frequency, count=count).dates(first).starts
    moments = [on_the_clock(local, zone, fold=fold).utc for local in dates]  # type: ignore[arg-type]
    # Where a zone changed sides of the date line, a whole day was left out; its session falls on the next day's.
    assert all(before < after or _day_left_out(zone, before) for before, after in pairwise(moments))


@given(frequencies, starts, few)
def test_a_count_and_the_date_that_it_ends_on_mean_the_same_series(
    frequency: Frequency, first: datetime, count: int
) -> None:
    require_weekday(frequency, first)
    by_count = Recurrence(frequency, count=count).dates(first)
    assert len(by_count.starts) == count
    assert by_count.starts[0] == first
    last = by_count.starts[-1].date()
    assert Recurrence(frequency, until=last).dates(first) == by_count
    if count > 1:
        assert len(Recurrence(frequency, until=last - timedelta(days=1)).dates(first).starts) == count - 1


@given(frequencies, starts, few, zones, st.booleans())
def test_the_exported_rule_means_the_same_dates(
    frequency: Frequency, first: datetime, count: int, zone: ZoneInfo, by_date: bool
) -> None:
    require_weekday(frequency, first)
    recurrence = Recurrence(frequency, count=count)
    dates = recurrence.dates(first).starts
    if by_date:
        recurrence = Recurrence(frequency, until=dates[-1].date())
    exported = rrulestr(recurrence.rrule(first, zone), dtstart=first.replace(tzinfo=zone))
    assert [start.replace(tzinfo=None) for start in exported] == list(dates)


@given(st.sampled_from((Frequency.MONTHLY_BY_DATE, Frequency.MONTHLY_BY_WEEKDAY)), starts, few)
def test_every_month_of_a_monthly_series_has_its_session_or_is_named(
    frequency: Frequency, first: datetime, count: int
) -> None:
    dates = Recurrence(frequency, count=count).dates(first)
    with_session = [f"{start:%Y-%m}" for start in dates.starts]
    months = sorted([*with_session, *dates.skipped_months])
    assert len(set(months)) == len(months)
    first_month, last_month = first.replace(day=1), dates.starts[-1].replace(day=1)
    assert len(months) == (last_month.year - first_month.year) * 12 + last_month.month - first_month.month + 1


def test_every_frequency_has_the_dates_that_its_name_says() -> None:
    friday = "2027-10-22T10:00"
    assert days_of(Frequency.DAILY, friday, count=3) == ["2027-10-22", "2027-10-23", "2027-10-24"]
    assert days_of(Frequency.EVERY_WEEKDAY, friday, count=3) == ["2027-10-22", "2027-10-25", "2027-10-26"]
    assert days_of(Frequency.WEEKLY, friday, count=3) == ["2027-10-22", "2027-10-29", "2027-11-05"]
    assert days_of(Frequency.EVERY_2_WEEKS, friday, count=3) == ["2027-10-22", "2027-11-05", "2027-11-19"]
    assert days_of(Frequency.EVERY_3_WEEKS, friday, count=3) == ["2027-10-22", "2027-11-12", "2027-12-03"]
    assert days_of(Frequency.EVERY_4_WEEKS, friday, count=3) == ["2027-10-22", "2027-11-19", "2027-12-17"]
    assert days_of(Frequency.MONTHLY_BY_DATE, friday, count=3) == ["2027-10-22", "2027-11-22", "2027-12-22"]
    assert days_of(Frequency.MONTHLY_BY_WEEKDAY, friday, count=3) == ["2027-10-22", "2027-11-26", "2027-12-24"]


def test_the_end_date_is_inclusive_at_whatever_time_of_day() -> None:
    for first in ("2027-03-22T00:00", "2027-03-22T10:00", "2027-03-22T23:59"):
        assert days_of(Frequency.WEEKLY, first, until=date(2027, 4, 5)) == ["2027-03-22", "2027-03-29", "2027-04-05"]
        assert days_of(Frequency.WEEKLY, first, until=date(2027, 4, 4)) == ["2027-03-22", "2027-03-29"]


def test_months_without_the_date_are_skipped_and_named() -> None:
    first = datetime(2027, 11, 30, 10)
    recurrence = Recurrence(Frequency.MONTHLY_BY_DATE, count=6)
    dates = recurrence.dates(first)
    assert [f"{start:%d %b}" for start in dates.starts] == [
        "30 Nov", "30 Dec", "30 Jan", "30 Mar", "30 Apr", "30 May",
    ]  # fmt: skip
    assert dates.skipped_months == ("2028-02",)
    assert recurrence.skipped_month_in_words("2028-02", first) == "February has no 30th: no session that month"


def test_months_without_a_fifth_weekday_are_skipped_and_named() -> None:
    first = datetime(2027, 9, 30, 10)
    recurrence = Recurrence(Frequency.MONTHLY_BY_WEEKDAY, until=date(2028, 1, 31))
    dates = recurrence.dates(first)
    assert [f"{start:%d %b}" for start in dates.starts] == ["30 Sep", "30 Dec"]
    assert dates.skipped_months == ("2027-10", "2027-11", "2028-01")
    assert recurrence.skipped_month_in_words("2027-10", first) == "October has no 5th Thursday: no session that month"


def test_a_month_that_is_not_over_when_the_series_ends_is_not_called_skipped() -> None:
    dates = Recurrence(Frequency.MONTHLY_BY_DATE, until=date(2028, 2, 28)).dates(datetime(2028, 1, 31, 10))
    assert dates.skipped_months == ()
    dates = Recurrence(Frequency.MONTHLY_BY_DATE, until=date(2028, 2, 29)).dates(datetime(2028, 1, 31, 10))
    assert dates.skipped_months == ("2028-02",)


@pytest.mark.parametrize(
    ("frequency", "words", "rule"),
    [
        (Frequency.DAILY, "every day", "FREQ=DAILY"),
        (Frequency.EVERY_WEEKDAY, "every weekday", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        (Frequency.WEEKLY, "every week on Thursday", "FREQ=WEEKLY;INTERVAL=1;BYDAY=TH"),
        (Frequency.EVERY_3_WEEKS, "every 3 weeks on Thursday", "FREQ=WEEKLY;INTERVAL=3;BYDAY=TH"),
        (Frequency.MONTHLY_BY_DATE, "every month on the 21st", "FREQ=MONTHLY;BYMONTHDAY=21"),
        (Frequency.MONTHLY_BY_WEEKDAY, "every month on the 3rd Thursday", "FREQ=MONTHLY;BYDAY=3TH"),
    ],
)
def test_a_recurrence_says_itself_in_words_and_as_a_rule(frequency: Frequency, words: str, rule: str) -> None:
    first = datetime(2027, 10, 21, 10)
    assert Recurrence(frequency, count=4).in_words(first) == words
    assert Recurrence(frequency, count=1).rrule(first, LONDON) == f"{rule};UNTIL=20271021T090000Z"


@pytest.mark.parametrize(
    ("first", "ends", "end"),
    [
        ("2027-10-21T10:00", {"count": 2}, "20271028T090000Z"),
        ("2027-10-21T10:00", {"count": 3}, "20271104T100000Z"),
        ("2027-10-21T10:00", {"until": date(2027, 11, 10)}, "20271104T100000Z"),
        ("2027-10-24T01:30", {"count": 2}, "20271031T013000Z"),
        ("2028-03-19T01:30", {"count": 2}, "20280326T013000Z"),
    ],
    ids=["before the change", "after it", "by date", "shown twice: the second", "left out: as it is booked"],
)
def test_the_exported_rule_ends_on_the_start_of_its_last_date(first: str, ends: dict[str, Any], end: str) -> None:
    rule = Recurrence(Frequency.WEEKLY, **ends).rrule(datetime.fromisoformat(first), LONDON)
    assert rule.partition(";UNTIL=")[2] == end
    assert "COUNT" not in rule


def test_no_zone_adds_a_day_to_the_exported_rule() -> None:
    """In Nuuk the clocks leave out the last hour of 27 March 2027, the end of the day with it."""
    first, zone = datetime(2027, 3, 25, 0, 30), ZoneInfo("America/Nuuk")
    rule = Recurrence(Frequency.DAILY, until=date(2027, 3, 27)).rrule(first, zone)
    days = [start.day for start in rrulestr(rule, dtstart=first.replace(tzinfo=zone))]
    assert days == [25, 26, 27]


def test_an_end_has_to_be_named_and_only_one() -> None:
    with pytest.raises(SeriesEndUnclear):
        Recurrence(Frequency.WEEKLY)
    with pytest.raises(SeriesEndUnclear):
        Recurrence(Frequency.WEEKLY, until=date(2027, 3, 22), count=4)
    with pytest.raises(SeriesEndUnclear):
        Recurrence(Frequency.WEEKLY, count=0)


def test_an_end_before_the_start_is_refused() -> None:
    with pytest.raises(SeriesEndsBeforeItStarts):
        days_of(Frequency.WEEKLY, "2027-03-22T10:00", until=date(2027, 3, 21))
    assert days_of(Frequency.WEEKLY, "2027-03-22T10:00", until=date(2027, 3, 22)) == ["2027-03-22"]


def test_366_dates_are_the_most_and_more_are_told() -> None:
    assert len(days_of(Frequency.DAILY, "2027-03-22T10:00", count=LONGEST)) == 366
    assert len(days_of(Frequency.DAILY, "2027-01-01T10:00", until=date(2028, 1, 1))) == 366
    with pytest.raises(SeriesTooLong, match=r"366 dates at most\. This would be 367\."):
        days_of(Frequency.DAILY, "2027-01-01T10:00", until=date(2028, 1, 2))
    with pytest.raises(SeriesTooLong, match=r"This would be 10000\."):
        Recurrence(Frequency.DAILY, count=10_000)


def test_a_series_without_bounds_is_refused_without_expanding_it() -> None:
    for frequency in Frequency:
        with pytest.raises(SeriesTooLong, match=r"This would be more than 1000\."):
            days_of(frequency, "2027-03-22T10:00", until=date.max)


def test_every_weekday_does_not_begin_on_a_weekend() -> None:
    with pytest.raises(FirstDateNotInSeries):
        days_of(Frequency.EVERY_WEEKDAY, "2027-10-23T10:00", count=3)


@pytest.mark.parametrize("first", ["1999-12-31T10:00", "2100-01-01T10:00", "9999-12-31T23:59", "0001-01-01T00:00"])
def test_a_start_that_no_clinic_means_is_refused(first: str) -> None:
    with pytest.raises(StartInvalid):
        days_of(Frequency.WEEKLY, first, count=2)


def test_a_start_between_two_minutes_is_refused() -> None:
    with pytest.raises(StartInvalid):
        days_of(Frequency.WEEKLY, "2027-03-22T10:00:30", count=2)


def _exists(local: datetime, zone: ZoneInfo) -> bool:
    return local.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None, fold=0) == local


def _day_left_out(zone: ZoneInfo, moment: datetime) -> bool:
    around = [moment.astimezone(zone).date() + timedelta(days=day) for day in (-1, 0, 1)]
    return any(not _exists(datetime.combine(day, time(12)), zone) for day in around)
