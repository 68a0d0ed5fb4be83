"""A thousand series at random, the same in each run: as booking plans them, books them and tells of them.

Half of them lie where a zone's clocks change, so that gaps and times that come twice are met and not hoped for.
"""

from calendar import monthrange
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Final
from uuid import UUID

import contracts.series
from booking.domain.conflict import Decisions, Taken, settle_conflicts
from booking.domain.kind import AppointmentKind
from booking.domain.preview import Preview, preview
from booking.domain.recurrence import Frequency, Recurrence
from booking.domain.series import BookingRequest, Occurrence, Plan, Series, new_series, plan_series
from booking.domain.wall_time import Fold
from booking.events import series_created
from contracts.series import SeriesCreated
from messaging.actor import Actor
from messaging.zones import Zone
from tests.support.sealing_keys import KEYS

SERIES: Final = 1000
SEED: Final = 2027
FIRST_YEAR: Final = 2026
LAST_YEAR: Final = 2034  # in which one starts

ZONES: Final = (
    "Europe/London",
    "Europe/Dublin",  # winter time is the exception there, and negative
    "Europe/Paris",
    "America/New_York",
    "America/Los_Angeles",
    "America/Vancouver",  # summer time for ever since 2026
    "America/St_Johns",
    "America/Havana",  # at midnight, as in the six that follow
    "America/Santiago",
    "America/Asuncion",
    "America/Nuuk",  # the last hour of a day is left out
    "America/Scoresbysund",
    "Atlantic/Azores",
    "Asia/Beirut",
    "Africa/Cairo",
    "Asia/Gaza",  # by the moon, decades ahead
    "Asia/Jerusalem",
    "Africa/Casablanca",  # back for Ramadan, until 2026
    "Africa/El_Aaiun",
    "Africa/Johannesburg",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",  # by half an hour
    "Australia/Sydney",
    "Pacific/Auckland",
    "Pacific/Chatham",
    "Pacific/Norfolk",
    "Pacific/Easter",
    "Antarctica/Troll",  # by two hours
    "UTC",
)

_DAYS: Final = {
    Frequency.DAILY: 1,
    Frequency.EVERY_WEEKDAY: 1,
    Frequency.WEEKLY: 7,
    Frequency.EVERY_2_WEEKS: 14,
    Frequency.EVERY_3_WEEKS: 21,
    Frequency.EVERY_4_WEEKS: 28,
}
_MOST: Final = 30  # dates; the longest of them end five years after they began
_MONTHLY: Final = (Frequency.MONTHLY_BY_DATE, Frequency.MONTHLY_BY_WEEKDAY)
_ANY_ID: Final = UUID(int=99)
_BOOKED_AT: Final = datetime(2025, 11, 3, 9, tzinfo=UTC)
_BY: Final = Actor(practice_id=_ANY_ID, subject="jo")
_SKIP: Final = Decisions("skip")
_KIND: Final = AppointmentKind(_ANY_ID, 1, "Video follow-up", True, 30, 0, 0, "blue")


def _request(
    zone: str, first: datetime, recurrence: Recurrence, *, fold: Fold = 0, minutes: int = 30
) -> BookingRequest:
    return BookingRequest(
        _ANY_ID, _ANY_ID, first, fold=fold, zone=zone, duration_minutes=minutes, recurrence=recurrence
    )


# What went wrong once, or is easily missed at random, with the indices of what is skipped.
_KNOWN: Final[Sequence[tuple[BookingRequest, Collection[int]]]] = (
    # The end of its last day is left out: UNTIL at that end had a day more.
    (_request("America/Nuuk", datetime(2027, 3, 25, 0, 30), Recurrence(Frequency.DAILY, until=date(2027, 3, 27))), ()),
    # With COUNT, and nothing said of what is left out, it had a fifth date.
    (_request("Europe/London", datetime(2027, 10, 21, 10), Recurrence(Frequency.WEEKLY, count=4)), (0,)),
    # Its first date is left out by the clocks.
    (_request("Europe/London", datetime(2028, 3, 26, 1, 30), Recurrence(Frequency.DAILY, count=3)), ()),
    # Its third date is moved to the day of the fourth, and skipped there.
    (_request("America/Nuuk", datetime(2027, 3, 25, 23, 30), Recurrence(Frequency.DAILY, count=5)), (2,)),
    # Its last date comes twice.
    (_request("Europe/London", datetime(2027, 10, 24, 1, 30), Recurrence(Frequency.WEEKLY, count=2)), ()),
)


@dataclass(frozen=True, slots=True)
class ClockChange:
    at: datetime
    before: timedelta
    after: timedelta

    @property
    def shows(self) -> datetime:
        """What the clocks show when they are changed."""
        return self.at.replace(tzinfo=None) + self.before


@dataclass(frozen=True, slots=True)
class Booked:
    """`plan` has what was skipped too; `told` is what crosses the broker. `doubled` are the local times, of those at
    which the rule has a date, that the clocks show twice."""

    number: int
    plan: Plan
    previewed: Preview
    series: Series
    told: contracts.series.Series
    doubled: frozenset[datetime]

    @property
    def zone(self) -> Zone:
        return self.plan.zone

    @property
    def recurrence(self) -> contracts.series.Recurrence:
        assert self.told.recurrence is not None
        return self.told.recurrence

    def __str__(self) -> str:
        rule = self.recurrence
        left_out = f" without {', '.join(map(str, rule.exdates))}" if rule.exdates else ""
        return f"series {self.number}, {self.zone.key}, from {rule.dtstart} {rule.rrule}{left_out}"


def clock_changes(zone: Zone) -> list[ClockChange]:
    """From the years before the first series to those after the last one's end."""
    found = []
    moment, end = datetime(FIRST_YEAR - 2, 1, 1, tzinfo=UTC), datetime(LAST_YEAR + 20, 1, 1, tzinfo=UTC)
    while (later := moment + timedelta(days=5)) < end:
        before, after = _offset(moment, zone), _offset(later, zone)
        if before != after:
            low, high = moment, later
            while high - low > timedelta(minutes=1):
                middle = low + (high - low) / 2
                middle -= timedelta(seconds=middle.second, microseconds=middle.microsecond)
                low, high = (low, middle) if _offset(middle, zone) == after else (middle, high)
            found.append(ClockChange(high, before, after))
        moment = later
    return found


def book_a_thousand(changes: Mapping[str, list[ClockChange]]) -> list[Booked]:
    known = [_book(number, *case, changes) for number, case in enumerate(_KNOWN)]
    return known + [
        _book(number, *_at_random(number, Random(f"{SEED} {number}"), changes), changes)  # noqa: S311
        for number in range(len(known), SERIES)
    ]


def _at_random(
    number: int, random: Random, changes: Mapping[str, list[ClockChange]]
) -> tuple[BookingRequest, set[int]]:
    frequency = list(Frequency)[number % len(Frequency)]
    zone = ZONES[number // len(Frequency) % len(ZONES)]
    first, change = _first(random, frequency, changes[zone])
    recurrence = _recurrence(random, frequency, first, change)
    request = _request(
        zone,
        first,
        recurrence,
        fold=1 if random.random() < 0.3 else 0,
        minutes=random.choice((30, 50, 75)),
    )
    return request, _skipped(random, len(recurrence.dates(first).starts))


def _book(
    number: int, request: BookingRequest, skipped: Collection[int], changes: Mapping[str, list[ClockChange]]
) -> Booked:
    """`skipped` are indices."""
    plan = plan_series(request, kind=_KIND, practice_zone="Europe/London")
    taken = [_taken(plan.occurrences[index]) for index in sorted(skipped)]
    ids = iter(UUID(int=each) for each in range(number * 1000, number * 1000 + 1000))
    series = new_series(
        settle_conflicts(plan, taken, [], _SKIP, practitioner_name="Dr. Adeyemi"),
        request,
        client_id=_ANY_ID,
        kind=_KIND,
        booked_by="jo",
        now=_BOOKED_AT,
        new_id=lambda: next(ids),
    )
    said = series_created(series, keys=KEYS, change_id=_ANY_ID, event_id=_ANY_ID, by=_BY, at=_BOOKED_AT)
    near = changes[plan.zone.key]
    return Booked(
        number=number,
        plan=plan,
        previewed=preview(plan, taken, [], _SKIP, practitioner_name="Dr. Adeyemi"),
        series=series,
        told=SeriesCreated.model_validate_json(said.value).series,
        doubled=frozenset(each.asked_start for each in plan.occurrences if _twice(each.asked_start, near)),
    )


def _first(random: Random, frequency: Frequency, changes: list[ClockChange]) -> tuple[datetime, ClockChange | None]:
    """When a series starts, and at which clock change, if at any."""
    starts = [each for each in changes if FIRST_YEAR <= each.shows.year <= LAST_YEAR]
    if starts and random.random() < 0.6:
        change = random.choice(starts)
        # In the hours that are left out or come twice, or around midnight of that night.
        width = abs(change.after - change.before)
        local = min(change.shows, change.shows + change.after - change.before) + random.random() * width
        if random.random() < 0.2:
            local = datetime.combine(change.shows, time(0)) + timedelta(minutes=random.choice((-30, 30, 1410)))
        first = _back(local.replace(second=0, microsecond=0), frequency, random.randint(0, 4))
        if frequency is not Frequency.EVERY_WEEKDAY or first.weekday() < 5:
            return first, change
    day = date(random.randint(FIRST_YEAR, LAST_YEAR), random.randint(1, 12), 1) + timedelta(days=random.randint(0, 30))
    if frequency is Frequency.EVERY_WEEKDAY:
        day += timedelta(days=(0, 0, 0, 0, 0, 2, 1)[day.weekday()])
    return datetime.combine(day, time(random.randrange(24), random.randrange(60))), None


def _back(local: datetime, frequency: Frequency, dates: int) -> datetime:
    """So many dates before, so that this is one of the series."""
    if frequency is Frequency.MONTHLY_BY_WEEKDAY:
        return local
    if frequency is Frequency.MONTHLY_BY_DATE:
        months = local.year * 12 + local.month - 1 - dates
        year, month = months // 12, months % 12 + 1
        return local.replace(year=year, month=month) if local.day <= monthrange(year, month)[1] else local
    return local - timedelta(days=_DAYS[frequency] * dates)


def _recurrence(random: Random, frequency: Frequency, first: datetime, change: ClockChange | None) -> Recurrence:
    """Half of those that meet a clock change end on its day, or on the one before."""
    if change is not None and random.random() < 0.5:
        day = change.shows.date() - timedelta(days=random.choice((0, 0, 1)))
        return Recurrence(frequency, until=max(day, first.date()))
    count = random.randint(1, _MOST if frequency not in _MONTHLY else 14)
    if random.random() < 0.5:
        return Recurrence(frequency, count=count)
    days = count * _DAYS.get(frequency, 30) + random.randint(0, 5)
    return Recurrence(frequency, until=first.date() + timedelta(days=days))


def _skipped(random: Random, dates: int) -> set[int]:
    """Indices, of a third of the series; often the first, and never all."""
    if dates == 1 or random.random() > 0.35:
        return set()
    chosen = set(random.sample(range(dates), random.randint(1, max(1, dates // 3))))
    if random.random() < 0.5:
        chosen.add(0)
    return chosen if len(chosen) < dates else {0}


def _taken(occurrence: Occurrence) -> Taken:
    return Taken(occurrence.number, _ANY_ID, "Priya Nair", None, occurrence.starts_at, occurrence.ends_at)


def _offset(moment: datetime, zone: Zone) -> timedelta:
    offset = moment.astimezone(zone).utcoffset()
    assert offset is not None
    return offset


def _twice(local: datetime, changes: list[ClockChange]) -> bool:
    """By the clock changes alone, and by nobody's idea of a fold."""
    return any(change.shows + change.after - change.before <= local < change.shows for change in changes)
