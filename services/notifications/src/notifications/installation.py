from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography.fernet import MultiFernet

from notifications.domain.starting import StartingSet


@dataclass(frozen=True, slots=True)
class Installation:
    """What all commands share: the keys at rest, the clock, what a practice starts with, how long a lease lasts, and
    how long a message is held at most while a neighbour is not heard."""

    keys: MultiFernet
    now: Callable[[], datetime]
    starting: StartingSet
    lease: timedelta
    longest_hold: timedelta
