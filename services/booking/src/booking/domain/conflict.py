"""What stands in the way of a booking."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol
from uuid import UUID

from booking.domain.series import Occurrence, Plan
from booking.domain.wall_time import ShownInterval
from booking.errors import AllSlotsTaken, Conflict, SlotsTaken
from messaging.wall_clock import clock_of_24, day_and_month, span_in_words
from messaging.zones import Zone

type OnConflict = Literal["reject", "skip"]


@dataclass(frozen=True, slots=True)
class Taken:
    """An appointment in the practitioner's diary that keeps `number` of a planned series from being booked.

    `booked_by` is the name of who booked it, where it is known.
    """

    number: int
    appointment_id: UUID
    client_name: str
    booked_by: str | None
    starts_at: datetime
    ends_at: datetime

    def in_words(self, practitioner_name: str, zone: Zone) -> str:
        """Dr. Adeyemi is with Priya Nair, 10:00 to 10:45"""
        when = span_in_words(ShownInterval.of(self.starts_at, self.ends_at, zone), shown=clock_of_24)
        return f"{practitioner_name} is with {self.client_name}, {when}"


class Occupying(Protocol):
    """What takes a practitioner from one moment to another."""

    @property
    def occupied_from(self) -> datetime: ...

    @property
    def occupied_to(self) -> datetime: ...


def meet(one: Occupying, other: Occupying) -> bool:
    """Whether nobody could be at both."""
    return one.occupied_from < other.occupied_to and one.occupied_to > other.occupied_from


def settle_conflicts(plan: Plan, taken: Sequence[Taken], *, on_conflict: OnConflict, practitioner_name: str) -> Plan:
    """What is to be booked of the plan.

    Raises SlotsTaken, which names every conflict at once, and AllSlotsTaken where skipping leaves nothing.
    """
    if not taken:
        return plan
    numbers = {each.number for each in taken}
    if on_conflict == "skip" and len(numbers) < len(plan.occurrences):
        return plan.without(numbers)
    planned = {occurrence.number: occurrence for occurrence in plan.occurrences}
    dates = [planned[number].local_start.date() for number in sorted(numbers)]
    problem = SlotsTaken if on_conflict == "reject" else AllSlotsTaken
    raise problem(
        f"{', '.join(map(day_and_month, dates))} {'is' if len(dates) == 1 else 'are'} taken.",
        [_conflict(planned[each.number], each, plan.zone, practitioner_name) for each in taken],
    )


def _conflict(planned: Occurrence, taken: Taken, zone: Zone, practitioner_name: str) -> Conflict:
    starts, ends = taken.starts_at.astimezone(zone), taken.ends_at.astimezone(zone)
    return {
        "number": planned.number,
        "date": planned.local_start.date().isoformat(),
        "local_start": planned.local_start.isoformat(timespec="minutes"),
        "local_end": planned.ends_at.astimezone(zone).replace(tzinfo=None).isoformat(timespec="minutes"),
        "words": taken.in_words(practitioner_name, zone),
        "taken_by": {
            "appointment_id": str(taken.appointment_id),
            "client_name": taken.client_name,
            "starts_at": taken.starts_at.isoformat(),
            "ends_at": taken.ends_at.isoformat(),
            "local_start": starts.replace(tzinfo=None).isoformat(timespec="minutes"),
            "local_end": ends.replace(tzinfo=None).isoformat(timespec="minutes"),
        },
    }
