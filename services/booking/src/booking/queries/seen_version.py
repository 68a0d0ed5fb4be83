from datetime import datetime

from booking.domain.series import Series
from booking.domain.wall_time import find_zone
from booking.domain.words import changed_by_in_words
from booking.queries.staff import name_of
from messaging import incarnations
from messaging.database import Connection
from messaging.errors import VersionStale
from messaging.version import Version


async def require_unchanged(
    connection: Connection, series: Series, seen_version: Version, *, zone: str, before: str, now: datetime
) -> None:
    """That a series is as somebody has seen it, who is about to change it: `before` they do what. Raises VersionStale,
    which names who changed it and when."""
    version = await incarnations.shown(connection, series.version)
    if version == seen_version:
        return
    if version.incarnation != seen_version.incarnation:
        came_back = "The diary came back from a backup since you saw this."
        raise VersionStale(f"{came_back} Look at it anew before you {before}.")
    changed = await who_has_changed(connection, series, zone=zone, now=now)
    raise VersionStale(f"{changed} Look at the new version before you {before}.")


async def who_has_changed(connection: Connection, series: Series, *, zone: str, now: datetime) -> str:
    """Morven Kerr changed this at 09:51."""
    who = await name_of(connection, series.changed_by)
    return changed_by_in_words(who, series.changed_at, find_zone(zone), now=now)
