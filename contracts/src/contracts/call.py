from typing import ClassVar, Literal
from uuid import UUID

from pydantic import AwareDatetime

from contracts.event import Event, State
from contracts.topics import VIDEO_LINKS_EVENTS

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


class Call(State):
    """How it stands in a video appointment's room. `version` counts its changes; 0: nobody has been there.

    `client_since` is when the client's presence became what it is. `ended`: the host concluded, or said that the client
    did not attend; or nobody did until the link's time had passed, after a call (abandoned) or without one (expired).
    """

    appointment_id: UUID
    series_id: UUID
    version: int
    client: ClientPresence = "absent"
    client_since: AwareDatetime | None = None
    host_present: bool = False
    ended: CallEnd | None = None
    ended_at: AwareDatetime | None = None


class Activity(State):
    """One thing that happened at a link or in its room. `scanner`: it looked like a program and not like a person."""

    id: UUID
    kind: ActivityKind
    at: AwareDatetime
    generation: int | None = None
    scanner: bool = False


class CallActivity(Event):
    """What happened, and how it stands since then. An activity is kept once, by its id."""

    type: ClassVar = "call.activity.v1"
    topic: ClassVar = VIDEO_LINKS_EVENTS

    call: Call
    activities: list[Activity]

    @property
    def subject(self) -> UUID:
        return self.call.series_id


class LinkRequested(Event):
    """An appointment's current link is to be mailed to the contact on file. Its message is unique by `request_id`.

    `cause`: the client asked on a link's page, or staff replaced the link by a new one. `generation` is the link's by
    then: its message waits until that one is known, since an older link would be dead on arrival.
    """

    type: ClassVar = "link.requested.v1"
    topic: ClassVar = VIDEO_LINKS_EVENTS

    series_id: UUID
    appointment_id: UUID
    request_id: UUID
    cause: Literal["client", "reissued"]
    generation: int | None = None

    @property
    def subject(self) -> UUID:
        return self.series_id
