"""Two readers of iCalendar that know nothing of booking, and what they make of a published rule."""

import json
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events

from messaging.zones import find_zone
from standing_local import checkout
from standing_local.node import Packages, node
from tests.oracles.booked import Booked, ClockChange

_HERE: Final = Path(__file__).parent
_PACKAGES: Final = Packages(_HERE, "Readers of iCalendar and mail for the tests: downloading them, 2 MB on disk")


@dataclass(frozen=True, slots=True)
class Start:
    """A date that a reader makes of the rule: what its clock shows, and the moment (UTC) that it takes it for."""

    local: datetime
    utc: datetime


async def install() -> None:
    await _PACKAGES.install(checkout.ROOT / ".local" / "logs" / "npm.log", print)


def read_by_python(booked: Sequence[Booked]) -> list[list[Start]]:
    """By `icalendar` and `recurring-ical-events`. They take a zone's data from zoneinfo, where we have pinned them."""
    calendar = icalendar.Calendar.from_ical(_calendar(each for one in booked for each in _event(one)))
    found = defaultdict(list)
    for event in recurring_ical_events.of(calendar).all():
        start = event.start
        assert isinstance(start, datetime)
        assert isinstance(start.tzinfo, ZoneInfo)
        found[str(event["UID"])].append(Start(start.replace(tzinfo=None, fold=0), start.astimezone(UTC)))
    return [sorted(found[str(one.number)], key=lambda start: start.local) for one in booked]


def read_by_node(booked: Sequence[Booked], changes: Mapping[str, list[ClockChange]]) -> list[list[Start]]:
    """By `ical.js`. It knows no zones but those that the calendar brings, which are the pinned data written out."""
    zones = (line for zone in sorted(changes) for line in _zone(zone, changes[zone]))
    lines = _calendar([*zones, *(each for one in booked for each in _event(one))])
    asked = subprocess.run(  # noqa: S603
        [node(), _HERE / "read.mjs"], input=lines, check=True, capture_output=True, text=True, cwd=_HERE
    )
    found: dict[str, list[tuple[str, int]]] = json.loads(asked.stdout)
    return [
        [Start(datetime.fromisoformat(local), datetime.fromtimestamp(at, UTC)) for local, at in found[str(one.number)]]
        for one in booked
    ]


def _event(booked: Booked) -> Iterator[str]:
    """What is published of the rule, and nothing else: `dtstart`, `rrule`, `exdates`, on the clock of the zone."""
    rule, zone = booked.recurrence, booked.told.zone
    assert rule.dtstart is not None
    yield from ("BEGIN:VEVENT", f"UID:{booked.number}", "DTSTAMP:20270101T000000Z")
    yield f"DTSTART;TZID={zone}:{_stamp(rule.dtstart)}"
    yield f"RRULE:{rule.rrule}"
    yield from (f"EXDATE;TZID={zone}:{_stamp(each)}" for each in rule.exdates)
    yield "END:VEVENT"


def _zone(name: str, changes: Sequence[ClockChange]) -> Iterator[str]:
    yield from ("BEGIN:VTIMEZONE", f"TZID:{name}")
    offset = changes[0].before if changes else _always(name)
    yield from _observance(datetime(1970, 1, 1), offset, offset)
    for change in changes:
        yield from _observance(change.shows, change.before, change.after)
    yield "END:VTIMEZONE"


def _observance(shows: datetime, before: timedelta, after: timedelta) -> Iterator[str]:
    """Each change is a component of its own: no rule stands between the data and the reader."""
    yield from ("BEGIN:STANDARD", f"DTSTART:{_stamp(shows)}")
    yield from (f"TZOFFSETFROM:{_in_hours(before)}", f"TZOFFSETTO:{_in_hours(after)}", "END:STANDARD")


def _always(name: str) -> timedelta:
    offset = datetime(2027, 1, 1, tzinfo=find_zone(name)).utcoffset()
    assert offset is not None
    return offset


def _calendar(lines: Iterable[str]) -> str:
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Standing//tests//EN", *lines, "END:VCALENDAR", ""])


def _stamp(local: datetime) -> str:
    return f"{local:%Y%m%dT%H%M%S}"


def _in_hours(offset: timedelta) -> str:
    minutes = int(offset.total_seconds()) // 60
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}{abs(minutes) % 60:02}"
