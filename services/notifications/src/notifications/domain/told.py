"""What a recipient was last told of a series' appointments, and what of it is not so any more."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from notifications.domain.links import Link
from notifications.domain.series import Appointment, AppointmentStatus, Series


@dataclass(frozen=True, slots=True)
class Told:
    """One appointment as a recipient knows it: where it is on the clock of its series' zone, with whom, what it is and
    whether it takes place. `link_generation` is that of the link which they were given; None: they were given none.
    `doubtful`: they may know something else, since it is not known which of two mails arrived."""

    appointment_id: UUID
    local_start: datetime
    fold: int
    twice: bool
    local_end: datetime
    starts_at: datetime
    ends_at: datetime
    status: AppointmentStatus
    practitioner_id: UUID
    kind_id: UUID
    link_generation: int | None
    at: datetime
    doubtful: bool = False

    @property
    def place(self) -> tuple[datetime, int, datetime]:
        """When it is, as its recipient reads it: rules of a zone that change leave that as it is."""
        return self.local_start, self.fold, self.local_end


@dataclass(frozen=True, slots=True)
class Difference:
    """An appointment that is not as its recipient knows it; `told` is None where they were not told of it."""

    appointment: Appointment
    told: Told | None
    moved: bool = False
    with_another: bool = False
    of_another_kind: bool = False

    @property
    def only_moved(self) -> bool:
        return self.moved and not self.with_another and not self.of_another_kind


def what_is_told(appointment: Appointment, series: Series, link: Link | None, *, at: datetime) -> Told:
    return Told(
        appointment_id=appointment.id,
        local_start=appointment.local_start,
        fold=appointment.fold,
        twice=appointment.twice,
        local_end=appointment.local_end,
        starts_at=appointment.starts_at,
        ends_at=appointment.ends_at,
        status=appointment.status,
        practitioner_id=series.practitioner_id,
        kind_id=series.kind_id,
        link_generation=link.generation if link and link.appointment_id == appointment.id else None,
        at=at,
    )


def as_known(appointment: Appointment, told: Told | None) -> Appointment:
    """An appointment at the place of which its recipient was told, if they were."""
    if told is None:
        return appointment
    return replace(
        appointment,
        local_start=told.local_start,
        fold=told.fold,
        twice=told.twice,
        local_end=told.local_end,
        starts_at=told.starts_at,
        ends_at=told.ends_at,
    )


def differences(
    series: Series,
    known: Mapping[UUID, Told],
    *,
    touched: Collection[UUID],
    told_by_others: Collection[UUID] = (),
    now: datetime,
) -> tuple[Difference, ...]:
    """What a recipient is to be told of a series that has changed, earliest first: all that is not over and that they
    know otherwise, whatever changed it; and of what was `touched` also that of which they know nothing.
    `told_by_others` are those of which another message says that they are cancelled."""
    found = (
        _difference(appointment, series, known.get(appointment.id), now=now)
        for appointment in series.appointments
        if appointment.id in known or appointment.id in touched
    )
    return tuple(
        each
        for each in found
        if each and not (each.appointment.status == "cancelled" and each.appointment.id in told_by_others)
    )


def _difference(appointment: Appointment, series: Series, told: Told | None, *, now: datetime) -> Difference | None:
    lies_ahead = appointment.status == "booked" and appointment.ends_at > now
    if told is None or told.status != "booked":  # they know of none: it is one, if it takes place
        return Difference(appointment, told) if lies_ahead else None
    if appointment.status == "cancelled":
        return Difference(appointment, told) if told.ends_at > now else None
    difference = Difference(
        appointment,
        told,
        moved=told.place != (appointment.local_start, appointment.fold, appointment.local_end),
        with_another=told.practitioner_id != series.practitioner_id,
        of_another_kind=told.kind_id != series.kind_id,
    )
    is_one = difference.moved or difference.with_another or difference.of_another_kind or told.doubtful
    return difference if is_one and lies_ahead else None
