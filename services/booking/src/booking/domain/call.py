"""The room of a video session, as video-links says."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from messaging.version import Version

type ClientPresence = Literal["absent", "waiting", "in_call", "lost", "left"]
type CallEnd = Literal["concluded", "missed", "abandoned", "expired"]
type ActivityKind = Literal[
    "opened",
    "joined",
    "rejoined",
    "taken_over",
    "admitted",
    "left",
    "lost",
    "host_entered",
    "host_left",
    "concluded",
    "missed",
    "abandoned",
    "expired",
    "reissued",
    "requested",
]
type Attendance = Literal["attended", "missed"]


@dataclass(frozen=True, slots=True)
class Call:
    """How it stands there. `client_since` is when the client's presence became what it is."""

    version: Version
    client: ClientPresence
    client_since: datetime | None
    host_present: bool
    ended: CallEnd | None
    ended_at: datetime | None

    @property
    def attendance(self) -> Attendance | None:
        """What the host has said of it. Of a session that nobody concluded, nothing is known."""
        match self.ended:
            case "concluded":
                return "attended"
            case "missed":
                return "missed"
            case _:
                return None

    def looks_like(self, other: "Call") -> bool:
        """Whether a diary shows them the same."""
        return (self.client, self.client_since, self.host_present, self.ended) == (
            other.client,
            other.client_since,
            other.host_present,
            other.ended,
        )


EMPTY_ROOM = Call(Version(0, 0), client="absent", client_since=None, host_present=False, ended=None, ended_at=None)


@dataclass(frozen=True, slots=True)
class Activity:
    """One thing that happened at a link or in its room. `scanner`: it looked like a program and not like a person."""

    id: UUID
    kind: ActivityKind
    at: datetime
    scanner: bool
