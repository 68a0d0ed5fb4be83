"""Lengths as a client reads them."""

from datetime import timedelta


def minutes(duration: timedelta) -> str:
    count = round(duration.total_seconds() / 60)
    return "1 minute" if count == 1 else f"{count} minutes"
