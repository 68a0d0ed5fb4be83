"""When the appointment of a link is, and what its page says at what time."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum
from typing import Final

from messaging import wall_clock
from video_links.domain.link import LinkEnd
from video_links.domain.series import AppointmentStatus

OPENS_BEFORE: Final = timedelta(minutes=15)
STAYS_OPEN: Final = timedelta(minutes=30)


class LinkPageState(StrEnum):
    """How it stands with a link for whoever opens it, as its page tells."""

    ANOTHER_DAY = "another_day"
    EARLY = "early"
    OPEN = "open"
    ELSEWHERE = "elsewhere"
    LEFT = "left"
    EXPIRED = "expired"
    MISSED = "missed"
    CANCELLED = "cancelled"
    ENDED = "ended"
    REISSUED = "reissued"


_DEAD: Final[dict[LinkEnd, LinkPageState]] = {
    "abandoned": LinkPageState.ENDED,
    "cancelled": LinkPageState.CANCELLED,
    "concluded": LinkPageState.ENDED,
    "expired": LinkPageState.EXPIRED,
    "missed": LinkPageState.MISSED,
    "reissued": LinkPageState.REISSUED,
}

_SETTLED: Final[dict[AppointmentStatus, LinkPageState]] = {
    "attended": LinkPageState.ENDED,
    "cancelled": LinkPageState.CANCELLED,
    "missed": LinkPageState.MISSED,
}


@dataclass(frozen=True, slots=True)
class Window:
    """When one can join: from `before` the start until `after` the end."""

    before: timedelta = OPENS_BEFORE
    after: timedelta = STAYS_OPEN


@dataclass(frozen=True, slots=True)
class AppointmentTimes:
    """One appointment, as its links' pages know it. `twice`: the clinic's clock shows its start twice on that day, and
    `fold` is 0 for the first of the two."""

    zone: str
    local_start: datetime
    local_end: datetime
    starts_at: datetime
    ends_at: datetime
    status: AppointmentStatus
    window: Window = field(default_factory=Window)
    fold: int = 0
    twice: bool = False

    @property
    def opens_at(self) -> datetime:
        return self.starts_at - self.window.before

    @property
    def closes_at(self) -> datetime:
        return self.ends_at + self.window.after

    def settled(self, dead: LinkEnd | None) -> LinkPageState | None:
        """What has happened, to the appointment or to a link that is `dead` of it. None: nothing yet."""
        if self.status in _SETTLED:
            return _SETTLED[self.status]
        return None if dead is None else _DEAD[dead]

    def by_the_clock(self, now: datetime) -> LinkPageState:
        if now >= self.closes_at:
            return LinkPageState.EXPIRED
        if now >= self.opens_at:
            return LinkPageState.OPEN
        if self.local(now).date() != self.local_start.date():
            return LinkPageState.ANOTHER_DAY
        return LinkPageState.EARLY

    @property
    def start_in_words(self) -> str:
        """10am"""
        return wall_clock.start_in_words(self)

    @property
    def in_words(self) -> str:
        """10am to 10:30am"""
        return wall_clock.span_in_words(self)

    def local(self, moment: datetime) -> datetime:
        """What the clinic's clock shows, without zone, by what booking has said: until the end the clock of the start,
        and then that of the end."""
        if moment < self.ends_at:
            return self.local_start + (moment - self.starts_at)
        return self.local_end + (moment - self.ends_at)

    def on_its_clock(self, moment: datetime) -> datetime:
        """The same moment, with the offset of the clinic's clock."""
        return moment.astimezone(timezone(self.local(moment) - moment.astimezone(UTC).replace(tzinfo=None)))
