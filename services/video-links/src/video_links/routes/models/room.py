from datetime import datetime
from typing import Literal, Self

from pydantic import AwareDatetime, BaseModel

from video_links.domain.activity import ActivityKind
from video_links.domain.link import DeadReason
from video_links.domain.meeting import LinkLife
from video_links.domain.room import CallEnd, ClientPresence, Device
from video_links.domain.ticket import TICKET_LIVES
from video_links.queries.host_room import HostRoom


class HostTicket(BaseModel):
    """Lets one page into the room, once, within `expires_in` seconds."""

    ticket: str
    expires_in: int = int(TICKET_LIVES.total_seconds())


class RoomLink(BaseModel):
    """The newest. `none`: the appointment has no video link, or not yet."""

    state: Literal["none", "live", "dead"]
    reason: DeadReason | None = None
    generation: int | None = None

    @classmethod
    def of(cls, link: LinkLife | None) -> Self:
        if link is None:
            return cls(state="none")
        return cls(state="dead" if link.dead else "live", reason=link.dead, generation=link.generation)


class RoomActivity(BaseModel):
    """`scanner`: it looked like a program and not like a person."""

    kind: ActivityKind
    at: AwareDatetime
    scanner: bool


class RoomResponse(BaseModel):
    link: RoomLink
    opens_at: AwareDatetime
    closes_at: AwareDatetime
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    client: ClientPresence
    client_since: AwareDatetime | None
    device: Device | None
    host_present: bool
    ended: CallEnd | None
    activities: list[RoomActivity]

    @classmethod
    def of(cls, seen: HostRoom, *, now: datetime) -> Self:
        meeting, room = seen.meeting, seen.room
        return cls(
            link=RoomLink.of(meeting.newest),
            opens_at=meeting.times.opens_at,
            closes_at=meeting.times.closes_at,
            starts_at=meeting.times.starts_at,
            ends_at=meeting.times.ends_at,
            client=room.client(now),
            client_since=room.call.client_since,
            device=meeting.client.device if meeting.client else None,
            host_present=meeting.host_present,
            ended=meeting.ended,
            activities=[RoomActivity(kind=one.kind, at=one.at, scanner=one.scanner) for one in seen.activities],
        )
