"""What stands in the way of a booking."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from booking.domain.series import Occurrence, Series
from booking.domain.wall_time import find_zone
from booking.domain.words import day_and_month, time_of_day
from booking.errors import SlotsTaken


@dataclass(frozen=True, slots=True)
class Taken:
    """An appointment in the practitioner's diary that keeps `number` of a wished series from being booked."""

    number: int
    appointment_id: UUID
    client_name: str
    starts_at: datetime
    ends_at: datetime


def refuse_taken(series: Series, taken: Sequence[Taken], *, practitioner_name: str) -> None:
    """Raises SlotsTaken, which names every conflict at once."""
    if not taken:
        return
    zone = find_zone(series.zone)
    wished = {occurrence.number: occurrence for occurrence in series.occurrences}
    dates = list(dict.fromkeys(wished[each.number].local_start.date() for each in taken))
    raise SlotsTaken(
        f"{', '.join(map(day_and_month, dates))} {'is' if len(dates) == 1 else 'are'} taken.",
        [_conflict(wished[each.number], each, zone, practitioner_name) for each in taken],
    )


def _conflict(wished: Occurrence, taken: Taken, zone: ZoneInfo, practitioner_name: str) -> dict[str, object]:
    starts, ends = taken.starts_at.astimezone(zone), taken.ends_at.astimezone(zone)
    return {
        "number": wished.number,
        "date": wished.local_start.date().isoformat(),
        "local_start": wished.local_start.isoformat(timespec="minutes"),
        "local_end": wished.ends_at.astimezone(zone).replace(tzinfo=None).isoformat(timespec="minutes"),
        "words": f"{practitioner_name} is with {taken.client_name}, {time_of_day(starts)} to {time_of_day(ends)}",
        "taken_by": {
            "appointment_id": str(taken.appointment_id),
            "client_name": taken.client_name,
            "starts_at": taken.starts_at.isoformat(),
            "ends_at": taken.ends_at.isoformat(),
            "local_start": starts.replace(tzinfo=None).isoformat(timespec="minutes"),
            "local_end": ends.replace(tzinfo=None).isoformat(timespec="minutes"),
        },
    }
