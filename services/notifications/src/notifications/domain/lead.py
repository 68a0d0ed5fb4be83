import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Self

from messaging.zones import Zone
from notifications.errors import LeadNotValid

LONGEST = timedelta(days=366)
_DURATION = re.compile(
    r"P(?:(?P<weeks>\d{1,2})W)?(?:(?P<days>\d{1,3})D)?"
    r"(?:T(?=\d)(?:(?P<hours>\d{1,4})H)?(?:(?P<minutes>\d{1,6})M)?(?:(?P<seconds>\d{1,8})S)?)?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Lead:
    """How long before the start. Days are the wall clock's, whatever the clocks do in between; the rest elapses."""

    days: int
    elapsed: timedelta

    @classmethod
    def parse(cls, text: str) -> Self:
        """`P1D`, `P2W`, `PT24H`, `P1DT2H`. Raises LeadNotValid. Source: ISO 8601-1:2019, 5.5.2.2."""
        match = _DURATION.fullmatch(text)
        if match is None:
            raise LeadNotValid("It takes an ISO 8601 duration of weeks, days or time: P1D, PT24H.")
        parts = {name: int(value or 0) for name, value in match.groupdict().items()}
        lead = cls(
            days=parts["weeks"] * 7 + parts["days"],
            elapsed=timedelta(hours=parts["hours"], minutes=parts["minutes"], seconds=parts["seconds"]),
        )
        if not timedelta(0) < lead._nominal <= LONGEST:
            raise LeadNotValid("It lies more than nothing and at most 366 days before the session.")
        return lead

    def before(self, starts_at: datetime, zone: Zone) -> datetime:
        """UTC. A wall time that the spring change leaves out is that much later; one that comes twice, the first."""
        local = starts_at.astimezone(zone).replace(tzinfo=None) - timedelta(days=self.days)
        on_the_wall = local.replace(tzinfo=zone, fold=0).astimezone(UTC) if self.days else starts_at.astimezone(UTC)
        return on_the_wall - self.elapsed

    def __str__(self) -> str:
        seconds = int(self.elapsed.total_seconds())
        hours, minutes, seconds = seconds // 3600, seconds // 60 % 60, seconds % 60
        time = "".join(f"{value}{unit}" for value, unit in ((hours, "H"), (minutes, "M"), (seconds, "S")) if value)
        return f"P{f'{self.days}D' if self.days else ''}{f'T{time}' if time else ''}"

    def before_in_words(self, session: str = "") -> str:
        """As staff read it. Elapsed time: "24 h before". On the wall clock: "1 day before, same time"."""
        days = f"{self.days} day{'s' if self.days > 1 else ''}" if self.days else ""
        length = " and ".join(filter(None, (days, in_units(self.elapsed) if self.elapsed else "")))
        same_time = ", same time" if self.days and not self.elapsed else ""
        return f"{length} before {session}".rstrip() + same_time

    @property
    def in_words(self) -> str:
        """As a client reads it: "the day before", "2 hours before"."""
        if self._nominal == timedelta(days=1):
            return "the day before"
        if self.days and not self.elapsed:
            return f"{self.days} days before"
        hours, rest = divmod(self._nominal, timedelta(hours=1))
        if hours and not rest:
            return f"{hours} hour{'s' if hours > 1 else ''} before"
        return "before"

    @property
    def _nominal(self) -> timedelta:
        return timedelta(days=self.days) + self.elapsed


def in_units(elapsed: timedelta) -> str:
    """In the largest unit that comes out whole: 24 h, 90 min, 20 s."""
    seconds = round(elapsed.total_seconds())
    if seconds % 3600 == 0:
        return f"{seconds // 3600} h"
    if seconds % 60 == 0:
        return f"{seconds // 60} min"
    return f"{seconds} s"
