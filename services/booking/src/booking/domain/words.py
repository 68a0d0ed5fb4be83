"""Moments as staff read them."""

from datetime import datetime

from messaging.wall_clock import clock_of_24, month, weekday
from messaging.zones import Zone


def moment_in_words(moment: datetime) -> str:
    """Wed 27 Oct at 09:50"""
    return f"{weekday(moment)[:3]} {moment.day} {month(moment.month)[:3]} at {clock_of_24(moment)}"


def changed_by_in_words(who: str, at: datetime, zone: Zone, *, now: datetime) -> str:
    """Morven Kerr changed this at 09:51; with the day where that is not today's."""
    at = at.astimezone(zone)
    same_day = at.date() == now.astimezone(zone).date()
    return f"{who} changed this {f'at {clock_of_24(at)}' if same_day else f'on {moment_in_words(at)}'}."
