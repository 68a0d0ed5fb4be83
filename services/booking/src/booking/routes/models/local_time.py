"""Times in answers. A moment is told on the clock of the zone that its answer is about (RFC 3339, with that offset), so
that nobody who shows it needs zone data."""

from datetime import datetime, timedelta, timezone
from typing import Annotated

from pydantic import BeforeValidator, Field, NaiveDatetime, WithJsonSchema

from booking.domain.wall_time import Fold, find_zone

# Without an offset it is no `date-time` of OpenAPI's, which is RFC 3339's.
type LocalDateTime = Annotated[NaiveDatetime, WithJsonSchema({"type": "string", "format": "date-time-local"})]


def _with_time(value: object) -> object:
    """A date alone would be taken for its midnight."""
    if not (isinstance(value, str) and "T" in value):
        raise ValueError("This is no date and time, such as 2027-03-22T10:00.")
    return value


type LocalStart = Annotated[LocalDateTime, BeforeValidator(_with_time)]

type Twice = Annotated[bool, Field(description="Whether the clocks show the start twice on its day")]

type FoldOfTwo = Annotated[Fold, Field(description="Which it is, where they show it twice: 0 the first, 1 the second")]

type ZoneWords = Annotated[str, Field(description="The zone as people call it", examples=["UK time"])]


def on_clock(moment: datetime, zone: str) -> datetime:
    return moment.astimezone(find_zone(zone))


def beside(moment: datetime, utc_offset: timedelta) -> datetime:
    """Of what lies beside a session: on the session's own clock."""
    return moment.astimezone(timezone(utc_offset))
