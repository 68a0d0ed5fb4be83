"""Taking a change back, as long as nobody has been told of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Self

from booking.domain.move import Moved
from booking.domain.recurrence import Recurrence
from booking.domain.series import Appointment, Series
from booking.errors import UndoTooLate


@dataclass(frozen=True, slots=True)
class Former:
    """How a series was: its rule, and those of its appointments that are others since."""

    starts_local: datetime
    recurrence: Recurrence | None
    skipped_months: tuple[str, ...]
    skipped_dates: tuple[date, ...]
    appointments: tuple[Appointment, ...]

    @classmethod
    def of(cls, before: Series, after: Series) -> Self:
        return cls(
            starts_local=before.starts_local,
            recurrence=before.recurrence,
            skipped_months=before.skipped_months,
            skipped_dates=before.skipped_dates,
            appointments=before.differing(after),
        )


@dataclass(frozen=True, slots=True)
class Undoable:
    """The change that made this `version` of a series can be taken back before `until`. `notify`: whether the client
    is to be told of it."""

    version: int
    notify: bool
    until: datetime
    before: Former


def require_undoable(series: Series, change: Undoable | None, *, changed_since: str, now: datetime) -> Undoable:
    """`changed_since` says who has changed it. Raises UndoTooLate."""
    if change is None or now >= change.until:
        raise UndoTooLate("The client is being told of it, or has been. Move it back, and they hear of that too.")
    if series.version != change.version:
        raise UndoTooLate(changed_since)
    return change


def moves_back(series: Series, former: Former) -> list[Moved]:
    """Each appointment to where it was, earliest first. Its schedule is another one once more."""
    moves = []
    for was in former.appointments:
        now = series.appointment(was.id)
        version = now.schedule_version + (1 if Moved(now, was).is_elsewhere else 0)
        moves.append(Moved(now, replace(was, schedule_version=version)))
    return sorted(moves, key=lambda move: move.after.starts_at)


def undone(series: Series, former: Former, moves: Sequence[Moved], *, by: str, at: datetime) -> Series:
    """Its next version, which is as it was."""
    as_it_was = replace(
        series,
        starts_local=former.starts_local,
        recurrence=former.recurrence,
        skipped_months=former.skipped_months,
        skipped_dates=former.skipped_dates,
    )
    return as_it_was.with_appointments([move.after for move in moves], by=by, at=at)
