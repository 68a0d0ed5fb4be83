"""What each side of a call is told of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal
from uuid import UUID

from video_links.domain.call import Call, CallEnd
from video_links.domain.link import LinkEnd
from video_links.domain.presence import ClientPresence, Device, Participant

type ClientState = Literal[
    "waiting",
    "asked",
    "in_call",
    "left",
    "other_window",
    "elsewhere",
    "ended",
    "expired",
    "missed",
    "reissued",
    "cancelled",
]

_AFTER: Final[dict[LinkEnd, ClientState]] = {
    "abandoned": "ended",
    "cancelled": "cancelled",
    "concluded": "ended",
    "expired": "expired",
    "missed": "missed",
    "reissued": "reissued",
}


@dataclass(frozen=True, slots=True)
class ClientView:
    """`peer` is the host's page, once the client is let in and both are there. `elsewhere`: another browser has joined;
    `other_window`: another page of the same one; `left`: the same one, by another page of it.

    `asked`: somebody else than before would host, by this name and the page `asks`; their picture and sound come once
    the client agrees.
    """

    state: ClientState
    host: bool = False
    peer: UUID | None = None
    asks: UUID | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody else of the staff; None: their token has no name."""

    name: str | None


@dataclass(frozen=True, slots=True)
class HostView:
    """`waits`: a colleague hosts. `colleague` is who waits to stand in, or for who waits, who hosts; None: nobody.
    `asked`: the client has been let in, and has yet to agree to another host than before."""

    state: Literal["open", "waits", "elsewhere", "ended"]
    ended: CallEnd | Literal["cancelled"] | None = None
    client: ClientPresence = "absent"
    client_since: datetime | None = None
    device: Device | None = None
    peer: UUID | None = None
    asked: bool = False
    colleague: Colleague | None = None


def view_of(call: Call, participant: Participant, now: datetime) -> ClientView | HostView:
    """What this page is told."""
    return _clients(call, participant, now) if participant.role == "client" else _hosts(call, participant, now)


def is_asked(call: Call, now: datetime) -> bool:
    """Whether the client has yet to say yes to who hosts."""
    host = call.host(now)
    return (
        call.client is not None
        and call.client.admitted_at is None
        and call.client.asked is not None
        and host is not None
        and host.subject == call.client.asked
    )


def colleague_of(call: Call, subject: str | None, now: datetime) -> Colleague | None:
    """Of who hosts, who waits to stand in; of anybody else, who hosts."""
    other = call.next_host(now) if subject == call.host_subject else call.host(now)
    return Colleague(other.name) if other is not None else None


def _clients(call: Call, participant: Participant, now: datetime) -> ClientView:
    if call.times.status == "cancelled":
        return ClientView("cancelled")
    died_of = call.end_of(participant.link_id) if participant.link_id is not None else None
    if died_of is not None:
        return ClientView(_AFTER[died_of])
    if call.client is None or call.client.id != participant.client_session_id:
        return ClientView("elsewhere")
    if call.guest(now) != participant:
        return ClientView("other_window" if call.client.left_at is None else "left")
    host = call.host(now)
    if host is not None and is_asked(call, now):
        return ClientView("asked", host=True, asks=host.id, name=host.name)
    if call.client.admitted_at is None:
        return ClientView("waiting", host=host is not None)
    return ClientView("in_call", host=host is not None, peer=host.id if host is not None else None)


def _hosts(call: Call, participant: Participant, now: datetime) -> HostView:
    if call.times.status == "cancelled":
        return HostView("ended", ended="cancelled")
    if call.ended is not None:
        return HostView("ended", ended=call.ended)
    waits = participant.subject != call.host_subject
    if not waits and call.host(now) != participant:
        return HostView("elsewhere")
    guest, client = call.guest(now), call.client_presence(now)
    return HostView(
        "waits" if waits else "open",
        client=client,
        client_since=call.told.client_since,
        device=call.client.device if call.client is not None else None,
        peer=guest.id if guest is not None and client == "in_call" and not waits else None,
        asked=is_asked(call, now),
        colleague=colleague_of(call, participant.subject, now),
    )
