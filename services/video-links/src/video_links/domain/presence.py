"""Who has joined, and which pages are open."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal
from uuid import UUID

# A page says that it is there each 5 s.
GONE_AFTER: Final = timedelta(seconds=15)

type Role = Literal["client", "host"]
type Device = Literal["phone", "computer"]
type ClientPresence = Literal["absent", "waiting", "in_call", "lost", "left"]


@dataclass(frozen=True, slots=True)
class Client:
    """The one browser that has joined by a link and has not been taken over from: the one whose cookie has this
    SHA-256. `left_at`: for now, it may come back.

    `agreed` is the one subject of the staff's to whom its camera and microphone go; None: nobody has let it in, or the
    room's practitioner has no user. `asked` is the subject that has let it in and waits for its word.
    """

    id: UUID
    link_id: UUID
    browser: bytes
    device: Device
    began_at: datetime
    admitted_at: datetime | None = None
    left_at: datetime | None = None
    agreed: str | None = None
    asked: str | None = None


@dataclass(frozen=True, slots=True)
class Participant:
    """An open page, by an id of its own and its newest socket. A client's came in as a client, by a link: either may
    have ended since. A host's has the subject and the name that their token said."""

    id: UUID
    role: Role
    socket: UUID
    entered_at: datetime
    seen_at: datetime
    client_session_id: UUID | None = None
    link_id: UUID | None = None
    subject: str | None = None
    name: str | None = None

    def gone(self, now: datetime) -> bool:
        return now - self.seen_at >= GONE_AFTER


@dataclass(frozen=True, slots=True)
class Presence:
    """Who is there, as the other services are told. `client_since`: since when it has been so with the client."""

    client: ClientPresence = "absent"
    client_since: datetime | None = None
    host: bool = False


NOBODY: Final = Presence()


def newest(participants: Iterable[Participant]) -> Participant | None:
    """Of several pages of one side the one that was opened last counts."""
    return max(participants, key=lambda one: (one.entered_at, one.id), default=None)
