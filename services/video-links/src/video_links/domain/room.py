"""Who is in an appointment's room, and what each side is told of it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, Literal, Self
from uuid import UUID

from video_links.domain.activity import ActivityKind
from video_links.domain.link import DeadReason
from video_links.domain.series import AppointmentStatus

# A page says that it is there each 5 s.
GONE_AFTER: Final = timedelta(seconds=15)

type Role = Literal["client", "host"]
type Device = Literal["phone", "computer"]
type ClientPresence = Literal["absent", "waiting", "in_call", "lost", "left"]
type CallEnd = Literal["concluded", "missed", "abandoned", "expired"]
type ClientState = Literal["waiting", "in_call", "elsewhere", "ended", "expired", "reissued", "cancelled"]

_AFTER: Final[dict[DeadReason, ClientState]] = {
    "abandoned": "ended",
    "cancelled": "cancelled",
    "concluded": "ended",
    "expired": "expired",
    "reissued": "reissued",
}


@dataclass(frozen=True, slots=True)
class Participant:
    """An open page, by an id of its own. A client's came in by a client session, whose link may have died since."""

    id: UUID
    role: Role
    client_session_id: UUID | None
    link_died_of: DeadReason | None
    entered_at: datetime
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class ClientSession:
    """The one browser that has joined and has not been taken over from. `left_at`: for now, it may come back."""

    id: UUID
    device: Device
    admitted_at: datetime | None
    left_at: datetime | None


@dataclass(frozen=True, slots=True)
class Call:
    """As last told to the other services. `version` counts the changes."""

    appointment_id: UUID
    series_id: UUID
    version: int = 0
    client: ClientPresence = "absent"
    client_since: datetime | None = None
    host_present: bool = False
    admitted_at: datetime | None = None
    ended: CallEnd | None = None
    ended_at: datetime | None = None

    def seen(self, client: ClientPresence, *, host_present: bool, now: datetime) -> Self:
        """The next version, by who is there now."""
        since = self.client_since if client == self.client else now
        return replace(self, version=self.version + 1, client=client, client_since=since, host_present=host_present)


@dataclass(frozen=True, slots=True)
class ClientView:
    """`peer` is the host's page, once the client is let in and both are there."""

    state: ClientState
    host: bool = False
    peer: UUID | None = None


@dataclass(frozen=True, slots=True)
class HostView:
    state: Literal["open", "elsewhere", "ended"]
    ended: CallEnd | Literal["cancelled"] | None = None
    client: ClientPresence = "absent"
    client_since: datetime | None = None
    device: Device | None = None
    peer: UUID | None = None


@dataclass(frozen=True, slots=True)
class Room:
    call: Call
    status: AppointmentStatus
    session: ClientSession | None
    participants: Sequence[Participant]

    def host(self, now: datetime) -> Participant | None:
        """The page that was opened last, where there are several."""
        return _newest([one for one in self._there(now) if one.role == "host"])

    def guest(self, now: datetime) -> Participant | None:
        """The client's page: of several in one browser the one that was opened last."""
        if self.session is None:
            return None
        return _newest([one for one in self._there(now) if one.client_session_id == self.session.id])

    def client(self, now: datetime) -> ClientPresence:
        if self.session is None:
            return "absent"
        if self.session.left_at is not None:
            return "left"
        if self.guest(now) is None:
            return "lost" if self.call.client in ("waiting", "in_call", "lost") else "absent"
        return "in_call" if self.session.admitted_at is not None else "waiting"

    def departures(self, roles: Collection[Role], now: datetime) -> list[ActivityKind]:
        """What it means that pages of these roles have gone without a word: nothing, where that side has another."""
        kinds: list[ActivityKind] = []
        if "host" in roles and self.host(now) is None:
            kinds.append("host_left")
        if "client" in roles and self.client(now) == "lost" and self.call.client != "lost":
            kinds.append("lost")
        return kinds

    def seen(self, now: datetime) -> Call:
        return self.call.seen(self.client(now), host_present=self.host(now) is not None, now=now)

    def view(self, participant: Participant, now: datetime) -> ClientView | HostView:
        return self._clients(participant, now) if participant.role == "client" else self._hosts(participant, now)

    def _clients(self, participant: Participant, now: datetime) -> ClientView:
        if self.status == "cancelled":
            return ClientView("cancelled")
        if participant.link_died_of is not None:
            return ClientView("expired" if self.call.ended == "missed" else _AFTER[participant.link_died_of])
        if self.guest(now) != participant or self.session is None:
            return ClientView("elsewhere")
        host = self.host(now)
        if self.session.admitted_at is None:
            return ClientView("waiting", host=host is not None)
        return ClientView("in_call", host=host is not None, peer=host.id if host is not None else None)

    def _hosts(self, participant: Participant, now: datetime) -> HostView:
        if self.status == "cancelled":
            return HostView("ended", ended="cancelled")
        if self.call.ended is not None:
            return HostView("ended", ended=self.call.ended)
        if self.host(now) != participant:
            return HostView("elsewhere")
        guest, client = self.guest(now), self.client(now)
        return HostView(
            "open",
            client=client,
            client_since=self.call.client_since,
            device=self.session.device if self.session is not None else None,
            peer=guest.id if guest is not None and client == "in_call" else None,
        )

    def _there(self, now: datetime) -> list[Participant]:
        return [one for one in self.participants if now - one.seen_at < GONE_AFTER]


def _newest(participants: Sequence[Participant]) -> Participant | None:
    return max(participants, key=lambda one: (one.entered_at, one.id), default=None)
