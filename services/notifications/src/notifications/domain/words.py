"""Times and lengths as a client reads them."""

from datetime import datetime, timedelta

from messaging.wall_clock import clock


def span(start: datetime, end: datetime) -> str:
    """10am to 10:30am"""
    return f"{clock(start)} to {clock(end)}"


def minutes(duration: timedelta) -> str:
    count = round(duration.total_seconds() / 60)
    return "1 minute" if count == 1 else f"{count} minutes"
