from datetime import datetime

from booking.domain.series import Series
from booking.domain.wall_time import find_zone
from booking.domain.words import changed_by_in_words
from booking.queries.staff import name_of
from messaging.database import Connection
from messaging.errors import VersionStale


async def require_unchanged(
    connection: Connection, series: Series, seen_version: int, *, zone: str, before: str, now: datetime
) -> None:
    """That a series is as somebody has seen it, who is about to change it: `before` they do what. Raises VersionStale,
    which names who changed it and when."""
    if series.version == seen_version:
        return
    who = await name_of(connection, series.changed_by)
    changed = changed_by_in_words(who, series.changed_at, find_zone(zone), now=now)
    raise VersionStale(f"{changed} Look at the new version before you {before}.")
