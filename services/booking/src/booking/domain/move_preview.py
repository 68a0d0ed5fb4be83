"""What somebody reads before they move: each session with its old and its new place, and what has to be said of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from booking.domain.conflict import Decisions, Taken
from booking.domain.finding import Finding
from booking.domain.move import Moved, MoveRequest, Moving, hindered_by, moved_series
from booking.domain.preview import Conflict, PreviewNote
from booking.domain.scope import SCOPES, Scope, reaches
from booking.domain.series import Appointment, Series, clock_change_between

type Becomes = Literal["moves", "hindered", "apart", "untouched"]


@dataclass(frozen=True, slots=True)
class MoveLine:
    """A session that lies ahead, and what becomes of it: it moves, stays since something stands at its new place
    (`conflicts`, or one of the same series that stays), stays since it was moved on its own, or is not reached.
    `to` is its new place; of one that stays, the place that it would have."""

    becomes: Becomes
    appointment: Appointment
    to: Appointment | None
    conflicts: tuple[Conflict, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class ScopeReach:
    """How many booked sessions a scope reaches, and where the first is."""

    scope: Scope
    sessions: int
    first: Appointment | None


@dataclass(frozen=True, slots=True)
class MovePreview:
    """`after` is the series as it would be; its version is that of now."""

    before: Series
    after: Series
    lines: tuple[MoveLine | PreviewNote, ...]
    scopes: tuple[ScopeReach, ...]

    @property
    def sessions(self) -> list[MoveLine]:
        return [line for line in self.lines if isinstance(line, MoveLine)]

    @property
    def rule_in_words(self) -> str | None:
        """every week on Wednesday; None where it says what it said before, whatever the time of day."""
        was, becomes = _rule_of(self.before), _rule_of(self.after)
        return becomes if becomes != was else None


def _rule_of(series: Series) -> str | None:
    return series.recurrence.in_words(series.starts_local) if series.recurrence else None


def preview_of_move(
    series: Series,
    moving: Moving,
    request: MoveRequest,
    taken: Sequence[Taken],
    findings: Sequence[Finding],
    decided: Decisions,
    *,
    practitioner_name: str,
    now: datetime,
) -> MovePreview:
    """By what `settle` would refuse or leave where it is; what is taken counts as left, whatever was decided."""
    skipping = Decisions("skip", accept=decided.accept, skip=decided.skip)
    hindered = hindered_by(moving, taken, findings, skipping)
    conflicts: dict[int, list[Conflict]] = {}
    for each in taken:
        words = each.in_words(practitioner_name, series.zone_info)
        conflicts.setdefault(each.number, []).append(Conflict(each.appointment_id, words, each.booked_by))

    def line(becomes: Becomes, move: Moved) -> MoveLine:
        number = move.before.number
        found = tuple(each for each in findings if each.number == number)
        return MoveLine(becomes, move.before, move.after, tuple(conflicts.get(number, ())), found)

    lines = {
        move.before.id: line("hindered" if move.before.number in hindered else "moves", move) for move in moving.going
    } | {move.before.id: line("apart", move) for move in moving.staying if move.is_elsewhere}
    ahead = [each for each in series.appointments if each.status == "booked" and each.starts_at > now]
    in_order = sorted(
        (lines.get(each.id) or MoveLine("untouched", each, None, (), ()) for each in ahead), key=_ends_up_at
    )
    going = [move for move in moving.going if move.before.number not in hindered]
    return MovePreview(
        before=series,
        after=moved_series(moving, going, by=series.changed_by, at=series.changed_at),
        lines=tuple(_with_notes(in_order, series)),
        scopes=tuple(_reach(series, scope, request, now) for scope in SCOPES),
    )


def _ends_up_at(line: MoveLine) -> datetime:
    return _place(line).starts_at


def _place(line: MoveLine) -> Appointment:
    return line.to if line.becomes == "moves" and line.to is not None else line.appointment


def _with_notes(lines: Sequence[MoveLine], series: Series) -> Iterator[MoveLine | PreviewNote]:
    before: Appointment | None = None
    for line in lines:
        place = _place(line)
        change = clock_change_between(before, place, series.zone_info) if before is not None else None
        if change is not None:
            yield PreviewNote("clock_change", change)
        if place.shift is not None:
            yield PreviewNote("shift", place.shift)
        yield line
        before = place


def _reach(series: Series, scope: Scope, request: MoveRequest, now: datetime) -> ScopeReach:
    in_scope = reaches(scope, series.appointment(request.appointment_id), now=now)
    reached = [
        each for each in series.appointments if each.status == "booked" and each.starts_at > now and in_scope(each)
    ]
    return ScopeReach(scope, len(reached), min(reached, key=lambda each: each.starts_at, default=None))
