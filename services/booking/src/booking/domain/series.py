"""A series of appointments: each belongs to one, perhaps of one."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Literal
from uuid import UUID

from booking.domain.call import Attendance
from booking.domain.finding import FindingCode
from booking.domain.kind import AppointmentKind
from booking.domain.recurrence import Dates, Recurrence, require_bookable
from booking.domain.wall_time import (
    Fold,
    WallTime,
    clock_change_in_words,
    days_of,
    find_zone,
    on_the_clock,
    shift_in_words,
    shown_in,
)
from booking.errors import AppointmentsOverlap
from messaging import zones
from messaging.wall_clock import day_and_month
from messaging.zones import Zone

type Status = Literal["booked", "attended", "missed", "cancelled"]


@dataclass(frozen=True, slots=True)
class BookingRequest:
    """What somebody asks to have booked. Zone and duration, if not named, are the practice's and the kind's."""

    practitioner_id: UUID
    kind_id: UUID
    starts_local: datetime
    fold: Fold = 0
    zone: str | None = None
    duration_minutes: int | None = None
    recurrence: Recurrence | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class BookedKind:
    """The kind as it was when the series was booked."""

    id: UUID
    name: str
    video: bool


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A date that a request expands to, before it is booked.

    `local_start` in the series' zone, with `fold`, is the authority; the UTC times, `local_end`, and whether the clocks
    show that start `twice` follow from it, by the zone data of the time of booking, and are never derived anew: what
    was said once stays so.
    From `occupied_from` to `occupied_to` the practitioner is taken. `shifted_from` is the time asked for, where the
    clocks going forward left it out. `accepted`: what spoke against it, and was to keep nobody from booking it.
    """

    number: int
    local_start: datetime
    fold: Fold
    twice: bool
    shifted_from: datetime | None
    starts_at: datetime
    ends_at: datetime
    local_end: datetime
    occupied_from: datetime
    occupied_to: datetime
    accepted: tuple[FindingCode, ...]

    @property
    def utc_offset(self) -> timedelta:
        """Of the zone's clock at the start."""
        return self.local_start - self.starts_at.replace(tzinfo=None)

    @property
    def end_utc_offset(self) -> timedelta:
        """Of the zone's clock at the end: another one where the clocks change meanwhile."""
        return self.local_end - self.ends_at.replace(tzinfo=None)

    @property
    def asked_start(self) -> datetime:
        """The local time that was asked for."""
        return self.shifted_from or self.local_start

    @property
    def shift(self) -> str | None:
        """In words, where the clocks moved it."""
        return shift_in_words(self.shifted_from, self.local_start) if self.shifted_from is not None else None

    def booked(self, appointment_id: UUID) -> "Appointment":
        """By the zone data of now."""
        return Appointment(
            number=self.number,
            local_start=self.local_start,
            fold=self.fold,
            twice=self.twice,
            shifted_from=self.shifted_from,
            starts_at=self.starts_at,
            ends_at=self.ends_at,
            local_end=self.local_end,
            occupied_from=self.occupied_from,
            occupied_to=self.occupied_to,
            accepted=self.accepted,
            id=appointment_id,
            rule_start=self.asked_start,
            zone_data=zones.VERSION,
        )


@dataclass(frozen=True, slots=True)
class Appointment(Occurrence):
    """An occurrence that is booked, whatever became of it. `rule_start` is the local time at which the rule in force
    would have it. `zone_data`: the version by which its times follow from its local start; empty where that was not
    said yet."""

    id: UUID
    rule_start: datetime
    zone_data: str
    status: Status = "booked"
    schedule_version: int = 1

    @property
    def is_apart(self) -> bool:
        """Whether it was moved on its own."""
        return self.asked_start != self.rule_start

    def at(self, start: WallTime, *, duration: timedelta, zone: Zone) -> "Appointment":
        """Itself at another time, with the buffers that it has, by the zone data of now. Its schedule is another one
        where that is another moment or takes longer."""
        ends_at = start.utc + duration
        moved = (start.utc, ends_at) != (self.starts_at, self.ends_at)
        return replace(
            self,
            local_start=start.local,
            fold=start.fold,
            twice=start.twice,
            shifted_from=start.shifted_from,
            starts_at=start.utc,
            ends_at=ends_at,
            local_end=ends_at.astimezone(zone).replace(tzinfo=None),
            occupied_from=start.utc - (self.starts_at - self.occupied_from),
            occupied_to=ends_at + (self.occupied_to - self.ends_at),
            schedule_version=self.schedule_version + (1 if moved else 0),
            zone_data=zones.VERSION,
        )


@dataclass(frozen=True, slots=True)
class Plan:
    """The occurrences that a request means, first to last, before it is known which of them are free."""

    practitioner_id: UUID
    zone: Zone
    starts_local: datetime
    recurrence: Recurrence | None
    skipped_months: tuple[str, ...]
    skipped_dates: tuple[date, ...]
    occurrences: tuple[Occurrence, ...]

    def with_accepted(self, codes: Mapping[int, Collection[FindingCode]]) -> "Plan":
        """What was accepted of its occurrences, by their numbers."""
        return replace(
            self,
            occurrences=tuple(
                replace(occurrence, accepted=tuple(sorted(codes.get(occurrence.number, ()))))
                for occurrence in self.occurrences
            ),
        )

    def without(self, numbers: Collection[int]) -> "Plan":
        """The occurrences of these numbers left out and named, the others counted from 1 anew."""
        left = [occurrence for occurrence in self.occurrences if occurrence.number not in numbers]
        return replace(
            self,
            skipped_dates=tuple(
                occurrence.asked_start.date() for occurrence in self.occurrences if occurrence.number in numbers
            ),
            occurrences=tuple(replace(occurrence, number=number) for number, occurrence in enumerate(left, start=1)),
        )


@dataclass(frozen=True, slots=True)
class Series:
    """By its rule in force, `recurrence` is counted from `starts_local`; what is earlier went by one before it.
    `skipped_dates`, of the rule, were left out when it was booked; `skipped_months` ("2028-02") do not have the day.

    `changed_by` made the version what it is. Subjects are the identity provider's.
    """

    id: UUID
    version: int
    practitioner_id: UUID
    client_id: UUID
    kind: BookedKind
    zone: str
    starts_local: datetime
    recurrence: Recurrence | None
    skipped_months: tuple[str, ...]
    skipped_dates: tuple[date, ...]
    note: str | None
    booked_by: str
    booked_at: datetime
    changed_by: str
    changed_at: datetime
    appointments: tuple[Appointment, ...]

    def appointment(self, appointment_id: UUID) -> Appointment:
        return next(each for each in self.appointments if each.id == appointment_id)

    def differing(self, other: "Series") -> tuple[Appointment, ...]:
        """Its appointments that are others in another version of it."""
        others = {each.id: each for each in other.appointments}
        return tuple(each for each in self.appointments if others[each.id] != each)

    def plan_of(self, places: Iterable[Occurrence]) -> Plan:
        """These places, earliest first, as a booking of them would plan them."""
        return Plan(
            practitioner_id=self.practitioner_id,
            zone=self.zone_info,
            starts_local=self.starts_local,
            recurrence=self.recurrence,
            skipped_months=(),
            skipped_dates=(),
            occurrences=tuple(places),
        )

    def with_appointments(self, changed: Collection[Appointment], *, by: str, at: datetime) -> "Series":
        """Its next version, in which these are what they became."""
        became = {each.id: each for each in changed}
        return replace(
            self,
            version=self.version + 1,
            changed_by=by,
            changed_at=at,
            appointments=tuple(became.get(each.id, each) for each in self.appointments),
        )

    def with_attendance(self, appointment_id: UUID, attendance: Attendance, *, by: str, at: datetime) -> "Series":
        """Itself, where the appointment is not booked any more: what it has become stays so."""
        appointment = self.appointment(appointment_id)
        if appointment.status != "booked":
            return self
        return self.with_appointments([replace(appointment, status=attendance)], by=by, at=at)

    @property
    def zone_info(self) -> Zone:
        return find_zone(self.zone)

    @property
    def left_out(self) -> tuple[datetime, ...]:
        """The local times at which its rule has a date and nothing was booked. What is cancelled was booked."""
        if self.recurrence is None:
            return ()
        booked = {each.rule_start for each in self.appointments}
        return tuple(start for start in self.recurrence.dates(self.starts_local).starts if start not in booked)

    @property
    def accepted(self) -> list[FindingCode]:
        """What spoke against one of its appointments, and was to keep nobody from booking it."""
        return sorted({code for each in self.appointments for code in each.accepted})

    @property
    def skipped_months_in_words(self) -> list[str]:
        if self.recurrence is None:
            return []
        return [self.recurrence.skipped_month_in_words(month, self.starts_local) for month in self.skipped_months]

    @property
    def clock_changes_in_words(self) -> list[str]:
        """Between which of its appointments the clocks change."""
        in_order = sorted(self.appointments, key=lambda each: each.starts_at)
        changes = (clock_change_between(before, after, self.zone_info) for before, after in pairwise(in_order))
        return [change for change in changes if change is not None]

    def days(self, appointments: Iterable[Appointment], zone: str) -> list[date]:
        """On which these of its appointments are, in this zone, which may not be its own."""
        return sorted({day for each in appointments for day in days_of(shown_in(zone, each, of=self.zone))})


def plan_series(request: BookingRequest, *, kind: AppointmentKind, practice_zone: str) -> Plan:
    """Every occurrence that the request means, first to last.

    Raises ZoneUnknown, AppointmentsOverlap, and what `Recurrence.dates` raises.
    """
    zone = find_zone(request.zone or practice_zone)
    duration = timedelta(minutes=request.duration_minutes or kind.duration_minutes)
    dates = _dates(request)
    occurrences = []
    for number, local in enumerate(dates.starts, start=1):
        start = on_the_clock(local, zone, fold=request.fold)
        occupied_from, occupied_to = kind.occupies(start.utc, start.utc + duration)
        occurrences.append(
            Occurrence(
                number=number,
                local_start=start.local,
                fold=start.fold,
                twice=start.twice,
                shifted_from=start.shifted_from,
                starts_at=start.utc,
                ends_at=start.utc + duration,
                local_end=(start.utc + duration).astimezone(zone).replace(tzinfo=None),
                occupied_from=occupied_from,
                occupied_to=occupied_to,
                accepted=(),
            )
        )
    require_apart(occurrences)
    return Plan(
        practitioner_id=request.practitioner_id,
        zone=zone,
        starts_local=request.starts_local,
        recurrence=request.recurrence,
        skipped_months=dates.skipped_months,
        skipped_dates=(),
        occurrences=tuple(occurrences),
    )


def new_series(
    plan: Plan,
    request: BookingRequest,
    *,
    client_id: UUID,
    kind: AppointmentKind,
    booked_by: str,
    now: datetime,
    new_id: Callable[[], UUID],
) -> Series:
    """What is booked of a plan."""
    return Series(
        id=new_id(),
        version=1,
        practitioner_id=plan.practitioner_id,
        client_id=client_id,
        kind=BookedKind(kind.id, kind.name, kind.video),
        zone=plan.zone.key,
        starts_local=plan.starts_local,
        recurrence=plan.recurrence,
        skipped_months=plan.skipped_months,
        skipped_dates=plan.skipped_dates,
        note=request.note,
        booked_by=booked_by,
        booked_at=now,
        changed_by=booked_by,
        changed_at=now,
        appointments=tuple(occurrence.booked(new_id()) for occurrence in plan.occurrences),
    )


def require_apart(occurrences: Sequence[Occurrence]) -> None:
    """Earliest first. Raises AppointmentsOverlap."""
    for before, after in pairwise(occurrences):
        if before.occupied_to > after.occupied_from:
            days = day_and_month(before.local_start), day_and_month(after.local_start)
            raise AppointmentsOverlap(f"The sessions of {' and '.join(days)}.")


def clock_change_between(before: Occurrence, after: Occurrence, zone: Zone) -> str | None:
    """In words. One that the change itself has moved says so on its own."""
    if after.shifted_from is not None:
        return None
    return clock_change_in_words(before.starts_at, after.starts_at, zone)


def _dates(request: BookingRequest) -> Dates:
    if request.recurrence is None:
        require_bookable(request.starts_local)
        return Dates((request.starts_local,))
    return request.recurrence.dates(request.starts_local)
