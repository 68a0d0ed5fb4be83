from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, Field

from booking.domain.practice import Practice
from booking.domain.wall_time import find_zone
from booking.routes.models.local_time import ZoneWords
from contracts.utc_offset import UtcOffset
from messaging.wall_clock import next_clock_change, offset_at, zone_in_words


class PracticeClock(BaseModel):
    """What the clinic's clocks show now and for a while, for who has a clock and other zone data or none."""

    utc_offset: UtcOffset
    changes_at: Annotated[AwareDatetime | None, Field(description="Null: not within a year")]
    utc_offset_then: UtcOffset | None

    @classmethod
    def of(cls, zone_name: str, now: datetime) -> Self:
        zone = find_zone(zone_name)
        changes_at = next_clock_change(now, zone)
        then = None if changes_at is None else offset_at(changes_at, zone)
        return cls(utc_offset=offset_at(now, zone), changes_at=changes_at, utc_offset_then=then)


class PracticeResponse(BaseModel):
    id: UUID
    version: int
    name: str
    zone: str
    zone_words: ZoneWords
    clock: PracticeClock
    phone: str | None
    phone_hours: str | None
    email: str | None

    @classmethod
    def of(cls, practice: Practice, *, now: datetime) -> Self:
        return cls(
            id=practice.id,
            version=practice.version,
            name=practice.name,
            zone=practice.zone,
            zone_words=zone_in_words(practice.zone),
            clock=PracticeClock.of(practice.zone, now),
            phone=practice.phone,
            phone_hours=practice.phone_hours,
            email=practice.email,
        )
