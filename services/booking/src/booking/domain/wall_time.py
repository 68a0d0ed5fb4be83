"""Local wall-clock time is the authority, and UTC is derived from it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal, Self

from booking.errors import ZoneUnknown
from messaging import zones
from messaging.errors import NoSuchZone
from messaging.wall_clock import Interval, clock_change, clock_of_24, day_and_month, short_date
from messaging.zones import Zone

type Fold = Literal[0, 1]


def find_zone(name: str) -> Zone:
    """Raises ZoneUnknown."""
    try:
        return zones.find_zone(name)
    except NoSuchZone as error:
        raise ZoneUnknown("Name a zone of the IANA database, such as Europe/London.") from error


@dataclass(frozen=True, slots=True)
class WallTime:
    """A time that the clocks of its zone show, and the instant that it is.

    `twice`: they show it twice on that day, and `fold` is 1 for the second of the two. `shifted_from` is the time that
    was asked for, where the clocks going forward left it out.
    """

    local: datetime
    fold: Fold
    utc: datetime
    twice: bool = False
    shifted_from: datetime | None = None


def on_the_clock(local: datetime, zone: Zone, *, fold: Fold = 0) -> WallTime:
    """A time in the gap of a clock change is shifted forward by the gap, as in RFC 5545, section 3.3.5."""
    first, second = (local.replace(tzinfo=zone, fold=each).astimezone(UTC) for each in (0, 1))
    shown = first.astimezone(zone).replace(tzinfo=None, fold=0)
    if shown != local:
        return WallTime(shown, 0, first, shifted_from=local)
    twice = first != second
    return WallTime(local, 1, second, twice) if twice and fold == 1 else WallTime(local, 0, first, twice)


@dataclass(frozen=True, slots=True)
class ShownInterval:
    """What the clock of a zone shows from one moment to another: an `Interval` of the wall clock."""

    local_start: datetime
    fold: Fold
    twice: bool
    local_end: datetime
    starts_at: datetime
    ends_at: datetime

    @classmethod
    def of(cls, starts_at: datetime, ends_at: datetime, zone: Zone) -> Self:
        start, end = starts_at.astimezone(zone), ends_at.astimezone(zone)
        local = start.replace(tzinfo=None, fold=0)
        return cls(
            local_start=local,
            fold=1 if start.fold else 0,
            twice=on_the_clock(local, zone).twice,
            local_end=end.replace(tzinfo=None, fold=0),
            starts_at=starts_at,
            ends_at=ends_at,
        )


def shown_in(zone: str, interval: Interval, *, of: str) -> Interval:
    """What the clock of `zone` shows of an interval that is booked on the clock `of` its own zone. There it is what was
    booked, whatever is known of that zone by now."""
    return interval if zone == of else ShownInterval.of(interval.starts_at, interval.ends_at, find_zone(zone))


def days_of(interval: Interval) -> list[date]:
    """On which its clock shows it. What ends at midnight is not on the day that begins then."""
    first, last = interval.local_start.date(), (interval.local_end - timedelta(microseconds=1)).date()
    return [first + timedelta(days=days) for days in range((max(first, last) - first).days + 1)]


def shift_in_words(asked: datetime, local: datetime) -> str:
    """Where it is the next day that it is moved to, that day is said."""
    instead = clock_of_24(local) if asked.date() == local.date() else f"{short_date(local)} at {clock_of_24(local)}"
    return f"That time does not exist on {day_and_month(asked)}: {instead} instead of {clock_of_24(asked)}"


def clock_change_in_words(before: datetime, after: datetime, zone: Zone) -> str | None:
    """What to say of a clock change between two sessions (UTC); None where the offset is the same at both."""
    change = clock_change(before, after, zone)
    if change is None:
        return None
    way = "forward" if change.forward else "back"
    return f"Clocks go {way} on {short_date(change.day)}: still {clock_of_24(after.astimezone(zone))}"
