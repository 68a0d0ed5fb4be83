from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from contracts.sealed import TransitKeys
from messaging.at_rest import AtRest
from notifications.domain.new_id import NewId
from notifications.domain.starting import StartingSet


@dataclass(frozen=True, slots=True)
class Installation:
    """What all use cases share: the clock, which whoever begins one reads once, ids, the keys at rest and in transit,
    what a practice starts with, how long a lease lasts, and how long a message is held at most while a neighbour is
    not heard."""

    now: Callable[[], datetime]
    new_id: NewId
    keys: AtRest
    transit_keys: TransitKeys
    starting: StartingSet
    lease: timedelta
    longest_hold: timedelta
