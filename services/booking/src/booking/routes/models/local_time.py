"""Times in answers. A moment is told on the clock of the zone that its answer is about (RFC 3339, with that offset), so
that nobody who shows it needs zone data."""

from datetime import datetime, timedelta, timezone
from typing import Annotated

from pydantic import Field, NaiveDatetime, WithJsonSchema

from booking.domain.wall_time import Fold, find_zone

# Without an offset it is no `date-time` of OpenAPI's, which is RFC 3339's.
type LocalDateTime = Annotated[NaiveDatetime, WithJsonSchema({"type": "string", "format": "date-time-local"})]

type Twice = Annotated[bool, Field(description="Whether the clocks show the start twice on its day")]

type FoldOfTwo = Annotated[Fold, Field(description="Which it is, where they show it twice: 0 the first, 1 the second")]

type ZoneWords = Annotated[str, Field(description="The zone as people call it", examples=["UK time"])]


def on_clock(moment: datetime, zone: str) -> datetime:
    return moment.astimezone(find_zone(zone))


def beside(moment: datetime, utc_offset: timedelta) -> datetime:
    """Of what lies beside a session: on the session's own clock."""
    return moment.astimezone(timezone(utc_offset))
