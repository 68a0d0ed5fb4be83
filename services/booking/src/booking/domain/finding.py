"""What speaks against a date beside that it is taken: whoever knows of it can book it all the same."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from booking.domain.wall_time import ShownInterval
from messaging.wall_clock import clock_of_24, span_in_words
from messaging.zones import Zone

type FindingCode = Literal["client_elsewhere", "in_the_past"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Against date `number` of a planned series. `appointment_id`: which appointment it is, where it is one."""

    number: int
    code: FindingCode
    words: str
    appointment_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """An appointment of the client's with another practitioner at the time of date `number` of a planned series."""

    number: int
    appointment_id: UUID
    client_name: str
    practitioner_name: str
    starts_at: datetime
    ends_at: datetime

    def finding(self, zone: Zone) -> Finding:
        """Grace Whitfield is with Morven Kerr, 10:00 to 10:30"""
        when = span_in_words(ShownInterval.of(self.starts_at, self.ends_at, zone), shown=clock_of_24)
        words = f"{self.client_name} is with {self.practitioner_name}, {when}"
        return Finding(self.number, "client_elsewhere", words, self.appointment_id)


def in_the_past(number: int, starts_at: datetime, ends_at: datetime, *, now: datetime) -> Finding | None:
    """None of what has not begun."""
    if starts_at > now:
        return None
    return Finding(number, "in_the_past", "This time is over" if ends_at <= now else "This time has begun")
