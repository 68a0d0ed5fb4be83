"""Dates, times, zones and clock changes as people read them, in British English: for mails, pages and staff."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, Protocol

from messaging.zones import Zone

_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

# What people call the time of a place by another word than its city's. A name that two clocks share is none: Phoenix is
# on "Mountain time" for one half of the year.
_ZONES: Final = {
    "Europe/London": "UK time",
    "Europe/Belfast": "UK time",
    "GB": "UK time",
    "Europe/Dublin": "Irish time",
    "Eire": "Irish time",
    "America/New_York": "Eastern time",
    "US/Eastern": "Eastern time",
    "America/Chicago": "Central time",
    "US/Central": "Central time",
    "America/Denver": "Mountain time",
    "US/Mountain": "Mountain time",
    "America/Los_Angeles": "Pacific time",
    "US/Pacific": "Pacific time",
    "Pacific/Auckland": "New Zealand time",
    "NZ": "New Zealand time",
    "Africa/Johannesburg": "South African time",
    "Asia/Kolkata": "Indian time",
    "Asia/Calcutta": "Indian time",
    "Asia/Tokyo": "Japanese time",
    "Japan": "Japanese time",
    "UTC": "universal time",
    "Etc/UTC": "universal time",
}

_BEFORE_THEY_GO_BACK: Final = "before the clocks go back"
_AFTER_THEY_HAVE: Final = "after the clocks have gone back"


class Interval(Protocol):
    """From when to when something is, by the clock of its zone and in UTC. `twice`: that clock shows the start twice on
    its day, and `fold` is 0 for the first of the two."""

    @property
    def local_start(self) -> datetime: ...

    @property
    def fold(self) -> int: ...

    @property
    def twice(self) -> bool: ...

    @property
    def local_end(self) -> datetime: ...

    @property
    def starts_at(self) -> datetime: ...

    @property
    def ends_at(self) -> datetime: ...


def weekday(day: date) -> str:
    return _DAYS[day.weekday()]


def month(number: int) -> str:
    return _MONTHS[number - 1]


def day_and_month(day: date) -> str:
    """31 October"""
    return f"{day.day} {month(day.month)}"


def short_date(day: date) -> str:
    """Thursday 28 October"""
    return f"{weekday(day)} {day_and_month(day)}"


def long_date(day: date) -> str:
    """Thursday 28 October 2027"""
    return f"{short_date(day)} {day.year}"


def clock(moment: time | datetime) -> str:
    """As clients read it: 10am, 10:30am, 12pm (noon), 12am (midnight)"""
    minutes = f":{moment.minute:02}" if moment.minute else ""
    return f"{(moment.hour - 1) % 12 + 1}{minutes}{'am' if moment.hour < 12 else 'pm'}"


def clock_of_24(moment: time | datetime) -> str:
    """As staff read it: 09:05"""
    return f"{moment:%H:%M}"


def start_in_words(interval: Interval, *, shown: Callable[[datetime], str] = clock) -> str:
    """10am; of two times that look alike, which of them: 1:30am (before the clocks go back)"""
    start = shown(interval.local_start)
    return f"{start} ({_AFTER_THEY_HAVE if interval.fold else _BEFORE_THEY_GO_BACK})" if interval.twice else start


def span_in_words(interval: Interval, *, shown: Callable[[datetime], str] = clock) -> str:
    """10am to 10:30am; an end that the clocks, put back meanwhile, show too early says so."""
    words = f"{start_in_words(interval, shown=shown)} to {shown(interval.local_end)}"
    shows_too_early = interval.local_end - interval.local_start < interval.ends_at - interval.starts_at
    return f"{words}, {_AFTER_THEY_HAVE}" if shows_too_early else words


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 11th"""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def zone_in_words(name: str) -> str:
    """UK time; where there is no name of its own, its city's: Paris time. Never an abbreviation or an offset."""
    if name in _ZONES:
        return _ZONES[name]
    area, _, city = name.rpartition("/")
    if not area or area == "Etc":
        return name.removeprefix("Etc/")
    return f"{city.replace('_', ' ')} time"


def whose_times(zone: str) -> str:
    """All times are UK time."""
    return f"All times are {zone_in_words(zone)}."


@dataclass(frozen=True, slots=True)
class ClockChange:
    """`day` is what the clocks showed when they were changed: the date on which people are told that they change."""

    day: date
    forward: bool


def clock_change(before: datetime, after: datetime, zone: Zone) -> ClockChange | None:
    """Between two moments in order; None where the clocks are the same at both."""
    old, new = offset_at(before, zone), offset_at(after, zone)
    if old == new:
        return None
    changed_at = _changed_at(before, after, zone)
    return ClockChange((changed_at.replace(tzinfo=None) + old).date(), forward=new > old)


def next_clock_change(now: datetime, zone: Zone) -> datetime | None:
    """When they are changed next, in UTC; None: not within a year."""
    before, day = now, timedelta(days=1)
    while before < now + timedelta(days=366):
        if offset_at(before + day, zone) != offset_at(before, zone):
            return _changed_at(before, before + day, zone)
        before += day
    return None


def offset_at(moment: datetime, zone: Zone) -> timedelta:
    """By how much the zone's clocks are ahead of UTC."""
    offset = moment.astimezone(zone).utcoffset()
    assert offset is not None
    return offset


def _changed_at(before: datetime, after: datetime, zone: Zone) -> datetime:
    """The first second, in UTC, of the offset that holds at `after`."""
    settled = offset_at(after, zone)
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) / 2
        if offset_at(middle, zone) == settled:
            after = middle
        else:
            before = middle
    return after.astimezone(UTC).replace(microsecond=0)
