from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from contracts.sealed import TransitKeys
from messaging.at_rest import AtRest
from video_links.domain.appointment_times import Window
from video_links.domain.token import Token


@dataclass(frozen=True, slots=True)
class Installation:
    """What all commands share: the clock, which whoever begins reads once; where ids and tokens come from; the keys at
    rest; the keys in transit; the address with which links begin; and the window in which one can join."""

    now: Callable[[], datetime]
    new_id: Callable[[], UUID]
    new_token: Callable[[], Token]
    keys: AtRest
    transit_keys: TransitKeys
    public_url: str
    window: Window
