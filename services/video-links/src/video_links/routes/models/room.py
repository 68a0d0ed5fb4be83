from datetime import datetime
from typing import Literal, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict

from messaging.actor import Actor
from video_links.domain.activity import ActivityKind
from video_links.domain.call import CallEnd
from video_links.domain.link import DeadReason, LinkLife
from video_links.domain.presence import ClientPresence, Device
from video_links.domain.views import colleague_of, is_asked
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


class RoomWish(BaseModel):
    """`stand_in`: the caller is not the session's practitioner, and says that they host it in their place."""

    model_config = ConfigDict(extra="forbid")

    stand_in: bool = False


class RoomColleague(BaseModel):
    """As their token named them."""

    name: str | None


class RoomResponse(BaseModel):
    """Its moments are told on the session's own clock (RFC 3339, with its offset).

    `yours`: the caller is the session's practitioner. `has_user`: that one is known to have a user. `hosted_by` is who
    hosts now, though their page may be gone for a moment. `colleague`: where the caller hosts, who waits to stand in;
    else who hosts. `asked`: the client was let in, and has yet to agree to another host than before.
    """

    link: RoomLink
    opens_at: AwareDatetime
    closes_at: AwareDatetime
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    client: ClientPresence
    client_since: AwareDatetime | None
    device: Device | None
    host_present: bool
    yours: bool
    has_user: bool
    hosted_by: Literal["you", "another"] | None
    colleague: RoomColleague | None
    asked: bool
    ended: CallEnd | None
    activities: list[RoomActivity]

    @classmethod
    def of(cls, seen: HostRoom, *, caller: Actor, now: datetime) -> Self:
        call = seen.call
        colleague = colleague_of(call, caller.subject, now)
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
            yours=call.practitioner == caller.subject,
            has_user=call.practitioner is not None,
            hosted_by=None if call.is_free(now) else "you" if call.host_subject == caller.subject else "another",
            colleague=colleague and RoomColleague(name=colleague.name),
            asked=is_asked(call, now),
            ended=call.ended,
            activities=[RoomActivity(kind=one.kind, at=clock(one.at), scanner=one.scanner) for one in seen.activities],
        )
