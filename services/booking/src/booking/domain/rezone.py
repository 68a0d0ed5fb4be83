"""When the rules of a zone change: what is booked keeps its local time, and UTC is to follow it anew."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Self
from uuid import UUID

from booking.domain.conflict import Occupying, meet
from booking.domain.series import Appointment, Series
from booking.domain.wall_time import on_the_clock
from messaging import zones
from messaging.zones import Zone


def rezoned(appointment: Appointment, zone: Zone) -> Appointment:
    """As its times follow from the local time that was asked for, by the zone data of now. Its schedule is another one
    where that is another moment."""
    start = on_the_clock(appointment.asked_start, zone, fold=appointment.fold)
    return appointment.at(start, duration=appointment.ends_at - appointment.starts_at, zone=zone)


def is_astray(appointment: Appointment, zone: Zone) -> bool:
    """Whether its times do not follow from its local time any more."""
    return replace(rezoned(appointment, zone), zone_data=appointment.zone_data) != appointment


def in_question(series: Series, *, now: datetime) -> list[Appointment]:
    """What lies ahead by other zone data than those of now. What newer data said is not ours to judge."""
    return [
        each
        for each in series.appointments
        if each.status == "booked" and each.starts_at > now and each.zone_data < zones.VERSION
    ]


def astray(series: Series, *, now: datetime) -> list[Appointment]:
    return [each for each in in_question(series, now=now) if is_astray(each, series.zone_info)]


def true_still(series: Series, *, now: datetime) -> list[Appointment]:
    """Those whose times follow by the zone data of now as well."""
    return [each for each in in_question(series, now=now) if not is_astray(each, series.zone_info)]


@dataclass(frozen=True, slots=True)
class Slot:
    """In which an appointment takes its practitioner."""

    appointment_id: UUID
    occupied_from: datetime
    occupied_to: datetime

    @classmethod
    def of(cls, appointment: Appointment) -> Self:
        return cls(appointment.id, appointment.occupied_from, appointment.occupied_to)


@dataclass(frozen=True, slots=True)
class Move:
    """Of one appointment, in its series. `hindered_by`: what stands there; then it stays where it is."""

    series: Series
    before: Appointment
    after: Appointment
    hindered_by: UUID | None = None

    def in_words(self) -> str:
        was, becomes = (
            each.starts_at.astimezone(UTC).strftime("%Y-%m-%d %H:%MZ") for each in (self.before, self.after)
        )
        words = (
            f"series {self.series.id}, session {self.before.number}: {self.after.local_start:%Y-%m-%d %H:%M}"
            f" {self.series.zone} was {was}, becomes {becomes}"
        )
        return f"{words}; not moved: appointment {self.hindered_by} is there" if self.hindered_by else words


def settle(moves: Sequence[Move], others: Sequence[Slot]) -> list[Move]:
    """Who can move: not into what stays, be it one of `others` of the practitioner's or one that is hindered itself."""
    settled = list(moves)
    while True:
        staying = [*others, *(Slot.of(move.before) for move in settled if move.hindered_by)]
        again = [
            move if move.hindered_by else replace(move, hindered_by=_in_the_way(move.after, staying))
            for move in settled
        ]
        if again == settled:
            return settled
        settled = again


def _in_the_way(place: Occupying, staying: Sequence[Slot]) -> UUID | None:
    return next((each.appointment_id for each in staying if meet(each, place)), None)
