from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography.fernet import MultiFernet

from notifications.domain.starting import StartingSet


@dataclass(frozen=True, slots=True)
class Installation:
    """What all commands share: the keys at rest, the clock, what a practice starts with, how long a lease lasts."""

    keys: MultiFernet
    now: Callable[[], datetime]
    starting: StartingSet
    lease: timedelta
