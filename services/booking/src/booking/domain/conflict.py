"""What stands in the way of a booking."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, Protocol
from uuid import UUID

from booking.domain.finding import Elsewhere, Finding, FindingCode, in_the_past
from booking.domain.series import Occurrence, Plan
from booking.domain.wall_time import ShownInterval
from booking.errors import (
    AllPlacesTaken,
    AllSlotsTaken,
    Conflict,
    FindingsNotAccepted,
    OpenFinding,
    PlacesNotAccepted,
    PlacesTaken,
    SlotsTaken,
)
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


@dataclass(frozen=True, slots=True)
class Decisions:
    """What whoever books has decided beforehand: of dates that are taken, and by their codes of findings. One to `skip`
    leaves its date out, one to `accept` does not keep it from being booked; of a code in both, the date is left out."""

    on_conflict: OnConflict = "reject"
    accept: frozenset[FindingCode] = frozenset()
    skip: frozenset[FindingCode] = frozenset()

    def left_out(self, taken: Sequence[Taken], findings: Sequence[Finding]) -> set[int]:
        """The numbers of the dates that are not to be booked."""
        numbers = {each.number for each in findings if each.code in self.skip}
        return numbers | {each.number for each in taken} if self.on_conflict == "skip" else numbers


class Occupying(Protocol):
    """What takes a practitioner from one moment to another."""

    @property
    def occupied_from(self) -> datetime: ...

    @property
    def occupied_to(self) -> datetime: ...


def meet(one: Occupying, other: Occupying) -> bool:
    """Whether nobody could be at both."""
    return one.occupied_from < other.occupied_to and one.occupied_to > other.occupied_from


def find(plan: Plan, elsewhere: Sequence[Elsewhere], *, now: datetime) -> list[Finding]:
    """What speaks against its dates beside that they are taken, earliest first."""
    past = (in_the_past(each.number, each.starts_at, each.ends_at, now=now) for each in plan.occurrences)
    found = [*(each for each in past if each is not None), *(each.finding(plan.zone) for each in elsewhere)]
    return sorted(found, key=lambda finding: finding.number)


@dataclass(frozen=True, slots=True)
class Refusals:
    """As what it is refused where something stands in the way of a date, of all of them, or speaks against one."""

    taken: type[SlotsTaken]
    all_taken: type[AllSlotsTaken]
    findings: type[FindingsNotAccepted]


OF_BOOKING: Final = Refusals(SlotsTaken, AllSlotsTaken, FindingsNotAccepted)
OF_MOVING: Final = Refusals(PlacesTaken, AllPlacesTaken, PlacesNotAccepted)

type AcceptedFindings = dict[int, set[FindingCode]]


def settle_conflicts(
    plan: Plan, taken: Sequence[Taken], findings: Sequence[Finding], decided: Decisions, *, practitioner_name: str
) -> Plan:
    """What is to be booked of the plan, each date with what was accepted of it.

    Raises SlotsTaken, AllSlotsTaken where skipping leaves nothing, and FindingsNotAccepted.
    """
    left_out = decided.left_out(taken, findings)
    accepted = require_decided(plan, taken, findings, decided, left_out=left_out, practitioner_name=practitioner_name)
    return plan.with_accepted(accepted).without(left_out) if left_out or accepted else plan


def require_decided(
    plan: Plan,
    taken: Sequence[Taken],
    findings: Sequence[Finding],
    decided: Decisions,
    *,
    left_out: Collection[int],
    practitioner_name: str,
    refusals: Refusals = OF_BOOKING,
) -> AcceptedFindings:
    """What was accepted, by the numbers of its dates, if all that stands in the way of a date is decided.

    Raises the refusals. Each names at once all that stands in the way.
    """
    nothing_left = len(left_out) == len(plan.occurrences)
    hindering = [each for each in taken if nothing_left or each.number not in left_out]
    not_decided = [each for each in findings if nothing_left or _is_open(each, decided, left_out)]
    planned = {occurrence.number: occurrence for occurrence in plan.occurrences}
    if hindering or nothing_left:
        problem = refusals.all_taken if nothing_left else refusals.taken
        raise problem(
            taken_in_words([planned[number] for number in sorted({each.number for each in hindering})]),
            [_conflict(planned[each.number], each, plan.zone, practitioner_name) for each in hindering],
            [_open_finding(planned[each.number], each) for each in not_decided],
        )
    if not_decided:
        raise refusals.findings([_open_finding(planned[each.number], each) for each in not_decided])
    accepted: AcceptedFindings = {}
    for each in findings:
        accepted.setdefault(each.number, set()).add(each.code)
    return accepted


def _is_open(finding: Finding, decided: Decisions, left_out: Collection[int]) -> bool:
    """Whether it was neither accepted nor is its date left out."""
    return finding.code not in decided.accept and finding.number not in left_out


def taken_in_words(dates: Sequence[Occurrence]) -> str:
    days = [day_and_month(each.local_start.date()) for each in dates]
    return f"{', '.join(days)} {'is' if len(days) == 1 else 'are'} taken." if days else "Every date would be skipped."


def _open_finding(planned: Occurrence, finding: Finding) -> OpenFinding:
    return {
        "number": planned.number,
        "date": planned.local_start.date().isoformat(),
        "local_start": planned.local_start.isoformat(timespec="minutes"),
        "code": finding.code,
        "words": finding.words,
        "appointment_id": str(finding.appointment_id) if finding.appointment_id else None,
    }


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
