"""Which appointments go when somebody cancels."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from booking.domain.communication import Communication
from booking.domain.scope import Scope, reaches
from booking.domain.series import Appointment, Series
from booking.errors import NothingToCancel


@dataclass(frozen=True, slots=True)
class Cancellation:
    """`series` is what it becomes; `appointments`, those that go, as they become, earliest first."""

    series: Series
    appointments: tuple[Appointment, ...]


def cancel(series: Series, scope: Scope, appointment_id: UUID, *, by: str, now: datetime) -> Cancellation:
    """Raises NothingToCancel."""
    going = appointments_to_cancel(series, scope, appointment_id, now=now)
    if not going:
        raise NothingToCancel(_why_nothing(series, scope, appointment_id))
    cancelled = tuple(replace(each, status="cancelled") for each in going)
    return Cancellation(series.with_appointments(cancelled, by=by, at=now), cancelled)


def appointments_to_cancel(series: Series, scope: Scope, appointment_id: UUID, *, now: datetime) -> list[Appointment]:
    """Earliest first. One that is running can be cancelled; one that is over stays what it was."""
    in_scope = reaches(scope, series.appointment(appointment_id), now=now)
    going = [each for each in series.appointments if each.status == "booked" and in_scope(each) and each.ends_at > now]
    return sorted(going, key=lambda each: each.starts_at)


def withdrawn_with(appointments: Sequence[Appointment], communications: Sequence[Communication]) -> int:
    """How many messages that are still to go speak of these appointments alone."""
    ids = {each.id for each in appointments}
    return sum(each.is_to_go and each.appointment_id in ids for each in communications)


def _why_nothing(series: Series, scope: Scope, appointment_id: UUID) -> str:
    if scope != "this":
        return "No session that could be cancelled lies ahead."
    match series.appointment(appointment_id).status:
        case "cancelled":
            return "The session is cancelled already."
        case "booked":
            return "The session is over."
        case "missed":
            return "The session was missed, and stays so."
        case _:
            return "The session took place, and stays so."
