"""The host's side of a room. Its socket is at /room/signals."""

from http import HTTPStatus
from typing import Literal, Self
from uuid import UUID

from fastapi import APIRouter
from pydantic import AwareDatetime, BaseModel

from video_links import meetings, room_store, views
from video_links.commands.admit_client import admit_client
from video_links.commands.end_meeting import conclude_call, record_missed
from video_links.commands.open_room import open_room
from video_links.commands.reissue_link import reissue_link
from video_links.domain.activity import ActivityKind
from video_links.domain.link import DeadReason
from video_links.domain.meeting import Meeting
from video_links.domain.room import CallEnd, ClientPresence, Device
from video_links.meetings import TICKET_LIVES
from video_links.routes.dependencies import Here, Host, Links, Now, Staff

router = APIRouter(tags=["room"], prefix="/appointments/{appointment_id}")


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
    def of(cls, meeting: Meeting) -> Self:
        link = meeting.newest
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


@router.get("/room")
async def get_room(appointment_id: UUID, host: Host, database: Links, here: Here, now: Now) -> RoomResponse:
    """Who is there, and what has happened at the appointment's links, oldest first."""
    async with database.transaction(host.practice_id) as connection:
        meeting = await meetings.load_meeting(connection, appointment_id, window=here.making.window, now=now)
        room = await room_store.room(connection, appointment_id)
        activities = await views.activities(connection, appointment_id)
    return RoomResponse(
        link=RoomLink.of(meeting),
        opens_at=meeting.times.opens_at,
        closes_at=meeting.times.closes_at,
        starts_at=meeting.times.starts_at,
        ends_at=meeting.times.ends_at,
        client=room.client(now),
        client_since=room.call.client_since,
        device=meeting.client.device if meeting.client else None,
        host_present=meeting.host_present,
        ended=meeting.ended,
        activities=[RoomActivity(kind=one.kind, at=one.at, scanner=one.scanner) for one in activities],
    )


@router.post("/room")
async def post_room(appointment_id: UUID, host: Host, database: Links, here: Here, now: Now) -> HostTicket:
    """Enter the room as its host: before the time as well, and as long as the link lives."""
    async with database.transaction(host.practice_id) as connection:
        ticket = await open_room(connection, appointment_id, here.making, by=host, now=now)
    return HostTicket(ticket=ticket.text)


@router.post("/room/admit", status_code=HTTPStatus.NO_CONTENT)
async def post_admit(appointment_id: UUID, host: Host, database: Links, here: Here, now: Now) -> None:
    """Let the waiting client in."""
    async with database.transaction(host.practice_id) as connection:
        await admit_client(connection, appointment_id, here.making, by=host, now=now)


@router.post("/room/conclude", status_code=HTTPStatus.NO_CONTENT)
async def post_conclude(appointment_id: UUID, host: Host, database: Links, here: Here, now: Now) -> None:
    """End the call for both. This appointment's link stops working, and no other."""
    async with database.transaction(host.practice_id) as connection:
        await conclude_call(connection, appointment_id, here.making, by=host, now=now)


@router.post("/room/missed", status_code=HTTPStatus.NO_CONTENT)
async def post_missed(appointment_id: UUID, host: Host, database: Links, here: Here, now: Now) -> None:
    """The client did not attend: the link stops working. Refused where the client was let in."""
    async with database.transaction(host.practice_id) as connection:
        await record_missed(connection, appointment_id, here.making, by=host, now=now)


@router.post("/link/reissue", status_code=HTTPStatus.NO_CONTENT)
async def post_reissue(appointment_id: UUID, staff: Staff, database: Links, here: Here, now: Now) -> None:
    """Mail a new link to the contact on file; the old one stops working at once. Refused while the client is in the
    call."""
    async with database.transaction(staff.practice_id) as connection:
        await reissue_link(connection, appointment_id, here.making, by=staff, now=now)
