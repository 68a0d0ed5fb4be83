from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, get_args
from uuid import UUID

from video_links.domain.token import Token

type LinkState = Literal["live", "dead"]
type DeadReason = Literal["abandoned", "cancelled", "concluded", "expired", "reissued"]
REASONS: Final[tuple[DeadReason, ...]] = get_args(DeadReason.__value__)
# A link's own row says "expired" of a session that its client missed, as its contract does.
type LinkEnd = DeadReason | Literal["missed"]


# As many generations are left out each time that the database came back: they may be those of links that it has lost.
LEFT_OUT: Final = 1000
# What a link dies of while its session may yet be booked again. One of these is asleep.
ASLEEP: Final[frozenset[LinkEnd]] = frozenset({"cancelled", "expired"})


@dataclass(frozen=True, slots=True)
class Link:
    """The one-time link of an appointment; a new `generation` replaces the one before. `reason` says why it is dead."""

    id: UUID
    appointment_id: UUID
    generation: int
    token: Token
    starts_at: datetime
    ends_at: datetime
    state: LinkState = "live"
    reason: DeadReason | None = None


@dataclass(frozen=True, slots=True)
class KnownLink:
    """A link as booking knows it, whose clients may hold it."""

    appointment_id: UUID
    generation: int
    token: Token
    state: LinkState
    reason: DeadReason | None


@dataclass(frozen=True, slots=True)
class LinkLife:
    """One generation of an appointment's link. `dead` says why it is; None where it lives."""

    id: UUID
    generation: int
    dead: DeadReason | None = None


@dataclass(frozen=True, slots=True)
class SeriesLinks:
    """The newest link of every video appointment of a series. `version` counts the changes of this list."""

    series_id: UUID
    version: int
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class LinkRef:
    """Which link a token opens."""

    practice_id: UUID
    appointment_id: UUID
    link_id: UUID


# Where a token opens none: ids that belong to nobody, so that it can be looked for all the same.
NO_LINK: Final = LinkRef(UUID(int=0), UUID(int=0), UUID(int=0))
