"""The list of a series' dates, with what stands between them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

from messaging import wall_clock
from notifications.domain.series import Appointment, Series


@dataclass(frozen=True, slots=True)
class DateLine:
    """An appointment; a note between two: the `clocks` change, or there is `none`; or, below all, of which `zone` the
    times are."""

    kind: Literal["appointment", "clocks", "none", "zone"]
    text: str
    number: int | None = None
    time: str | None = None


def date_lines(series: Series) -> list[DateLine]:
    """All appointments in order, counted from 1, and the notes in between."""
    lines = [*_appointments(series), *_clock_changes(series), *_shifts(series), *_left_out(series)]
    return [line for _, line in sorted(lines, key=lambda dated: dated[0])]


def zone_line(series: Series) -> DateLine:
    """Below a list of dates."""
    return DateLine("zone", wall_clock.whose_times(series.zone))


def appointment_line(number: int, appointment: Appointment) -> DateLine:
    day, start = wall_clock.long_date(appointment.local_start), wall_clock.start_in_words(appointment)
    return DateLine("appointment", day, number, start)


# A line's place: its date, and on one date the notes go first, since clocks change at night.
type _Placed = tuple[tuple[date, int], DateLine]


def _appointments(series: Series) -> Iterator[_Placed]:
    for number, appointment in enumerate(series.not_cancelled, start=1):
        yield (appointment.local_start.date(), 1), appointment_line(number, appointment)


def _clock_changes(series: Series) -> Iterator[_Placed]:
    for before, after in pairwise(series.not_cancelled):
        change = wall_clock.clock_change(before.starts_at, after.starts_at, series.zone_info)
        if change is None:
            continue
        text = f"Clocks go {'forward' if change.forward else 'back'} on {wall_clock.day_and_month(change.day)}."
        if before.local_start.time() == after.local_start.time():
            text += f" Your time stays {wall_clock.clock(after.local_start)}."
        # On the day of an appointment before the change, it goes behind that appointment.
        yield (change.day, 0 if before.local_start.date() < change.day else 2), DateLine("clocks", text)


def _shifts(series: Series) -> Iterator[_Placed]:
    """Behind the appointment that is at another time than was asked for."""
    for each in series.not_cancelled:
        asked, given = each.asked_start, each.local_start
        if asked == given:
            continue
        left_out = f"On {wall_clock.day_and_month(asked)} the clocks leave out {wall_clock.clock(asked)}"
        day = "" if asked.date() == given.date() else f"on {wall_clock.short_date(given)} "
        text = f"{left_out}: this session is {day}at {wall_clock.clock(given)}."
        yield (given.date(), 3), DateLine("clocks", text)


def _left_out(series: Series) -> Iterator[_Placed]:
    for day in series.skipped_dates:
        yield (day, 0), DateLine("none", f"There is no session on {wall_clock.day_and_month(day)}.")
    for year_and_month in series.skipped_months:
        first = date.fromisoformat(f"{year_and_month}-01")
        yield (first, 0), DateLine("none", f"There is no session in {wall_clock.month(first.month)}.")
