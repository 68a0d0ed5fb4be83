"""How a series repeats, in naive wall-clock time: which dates it has."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import islice, takewhile

from dateutil import rrule

from booking.domain.wall_time import on_the_clock
from booking.errors import (
    FirstDateNotInSeries,
    SeriesEndsBeforeItStarts,
    SeriesEndUnclear,
    SeriesTooLong,
    StartInvalid,
)
from messaging import wall_clock
from messaging.wall_clock import ordinal, weekday
from messaging.zones import Zone

LONGEST = 366  # dates
COUNTED = 1000  # dates that are counted at most, to say how many there would be
YEARS = range(2000, 2100)  # in which a series can start; the longest that there is ends 88 years later

_FURTHEST_APART = timedelta(days=124)  # two dates of a rule by months, of which some have no 5th Friday or no 30th

_WEEKDAYS = (rrule.MO, rrule.TU, rrule.WE, rrule.TH, rrule.FR, rrule.SA, rrule.SU)


class Frequency(StrEnum):
    DAILY = "daily"
    EVERY_WEEKDAY = "every_weekday"
    WEEKLY = "weekly"
    EVERY_2_WEEKS = "every_2_weeks"
    EVERY_3_WEEKS = "every_3_weeks"
    EVERY_4_WEEKS = "every_4_weeks"
    MONTHLY_BY_DATE = "monthly_by_date"
    MONTHLY_BY_WEEKDAY = "monthly_by_weekday"


_WEEKS = {
    Frequency.WEEKLY: 1,
    Frequency.EVERY_2_WEEKS: 2,
    Frequency.EVERY_3_WEEKS: 3,
    Frequency.EVERY_4_WEEKS: 4,
}


@dataclass(frozen=True, slots=True)
class Dates:
    """The dates of a series, and the months ("2028-02") that would have had one and do not have the day."""

    starts: tuple[datetime, ...]
    skipped_months: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Ends on `until`, inclusive, or after `count` dates. Raises SeriesEndUnclear, SeriesTooLong."""

    frequency: Frequency
    until: date | None = None
    count: int | None = None

    def __post_init__(self) -> None:
        if (self.until is None) == (self.count is None):
            raise SeriesEndUnclear("Either after a number of dates, or on a date.")
        if self.count is not None and self.count < 1:
            raise SeriesEndUnclear("After 1 date at least.")
        if self.count is not None and self.count > LONGEST:
            raise SeriesTooLong(_too_long(str(self.count)))

    def dates(self, first: datetime) -> Dates:
        """All dates, from `first` on, whatever the clocks do.

        Raises StartInvalid, FirstDateNotInSeries, SeriesEndsBeforeItStarts, SeriesTooLong.
        """
        self._require_start(first)
        if self.until is not None and self.until < first.date():
            raise SeriesEndsBeforeItStarts(f"The first is on {first.date()}, the last on {self.until}.")
        starts = tuple(islice(self._expand(first), COUNTED + 1))
        if len(starts) > LONGEST:
            raise SeriesTooLong(_too_long(str(len(starts)) if len(starts) <= COUNTED else f"more than {COUNTED}"))
        return Dates(starts, self._skipped_months(starts))

    @property
    def keeps_its_distances(self) -> bool:
        """Whether all dates of it, each moved by as many days, are dates of the same kind of rule."""
        return self.frequency is Frequency.DAILY or self.frequency in _WEEKS

    def dates_around(self, start: datetime, *, before: int, count: int) -> tuple[datetime, ...]:
        """`count` dates in a row of a rule of this kind that has one at `start`, as many as `before` ahead of it.

        Raises StartInvalid, FirstDateNotInSeries.
        """
        self._require_start(start)
        far_enough = start - _FURTHEST_APART * (before + 1)
        dates = tuple(takewhile(lambda date: date < start, self._rule_of(start, begins=far_enough)))
        ahead = islice(self._rule_of(start, begins=start), count - before)
        return (*dates[len(dates) - before :], *ahead)

    def in_words(self, first: datetime) -> str:
        """every 2 weeks on Thursday"""
        match self.frequency:
            case Frequency.DAILY:
                return "every day"
            case Frequency.EVERY_WEEKDAY:
                return "every weekday"
            case Frequency.MONTHLY_BY_DATE | Frequency.MONTHLY_BY_WEEKDAY:
                return f"every month on the {self._day_in_words(first)}"
            case weekly:
                weeks = _WEEKS[weekly]
                return f"every {'week' if weeks == 1 else f'{weeks} weeks'} on {weekday(first)}"

    def skipped_month_in_words(self, month: str, first: datetime) -> str:
        """February has no 30th: no session that month"""
        return f"{wall_clock.month(int(month[-2:]))} has no {self._day_in_words(first)}: no session that month"

    def rrule(self, first: datetime, zone: Zone) -> str:
        """It ends on the start of its last date, whichever way it was asked to end.

        COUNT would not do: readers differ in whether a date counts that the clocks leave out. UNTIL is in UTC, as it
        has to be where DTSTART has a zone, and of two times that look alike the second, so that it ends for no reader
        before its last date. Source: RFC 5545, section 3.3.10. Raises as `dates` does.
        """
        match self.frequency:
            case Frequency.DAILY:
                rule = "FREQ=DAILY"
            case Frequency.EVERY_WEEKDAY:
                rule = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"
            case Frequency.MONTHLY_BY_DATE:
                rule = f"FREQ=MONTHLY;BYMONTHDAY={first.day}"
            case Frequency.MONTHLY_BY_WEEKDAY:
                rule = f"FREQ=MONTHLY;BYDAY={_nth_in_month(first)}{_WEEKDAYS[first.weekday()]}"
            case weekly:
                rule = f"FREQ=WEEKLY;INTERVAL={_WEEKS[weekly]};BYDAY={_WEEKDAYS[first.weekday()]}"
        last = on_the_clock(self.dates(first).starts[-1], zone, fold=1)
        return f"{rule};UNTIL={last.utc:%Y%m%dT%H%M%SZ}"

    def _require_start(self, start: datetime) -> None:
        require_bookable(start)
        if self.frequency is Frequency.EVERY_WEEKDAY and start.weekday() >= 5:
            raise FirstDateNotInSeries(f"{start.date()} is a {weekday(start)}; every weekday is Monday to Friday.")

    def _expand(self, first: datetime) -> Iterator[datetime]:
        until = None if self.until is None else datetime.combine(self.until, time.max)
        return self._rule_of(first, begins=first, until=until, count=self.count)

    def _rule_of(
        self, start: datetime, *, begins: datetime, until: datetime | None = None, count: int | None = None
    ) -> Iterator[datetime]:
        """The dates from `begins` on of the rule that has one at `start`; of a weekly one, in step with `begins`."""
        match self.frequency:
            case Frequency.DAILY:
                dates = rrule.rrule(rrule.DAILY, begins, until=until, count=count)
            case Frequency.EVERY_WEEKDAY:
                dates = rrule.rrule(rrule.DAILY, begins, until=until, count=count, byweekday=_WEEKDAYS[:5])
            case Frequency.MONTHLY_BY_DATE:
                dates = rrule.rrule(rrule.MONTHLY, begins, until=until, count=count, bymonthday=start.day)
            case Frequency.MONTHLY_BY_WEEKDAY:
                nth = _WEEKDAYS[start.weekday()](_nth_in_month(start))
                dates = rrule.rrule(rrule.MONTHLY, begins, until=until, count=count, byweekday=nth)
            case weekly:
                dates = rrule.rrule(rrule.WEEKLY, begins, interval=_WEEKS[weekly], until=until, count=count)
        return iter(dates)

    def _skipped_months(self, starts: tuple[datetime, ...]) -> tuple[str, ...]:
        if self.frequency not in (Frequency.MONTHLY_BY_DATE, Frequency.MONTHLY_BY_WEEKDAY):
            return ()
        with_session = {f"{start:%Y-%m}" for start in starts}
        end = self.until or starts[-1].date()
        return tuple(month for month in _whole_months(starts[0].date(), end) if month not in with_session)

    def _day_in_words(self, first: datetime) -> str:
        if self.frequency is Frequency.MONTHLY_BY_WEEKDAY:
            return f"{ordinal(_nth_in_month(first))} {weekday(first)}"
        return ordinal(first.day)


def require_bookable(first: datetime) -> None:
    """Raises StartInvalid."""
    if first.year not in YEARS:
        raise StartInvalid(f"The first date lies between {YEARS[0]} and {YEARS[-1]}.")
    if first.second or first.microsecond:
        raise StartInvalid("It takes whole minutes.")


def _whole_months(first: date, end: date) -> Iterator[str]:
    """From the month of `first`, those whose last day is not after `end`."""
    month = first.replace(day=1)
    while (next_month := (month + timedelta(days=31)).replace(day=1)) - timedelta(days=1) <= end:
        yield f"{month:%Y-%m}"
        month = next_month


def _nth_in_month(day: date) -> int:
    return (day.day - 1) // 7 + 1


def _too_long(number: str) -> str:
    return f"A series can have {LONGEST} dates at most. This would be {number}."
