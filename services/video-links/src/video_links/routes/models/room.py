from datetime import datetime
from typing import Literal, Self

from pydantic import AwareDatetime, BaseModel

from video_links.domain.activity import ActivityKind
from video_links.domain.call import CallEnd
from video_links.domain.link import DeadReason, LinkLife
from video_links.domain.presence import ClientPresence, Device
from video_links.queries.host_room import HostRoom


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
    """Its moments are told on the session's own clock (RFC 3339, with its offset)."""

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
        call = seen.call
        clock = call.times.on_its_clock
        return cls(
            link=RoomLink.of(call.newest_link),
            opens_at=clock(call.times.opens_at),
            closes_at=clock(call.times.closes_at),
            starts_at=clock(call.times.starts_at),
            ends_at=clock(call.times.ends_at),
            client=call.client_presence(now),
            client_since=call.told.client_since and clock(call.told.client_since),
            device=call.client.device if call.client else None,
            host_present=call.host(now) is not None,
            ended=call.ended,
            activities=[RoomActivity(kind=one.kind, at=clock(one.at), scanner=one.scanner) for one in seen.activities],
        )
