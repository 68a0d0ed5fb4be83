from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from contracts.sealed import TransitKeys
from messaging.at_rest import AtRest


@dataclass(frozen=True, slots=True)
class Installation:
    """What all share: the clock, read once by whoever begins, where new ids come from, the keys in transit, and those
    by which others' secrets are kept."""

    now: Callable[[], datetime]
    new_id: Callable[[], UUID]
    transit_keys: TransitKeys
    storage: AtRest
