"""Which appointments go when somebody cancels."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal
from uuid import UUID

from booking.domain.communication import Communication
from booking.domain.series import Appointment, Series
from booking.errors import NothingToCancel

type Scope = Literal["this", "this_and_following", "all_ahead"]
SCOPES: tuple[Scope, ...] = ("this", "this_and_following", "all_ahead")


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
    chosen = series.appointment(appointment_id)
    in_scope: dict[Scope, Callable[[Appointment], bool]] = {
        "this": lambda each: each.id == chosen.id and each.ends_at > now,
        "this_and_following": lambda each: each.starts_at >= chosen.starts_at and each.ends_at > now,
        "all_ahead": lambda each: each.starts_at > now,
    }
    going = [each for each in series.appointments if each.status == "booked" and in_scope[scope](each)]
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
