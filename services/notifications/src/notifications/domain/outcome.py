"""How an attempt to send a message can end."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Delivered:
    """The mail server has taken the message over."""


@dataclass(frozen=True, slots=True)
class Refused:
    """The mail server will never take it."""

    reason: str
    words: str


@dataclass(frozen=True, slots=True)
class Postponed:
    """It was not taken, and may be later. `after_data`: the server's answer came after the whole message."""

    reason: str
    words: str | None = None
    after_data: bool = False


@dataclass(frozen=True, slots=True)
class Unanswered:
    """The final answer got lost: it may have been taken."""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """It is not to be sent any more."""

    status: Literal["suppressed", "cancelled"]
    reason: str


@dataclass(frozen=True, slots=True)
class WaitsForLink:
    """It cannot be sent without its session's link, which is not live just now."""


type Outcome = Delivered | Refused | Postponed | Unanswered | Withdrawn | WaitsForLink
