"""Dates, times and zones as a client reads them, in British English and never relative to today."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
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
_ZONES = {
    "Europe/London": "UK time",
    "Europe/Belfast": "UK time",
    "Europe/Dublin": "Irish time",
    "America/New_York": "Eastern time",
    "America/Chicago": "Central time",
    "America/Denver": "Mountain time",
    "America/Los_Angeles": "Pacific time",
    "Pacific/Auckland": "New Zealand time",
    "Africa/Johannesburg": "South African time",
    "Asia/Kolkata": "Indian time",
    "Asia/Tokyo": "Japanese time",
}


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
    """10am, 10:30am, 12pm (noon), 12am (midnight)"""
    minutes = f":{moment.minute:02}" if moment.minute else ""
    return f"{(moment.hour - 1) % 12 + 1}{minutes}{'am' if moment.hour < 12 else 'pm'}"


def span(start: datetime, end: datetime) -> str:
    """10am to 10:30am"""
    return f"{clock(start)} to {clock(end)}"


def minutes(duration: timedelta) -> str:
    count = round(duration.total_seconds() / 60)
    return "1 minute" if count == 1 else f"{count} minutes"


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 11th"""
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def zone_in_words(zone: str) -> str:
    """UK time; where there is no name of its own, its city's: Paris time."""
    if zone in _ZONES:
        return _ZONES[zone]
    area, _, city = zone.rpartition("/")
    if not area or area == "Etc":
        return zone.removeprefix("Etc/")
    return f"{city.replace('_', ' ')} time"


def clock_change(before: datetime, after: datetime, zone: ZoneInfo) -> tuple[date, bool] | None:
    """Between two UTC times in order: the local date on which the clocks change, and whether they go forward."""
    offset = before.astimezone(zone).utcoffset()
    then = after.astimezone(zone).utcoffset()
    assert offset is not None
    assert then is not None
    if offset == then:
        return None
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) / 2
        if middle.astimezone(zone).utcoffset() == offset:
            before = middle
        else:
            after = middle
    # The last moment before the change is on its date, whichever way the clocks go.
    return before.astimezone(zone).date(), then > offset
