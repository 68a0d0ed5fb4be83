from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from messaging.version import Version
from messaging.zones import Zone, find_zone
from notifications.domain.rule import Trigger

type AppointmentStatus = Literal["booked", "attended", "missed", "cancelled"]


@dataclass(frozen=True, slots=True)
class Appointment:
    """One appointment. `local_start` with `fold` in the series' zone is the authority; `local_end` is what that clock
    shows at the end, `asked_start` the time that was asked for, `rule_start` where the series' rule would have it, and
    the others are UTC. `twice`: the clock shows that start twice on its day."""

    id: UUID
    number: int
    local_start: datetime
    fold: int
    starts_at: datetime
    ends_at: datetime
    local_end: datetime
    rule_start: datetime
    asked_start: datetime
    status: AppointmentStatus
    schedule_version: int
    twice: bool = False

    @property
    def place_in_order(self) -> tuple[datetime, UUID]:
        return self.starts_at, self.id

    def local(self, moment: datetime) -> datetime:
        """What the clock shows at a moment beside it, by what booking has said: until the end the clock of the start,
        and then that of the end."""
        if moment < self.ends_at:
            return self.local_start + (moment - self.starts_at)
        return self.local_end + (moment - self.ends_at)


@dataclass(frozen=True, slots=True)
class Series:
    """`recurrence` is in words: "every week on Thursday". The appointments stand in the order of their starts."""

    id: UUID
    version: Version
    practitioner_id: UUID
    client_id: UUID
    kind_id: UUID
    video: bool
    zone: str
    recurrence: str | None
    skipped_dates: tuple[date, ...]
    skipped_months: tuple[str, ...]
    note: str | None
    appointments: tuple[Appointment, ...]

    @property
    def zone_info(self) -> Zone:
        """Raises NoSuchZone."""
        return find_zone(self.zone)

    @property
    def booked(self) -> tuple[Appointment, ...]:
        return tuple(appointment for appointment in self.appointments if appointment.status == "booked")

    @property
    def not_cancelled(self) -> tuple[Appointment, ...]:
        """All that were not cancelled: by these the client counts."""
        return tuple(appointment for appointment in self.appointments if appointment.status != "cancelled")

    @property
    def booking_trigger(self) -> Trigger:
        """The most specific one: no other is fired."""
        recurring = len(self.appointments) > 1
        if self.video:
            return Trigger.RECURRING_VIDEO if recurring else Trigger.SINGLE_VIDEO
        return Trigger.RECURRING if recurring else Trigger.SINGLE

    def reminded(self, confirmed: UUID | None) -> tuple[Appointment, ...]:
        """The appointments that reminders are for: all but the one whose link the confirmation has brought, which is
        `confirmed`, or will bring, which is the first; that one too where it is the only one, or was moved.

        Where the first was cancelled, the next has one too: the confirmation may have gone with the first's link.
        """
        of = confirmed or next((each.id for each in self.appointments), None)
        alone = len(self.appointments) == 1
        return tuple(each for each in self.booked if alone or each.id != of or each.schedule_version > 1)

    def first_ahead(self, now: datetime) -> Appointment | None:
        """The first booked appointment that is not over."""
        return next((appointment for appointment in self.booked if appointment.ends_at > now), None)

    def after(self, appointment: Appointment) -> Appointment | None:
        """The next booked appointment."""
        return next((later for later in self.booked if later.place_in_order > appointment.place_in_order), None)
