"""Local wall-clock time is the authority, and UTC is derived from it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from booking.errors import ZoneUnknown
from messaging import zones
from messaging.errors import NoSuchZone
from messaging.wall_clock import clock_change, clock_of_24, day_and_month, short_date
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

    `fold` is 1 for the second of two times that look alike. `shifted_from` is the time that was asked for, where the
    clocks going forward left it out.
    """

    local: datetime
    fold: Fold
    utc: datetime
    shifted_from: datetime | None = None


def on_the_clock(local: datetime, zone: Zone, *, fold: Fold = 0) -> WallTime:
    """A time in the gap of a clock change is shifted forward by the gap, as in RFC 5545, section 3.3.5."""
    first, second = (local.replace(tzinfo=zone, fold=each) for each in (0, 1))
    utc = first.astimezone(UTC)
    shown = utc.astimezone(zone).replace(tzinfo=None, fold=0)
    if shown != local:
        return WallTime(shown, 0, utc, shifted_from=local)
    if fold == 1 and second.utcoffset() != first.utcoffset():
        return WallTime(local, 1, second.astimezone(UTC))
    return WallTime(local, 0, utc)


def shown_in(zone: str, local: datetime, utc: datetime, *, of: str) -> datetime:
    """What the clock of `zone` shows at a moment that is booked as `local` on the clock `of` its own zone. There it is
    what was booked, whatever is known of that zone by now."""
    return local if zone == of else utc.astimezone(find_zone(zone)).replace(tzinfo=None)


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
