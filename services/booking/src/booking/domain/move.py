"""Where the appointments of a series go when somebody moves one of them, and those with it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from booking.domain.conflict import OF_MOVING, Decisions, Taken, meet, require_decided
from booking.domain.finding import Finding
from booking.domain.recurrence import Recurrence, require_bookable
from booking.domain.scope import Scope, reaches
from booking.domain.series import Appointment, Plan, Series, require_apart
from booking.domain.wall_time import Fold, on_the_clock
from booking.errors import NothingToMove


@dataclass(frozen=True, slots=True)
class MoveRequest:
    """That the appointment is to start at `starts_local`, on the clock of its series' zone, and those that `scope`
    reaches likewise. Of these, those that were moved on their own before go only if they are to be taken along.
    `duration_minutes`, if named, is that of all that go."""

    appointment_id: UUID
    scope: Scope
    starts_local: datetime
    fold: Fold = 0
    duration_minutes: int | None = None
    take_along: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class Moved:
    """An appointment before and after."""

    before: Appointment
    after: Appointment

    @property
    def is_elsewhere(self) -> bool:
        """Whether it takes place at another time, or takes longer or shorter."""
        return (self.before.starts_at, self.before.ends_at) != (self.after.starts_at, self.after.ends_at)


@dataclass(frozen=True, slots=True)
class Moving:
    """What a request means, before it is known whether the new places are free.

    `series` has its new rule, and its appointments where they are. `going` change their place; `staying` were moved on
    their own, with where they would be if they were taken along, or are there already; `cancelled` follow the rule. All
    as they become, earliest first.
    """

    series: Series
    going: tuple[Moved, ...]
    staying: tuple[Moved, ...]
    cancelled: tuple[Moved, ...]

    @property
    def plan(self) -> Plan:
        """The new places."""
        return self.series.plan_of(move.after for move in self.going)


def plan_move(series: Series, request: MoveRequest, *, now: datetime) -> Moving:
    """Raises NothingToMove, StartInvalid, FirstDateNotInSeries, AppointmentsOverlap."""
    chosen = series.appointment(request.appointment_id)
    _require_movable(chosen, now)
    require_bookable(request.starts_local)
    in_scope = reaches(request.scope, chosen, now=now)
    reached = [
        each
        for each in series.appointments
        if in_scope(each) and each.status in ("booked", "cancelled") and each.starts_at > now
    ]
    ruled, becomes = _rule_after(series, chosen, reached, request)
    moves = [_moved(each, becomes[each.rule_start], request, ruled) for each in reached]
    booked = [move for move in moves if move.before.status == "booked"]
    going = _in_order(move for move in booked if _goes(move.before, request) and move.is_elsewhere)
    if not going:
        raise NothingToMove("It is at that time already.")
    require_apart([move.after for move in going])
    return Moving(
        series=ruled,
        going=going,
        staying=_in_order(move for move in booked if move not in going),
        cancelled=_in_order(move for move in moves if move.before.status == "cancelled"),
    )


def settle(
    moving: Moving, taken: Sequence[Taken], findings: Sequence[Finding], decided: Decisions, *, practitioner_name: str
) -> list[Moved]:
    """Those that go, with what was accepted of their new places.

    Raises PlacesTaken, AllPlacesTaken where skipping leaves nothing, and PlacesNotAccepted.
    """
    hindered = hindered_by(moving, taken, findings, decided)
    accepted = require_decided(
        moving.plan,
        taken,
        findings,
        decided,
        left_out=hindered.keys(),
        practitioner_name=practitioner_name,
        refusals=OF_MOVING,
    )
    return [
        replace(move, after=replace(move.after, accepted=tuple(sorted(accepted.get(move.after.number, ())))))
        for move in moving.going
        if move.before.number not in hindered
    ]


def hindered_by(
    moving: Moving, taken: Sequence[Taken], findings: Sequence[Finding], decided: Decisions
) -> dict[int, UUID | None]:
    """The numbers of those that stay where they are by what was decided, each with what it is that stands at its new
    place, if anything does. What stays may hinder others: until nothing changes any more."""
    in_the_way = {each.number: each.appointment_id for each in taken}
    hindered = {number: in_the_way.get(number) for number in decided.left_out(taken, findings)}
    while True:
        staying = [move.before for move in moving.going if move.before.number in hindered]
        further = {
            move.before.number: each.id
            for move in moving.going
            for each in staying
            if move.before.number not in hindered and meet(each, move.after)
        }
        if not further:
            return hindered
        hindered |= further


def moved_series(moving: Moving, going: Sequence[Moved], *, by: str, at: datetime) -> Series:
    """Its next version. What stays keeps its place, though the rule has it elsewhere from now on."""
    went = {move.before.id for move in going}
    became = [
        *(move.after for move in (*going, *moving.cancelled)),
        *(
            replace(move.before, rule_start=move.after.rule_start)
            for move in (*moving.going, *moving.staying)
            if move.before.id not in went
        ),
    ]
    return moving.series.with_appointments(became, by=by, at=at)


def _require_movable(chosen: Appointment, now: datetime) -> None:
    if chosen.status == "cancelled":
        raise NothingToMove("The session is cancelled.")
    if chosen.status != "booked" or chosen.starts_at <= now:
        raise NothingToMove("The session has begun, or is over.")


def _goes(appointment: Appointment, request: MoveRequest) -> bool:
    return not appointment.is_apart or appointment.id == request.appointment_id or appointment.id in request.take_along


def _moved(appointment: Appointment, rule_start: datetime, request: MoveRequest, series: Series) -> Moved:
    """`rule_start` is where the rule has it from now on; the one that was chosen goes exactly where it is to go."""
    asked = request.starts_local if appointment.id == request.appointment_id else rule_start
    if appointment.status == "cancelled" and appointment.is_apart:
        return Moved(appointment, replace(appointment, rule_start=rule_start))
    duration = appointment.ends_at - appointment.starts_at
    if request.duration_minutes is not None and appointment.status == "booked":
        duration = timedelta(minutes=request.duration_minutes)
    start = on_the_clock(asked, series.zone_info, fold=request.fold)
    after = appointment.at(start, duration=duration, zone=series.zone_info)
    return Moved(appointment, replace(after, rule_start=rule_start))


def _rule_after(
    series: Series, chosen: Appointment, reached: Sequence[Appointment], request: MoveRequest
) -> tuple[Series, Mapping[datetime, datetime]]:
    """The series with its new rule, and what becomes of the dates of those that are reached."""
    if series.recurrence is None:
        return replace(series, starts_local=request.starts_local), {chosen.rule_start: request.starts_local}
    if request.scope == "this":
        return series, {chosen.rule_start: chosen.rule_start}
    return _new_rule(series, series.recurrence, chosen, reached, request)


def _new_rule(
    series: Series, recurrence: Recurrence, chosen: Appointment, reached: Sequence[Appointment], request: MoveRequest
) -> tuple[Series, Mapping[datetime, datetime]]:
    """From the first date that is reached on: each date by as many days, at the new time of day; or, where that would
    be no rule of the same kind, the dates in a row of the one that has one at the new start."""
    first = min(each.rule_start for each in reached)
    in_force = [date for date in recurrence.dates(series.starts_local).starts if date >= first]
    dates = sorted({*in_force, *(each.rule_start for each in reached)})
    days = request.starts_local.date() - chosen.local_start.date()
    if recurrence.keeps_its_distances or not days:
        time = request.starts_local.time()
        becomes = {date: datetime.combine(date.date() + days, time) for date in dates}
        until = recurrence.until and recurrence.until + days
    else:
        position = dates.index(chosen.rule_start)
        around = recurrence.dates_around(request.starts_local, before=position, count=len(dates))
        becomes = dict(zip(dates, around, strict=True))
        in_force = dates
        until = recurrence.until and around[-1].date()
    if not in_force:
        return series, becomes
    begins = becomes[in_force[0]]
    rule = replace(recurrence, until=until, count=None if until else len(in_force))
    ruled = replace(
        series,
        starts_local=begins,
        recurrence=rule,
        skipped_dates=_skipped_dates(series, becomes),
        skipped_months=(
            *(month for month in series.skipped_months if month < f"{begins:%Y-%m}"),
            *rule.dates(begins).skipped_months,
        ),
    )
    return ruled, becomes


def _skipped_dates(series: Series, becomes: Mapping[datetime, datetime]) -> tuple[date, ...]:
    """What was left out of the rule is left out of it still, wherever that is now."""
    on = {was.date(): becomes_then.date() for was, becomes_then in becomes.items()}
    return tuple(on.get(day, day) for day in series.skipped_dates)


def _in_order(moves: Iterable[Moved]) -> tuple[Moved, ...]:
    return tuple(sorted(moves, key=lambda move: move.after.starts_at))
