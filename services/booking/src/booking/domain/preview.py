"""What somebody reads before they save: every date in order, and in between what has to be said."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise
from typing import Literal
from uuid import UUID

from booking.domain.conflict import Decisions, Taken
from booking.domain.finding import Finding
from booking.domain.series import Occurrence, Plan, clock_change_between


@dataclass(frozen=True, slots=True)
class Conflict:
    """What stands in the way of a date, in words, which appointment it is, and who booked it, where that is known."""

    appointment_id: UUID
    words: str
    booked_by: str | None


@dataclass(frozen=True, slots=True)
class PreviewDate:
    """`number` counts what would be booked, so a date that would be skipped has none. `findings` are what speaks
    against it beside that it is taken."""

    number: int | None
    occurrence: Occurrence
    conflicts: tuple[Conflict, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class PreviewNote:
    about: Literal["clock_change", "shift", "skipped_month"]
    words: str


type PreviewLine = PreviewDate | PreviewNote

# A line's place: its local time, and before a date at the same time the notes on it.
type _Placed = tuple[tuple[datetime, int], PreviewLine]


@dataclass(frozen=True, slots=True)
class Preview:
    plan: Plan
    lines: tuple[PreviewLine, ...]

    @property
    def dates(self) -> list[PreviewDate]:
        return [line for line in self.lines if isinstance(line, PreviewDate)]

    @property
    def left_out(self) -> tuple[datetime, ...]:
        """The local times at which the rule has a date that would not be booked."""
        return tuple(each.occurrence.asked_start for each in self.dates if each.number is None)

    @property
    def free(self) -> int:
        return sum(not each.conflicts for each in self.dates)

    @property
    def taken(self) -> int:
        return len(self.dates) - self.free


def preview(
    plan: Plan, taken: Sequence[Taken], findings: Sequence[Finding], decided: Decisions, *, practitioner_name: str
) -> Preview:
    """By what `settle_conflicts` would refuse or leave out; what is taken counts as left out, whatever was decided."""
    dates = _dates(plan, taken, findings, replace(decided, on_conflict="skip"), practitioner_name)
    placed = [*dates, *_clock_changes(plan), *_shifts(plan), *_skipped_months(plan)]
    return Preview(plan, tuple(line for _, line in sorted(placed, key=lambda line: line[0])))


def _dates(
    plan: Plan, taken: Sequence[Taken], findings: Sequence[Finding], decided: Decisions, practitioner_name: str
) -> Iterator[_Placed]:
    free = plan.without(decided.left_out(taken, findings))
    numbers = {occurrence.starts_at: occurrence.number for occurrence in free.occurrences}
    for occurrence in plan.occurrences:
        conflicts = tuple(
            Conflict(each.appointment_id, each.in_words(practitioner_name, plan.zone), each.booked_by)
            for each in taken
            if each.number == occurrence.number
        )
        found = tuple(each for each in findings if each.number == occurrence.number)
        yield (occurrence.local_start, 3), PreviewDate(numbers.get(occurrence.starts_at), occurrence, conflicts, found)


def _clock_changes(plan: Plan) -> Iterator[_Placed]:
    for before, after in pairwise(plan.occurrences):
        words = clock_change_between(before, after, plan.zone)
        if words is not None:
            yield (after.local_start, 1), PreviewNote("clock_change", words)


def _shifts(plan: Plan) -> Iterator[_Placed]:
    for occurrence in plan.occurrences:
        if occurrence.shift is not None:
            yield (occurrence.local_start, 2), PreviewNote("shift", occurrence.shift)


def _skipped_months(plan: Plan) -> Iterator[_Placed]:
    if plan.recurrence is None:
        return
    for month in plan.skipped_months:
        words = plan.recurrence.skipped_month_in_words(month, plan.starts_local)
        yield (
            (datetime.combine(date.fromisoformat(f"{month}-01"), datetime.min.time()), 0),
            PreviewNote("skipped_month", words),
        )
