from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from video_links.errors import UnknownZone

_WORDS: Final = {
    "Europe/London": "UK time",
    "Europe/Dublin": "Irish time",
    "UTC": "universal time",
    "Etc/UTC": "universal time",
}


def zone_named(name: str) -> ZoneInfo:
    """Raises UnknownZone."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UnknownZone(f"{name!r} is not in the IANA time zone database.") from error


def in_words(zone: ZoneInfo) -> str:
    """As clients read it, by the city that the zone is named for: never an abbreviation or an offset."""
    return _WORDS.get(zone.key) or f"{zone.key.rpartition('/')[2].replace('_', ' ')} time"
