"""Times and numbers as staff read them."""

from datetime import date, datetime, tzinfo


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th, 22nd…"""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def day_and_month(day: date) -> str:
    """26 March"""
    return f"{day.day} {day:%B}"


def weekday_and_date(day: date) -> str:
    """Sunday 26 March"""
    return f"{day:%A} {day_and_month(day)}"


def time_of_day(moment: datetime) -> str:
    """09:05"""
    return f"{moment:%H:%M}"


def moment_in_words(moment: datetime) -> str:
    """Wed 27 Oct at 09:50"""
    return f"{moment:%a} {moment.day} {moment:%b} at {time_of_day(moment)}"


def changed_by_in_words(who: str, at: datetime, zone: tzinfo, *, now: datetime) -> str:
    """Morven Kerr changed this at 09:51; with the day where that is not today's."""
    at = at.astimezone(zone)
    same_day = at.date() == now.astimezone(zone).date()
    return f"{who} changed this {f'at {time_of_day(at)}' if same_day else f'on {moment_in_words(at)}'}."
