from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from standing_operator.errors import StandingError

_DAY = timedelta(days=1)
_WEEK = timedelta(weeks=1)


def week_before_clock_change(zone: ZoneInfo, now: datetime) -> datetime:
    """Ten o'clock, in local time, less than a week before the first change of the clocks that is far enough ahead.

    Raises StandingError for a zone whose clocks never change.
    """
    first = now.astimezone(zone).date() + _WEEK + _DAY
    for day in (first + number * _DAY for number in range(400)):
        if _offset(day, zone) != _offset(day + _DAY, zone):
            return datetime.combine(day - _WEEK + _DAY, time(10))
    raise StandingError(f"The clocks of {zone.key} do not change in the next year.")


def _offset(day: date, zone: ZoneInfo) -> timedelta | None:
    return datetime.combine(day, time.min, zone).astimezone(UTC).astimezone(zone).utcoffset()
