from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

# What holds until video-links has said when a link lets its client in: how long before the start,
JOIN_EARLY = timedelta(minutes=15)
JOIN_LATE = timedelta(minutes=30)  # and after the end

type LinkState = Literal["none", "pending", "live", "dead"]


@dataclass(frozen=True, slots=True)
class Link:
    """A session's newest one-time link, as video-links says; the URL sealed by booking's own keys.

    It lets the client in from `opens_at` to `closes_at`.
    """

    appointment_id: UUID
    generation: int
    state: Literal["live", "dead"]
    reason: str | None
    opens_at: datetime | None
    closes_at: datetime | None
    sealed_url: bytes


def state_of_link(*, video: bool, known: Literal["live", "dead"] | None) -> LinkState:
    """`known` is what video-links has said."""
    if known is not None:
        return known
    return "pending" if video else "none"


def link_in_words(state: LinkState, reason: str | None, *, missed: bool) -> str | None:
    """`missed`: the session, by whose link nobody is to come any more though its time may go on."""
    match state:
        case "none":
            return "This type has no video link."
        case "pending":
            return "The link is being made. This takes a few seconds."
        case "live":
            return None
        case "dead" if missed and reason == "expired":
            return "The client did not attend."
        case "dead":
            return _DEAD.get(reason or "", "This link does not work any more.")


_DEAD = {
    "abandoned": "The call ended when everybody had left.",
    "concluded": "The call was concluded.",
    "cancelled": "The session was cancelled.",
    "expired": "The time for this session has passed.",
    "reissued": "A newer link took its place.",
}
