"""Dates and times as clients read them: "Wednesday 20 October 2027", "10:30am". Not by the server's locale."""

from datetime import date, datetime
from typing import Final

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


def day(of: date) -> str:
    return f"{_DAYS[of.weekday()]} {of.day} {_MONTHS[of.month - 1]}"


def day_and_year(of: date) -> str:
    return f"{day(of)} {of.year}"


def time(of: datetime) -> str:
    minutes = f":{of.minute:02}" if of.minute else ""
    return f"{of.hour % 12 or 12}{minutes}{'am' if of.hour < 12 else 'pm'}"
