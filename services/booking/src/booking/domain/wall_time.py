"""Local wall-clock time is the authority, and UTC is derived from it."""

import zoneinfo
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cache
from typing import Literal

from booking.domain.words import day_and_month, time_of_day, weekday_and_date
from booking.errors import ZoneUnknown

# The pinned tzdata and not whatever the machine has: replicas have to agree.
zoneinfo.reset_tzpath(())

type Fold = Literal[0, 1]


@cache
def _zone_names() -> frozenset[str]:
    return frozenset(zoneinfo.available_timezones())


def find_zone(name: str) -> zoneinfo.ZoneInfo:
    """Raises ZoneUnknown."""
    if name not in _zone_names():
        raise ZoneUnknown("Name a zone of the IANA database, such as Europe/London.")
    return zoneinfo.ZoneInfo(name)


@dataclass(frozen=True, slots=True)
class WallTime:
    """A time that the clocks of its zone show, and the instant that it is.

    `fold` is 1 for the second of two times that look alike. `shifted_from` is the time that was asked for, where the
    clocks going forward left it out.
    """

    local: datetime
    fold: Fold
    utc: datetime
    shifted_from: datetime | None = None


def on_the_clock(local: datetime, zone: tzinfo, *, fold: Fold = 0) -> WallTime:
    """A time in the gap of a clock change is shifted forward by the gap, as in RFC 5545, section 3.3.5."""
    first, second = (local.replace(tzinfo=zone, fold=each) for each in (0, 1))
    utc = first.astimezone(UTC)
    shown = utc.astimezone(zone).replace(tzinfo=None, fold=0)
    if shown != local:
        return WallTime(shown, 0, utc, shifted_from=local)
    if fold == 1 and second.utcoffset() != first.utcoffset():
        return WallTime(local, 1, second.astimezone(UTC))
    return WallTime(local, 0, utc)


def offset_in_figures(utc: datetime, zone: tzinfo) -> str:
    """+01:00"""
    return utc.astimezone(zone).isoformat()[len("2027-03-22T10:00:00") :]


def _offset(utc: datetime, zone: tzinfo) -> timedelta:
    offset = utc.astimezone(zone).utcoffset()
    assert offset is not None
    return offset


def shift_in_words(asked: datetime, local: datetime) -> str:
    return f"That time does not exist on {day_and_month(asked)}: {time_of_day(local)} instead of {time_of_day(asked)}"


def clock_change_in_words(before: datetime, after: datetime, zone: tzinfo) -> str | None:
    """What to say of a clock change between two sessions (UTC); None where the offset is the same at both."""
    from_offset, to_offset = _offset(before, zone), _offset(after, zone)
    if from_offset == to_offset:
        return None
    way = "forward" if to_offset > from_offset else "back"
    changed_on = _change(before, after, zone).astimezone(zone)
    return f"Clocks go {way} on {weekday_and_date(changed_on)}: still {time_of_day(after.astimezone(zone))}"


def _change(before: datetime, after: datetime, zone: tzinfo) -> datetime:
    """The first minute of the offset that holds at `after`."""
    settled = _offset(after, zone)
    while after - before > timedelta(minutes=1):
        middle = before + (after - before) / 2
        if _offset(middle, zone) == settled:
            after = middle
        else:
            before = middle
    return after
