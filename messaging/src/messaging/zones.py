"""Time zones, by the zone data that this release pins and never by the machine's: all processes have to agree.

In the services nothing else asks `zoneinfo`.
"""

import zoneinfo
from functools import cache
from typing import Final

import tzdata

from messaging.errors import NoSuchZone

type Zone = zoneinfo.ZoneInfo

VERSION: Final[str] = tzdata.IANA_VERSION  # 2026f

zoneinfo.reset_tzpath(())
zoneinfo.ZoneInfo.clear_cache()

# In the database for machines that have not been told where they are. No browser knows it.
_NO_PLACE: Final = frozenset({"Factory"})


def find_zone(name: str) -> Zone:
    """By its name in the IANA database. Raises NoSuchZone."""
    if name not in _names():
        raise NoSuchZone(f"{name!r} is no zone of the IANA database, such as Europe/London.")
    return zoneinfo.ZoneInfo(name)


@cache
def _names() -> frozenset[str]:
    return frozenset(zoneinfo.available_timezones()) - _NO_PLACE
