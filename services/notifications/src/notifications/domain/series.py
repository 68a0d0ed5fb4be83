from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from notifications.domain.rule import Trigger
from notifications.errors import ZoneUnknown

type OccurrenceStatus = Literal["booked", "attended", "missed", "concluded", "cancelled"]


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One session. `local_start` with `fold` in the series' zone is the authority; the others are UTC."""

    id: UUID
    number: int
    local_start: datetime
    fold: int
    starts_at: datetime
    ends_at: datetime
    status: OccurrenceStatus
    schedule_version: int


@dataclass(frozen=True, slots=True)
class Series:
    """`recurrence` is in words: "every week on Thursday"."""

    id: UUID
    version: int
    practitioner_id: UUID
    client_id: UUID
    kind_id: UUID
    video: bool
    zone: str
    recurrence: str | None
    skipped_dates: tuple[date, ...]
    skipped_months: tuple[str, ...]
    note: str | None
    occurrences: tuple[Occurrence, ...]

    @property
    def zone_info(self) -> ZoneInfo:
        """Raises ZoneUnknown."""
        try:
            return ZoneInfo(self.zone)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ZoneUnknown(f"{self.zone!r} is no IANA time zone that is known here.") from error

    @property
    def booked(self) -> tuple[Occurrence, ...]:
        return tuple(occurrence for occurrence in self.occurrences if occurrence.status == "booked")

    @property
    def held(self) -> tuple[Occurrence, ...]:
        """All that were not cancelled: by these the client counts."""
        return tuple(occurrence for occurrence in self.occurrences if occurrence.status != "cancelled")

    @property
    def booking_trigger(self) -> Trigger:
        """The most specific one: no other is fired."""
        recurring = len(self.occurrences) > 1
        if self.video:
            return Trigger.RECURRING_VIDEO if recurring else Trigger.SINGLE_VIDEO
        return Trigger.RECURRING if recurring else Trigger.SINGLE

    @property
    def reminded(self) -> tuple[Occurrence, ...]:
        """The sessions that reminders are for: those after the first, or the only one.

        Where the first was cancelled, the next has one too: the confirmation may have gone with the first's link.
        """
        later = self.occurrences[1:] if len(self.occurrences) > 1 else self.occurrences
        return tuple(occurrence for occurrence in later if occurrence.status == "booked")

    def first_ahead(self, now: datetime) -> Occurrence | None:
        """The first booked session that is not over."""
        return next((occurrence for occurrence in self.booked if occurrence.ends_at > now), None)

    def after(self, occurrence: Occurrence) -> Occurrence | None:
        """The next booked session."""
        return next((later for later in self.booked if later.number > occurrence.number), None)
