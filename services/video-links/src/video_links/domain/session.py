"""What the holder of a link is told about the session that it is for."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from video_links.domain.link import DeadReason
from video_links.domain.series import AppointmentStatus

OPENS_BEFORE: Final = timedelta(minutes=15)
STAYS_OPEN: Final = timedelta(minutes=30)


class Standing(StrEnum):
    """How it stands with a link, as its page tells."""

    ANOTHER_DAY = "another_day"
    EARLY = "early"
    OPEN = "open"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    ENDED = "ended"
    REISSUED = "reissued"


_DEAD: Final[dict[DeadReason, Standing]] = {
    "abandoned": Standing.ENDED,
    "cancelled": Standing.CANCELLED,
    "concluded": Standing.ENDED,
    "expired": Standing.EXPIRED,
    "reissued": Standing.REISSUED,
}


@dataclass(frozen=True, slots=True)
class Session:
    """One appointment, as its link's page knows it. `dead` says why the link is dead; None where it lives."""

    zone: ZoneInfo
    local_start: datetime
    starts_at: datetime
    ends_at: datetime
    status: AppointmentStatus
    dead: DeadReason | None

    @property
    def opens_at(self) -> datetime:
        return self.starts_at - OPENS_BEFORE

    @property
    def closes_at(self) -> datetime:
        return self.ends_at + STAYS_OPEN

    def stands(self, now: datetime) -> Standing:
        if self.status == "cancelled":
            return Standing.CANCELLED
        if self.status == "concluded":
            return Standing.ENDED
        if self.dead is not None:
            return _DEAD[self.dead]
        if now >= self.closes_at:
            return Standing.EXPIRED
        if now >= self.opens_at:
            return Standing.OPEN
        if self.local(now).date() != self.local_start.date():
            return Standing.ANOTHER_DAY
        return Standing.EARLY

    def local(self, moment: datetime) -> datetime:
        """On the clinic's clock, without zone. Counted from `local_start`: what is known here of the zone may be older
        than what booking knew, but whether the clocks change in between is asked here."""
        clocks_change = _offset(moment, self.zone) - _offset(self.starts_at, self.zone)
        return self.local_start + (moment - self.starts_at) + clocks_change


def _offset(moment: datetime, zone: ZoneInfo) -> timedelta:
    offset = moment.astimezone(zone).utcoffset()
    assert offset is not None
    return offset
