"""Time zones, by the zone data that this release pins and never by the machine's: all processes have to agree.

In the services nothing else asks `zoneinfo`.
"""

import zoneinfo
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
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


def country_of(name: str) -> str | None:
    """ISO 3166's two letters; None where a zone belongs to no country, as UTC. Source: the zone data's zone.tab."""
    countries = _countries()
    return countries.get(name) or countries.get(_targets().get(name, ""))


@cache
def _countries() -> Mapping[str, str]:
    lines = (line.split("\t") for line in _table("zone.tab") if not line.startswith("#"))
    return {zone: country for country, _, zone, *_ in lines}


@cache
def _targets() -> Mapping[str, str]:
    """The zones' newer names, by their older ones."""
    lines = (line.split(" ") for line in _table("tzdata.zi") if line.startswith("L "))
    return {older: newer for _, newer, older in lines}


def _table(name: str) -> list[str]:
    return files(tzdata).joinpath("zoneinfo", name).read_text("utf-8").splitlines()


@cache
def _names() -> frozenset[str]:
    return frozenset(zoneinfo.available_timezones()) - _NO_PLACE
