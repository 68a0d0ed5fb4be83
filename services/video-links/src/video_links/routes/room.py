"""The host's side of a room. Its socket is at /room/signals."""

from http import HTTPStatus
from uuid import UUID

from fastapi import APIRouter

from messaging.http.documents import problems
from video_links.commands.admit_client import admit_client
from video_links.commands.end_call import conclude_call, record_missed
from video_links.commands.hand_over import hand_over
from video_links.commands.open_room import open_room
from video_links.commands.reissue_link import reissue_link
from video_links.errors import (
    ClientAttended,
    ClientInCall,
    ColleagueHosts,
    NobodyTakesOver,
    NobodyWaits,
    NotBegun,
    NotTheHost,
    RoomClosed,
    RoomUnknown,
)
from video_links.queries.host_room import load_host_room
from video_links.routes.dependencies import Here, Host, Links, Now, Staff
from video_links.routes.models.room import RoomResponse, RoomWish
from video_links.routes.models.ticket import RoomTicket

router = APIRouter(tags=["room"], prefix="/appointments/{appointment_id}")


@router.get("/room", responses=problems(RoomUnknown))
async def get_room(appointment_id: UUID, host: Host, database: Links, here: Here, now: Now) -> RoomResponse:
    """Who is there, and what has happened at the appointment's links, oldest first."""
    async with database.transaction(host.practice_id) as connection:
        seen = await load_host_room(connection, appointment_id, window=here.window)
    return RoomResponse.of(seen, caller=host, now=now)


@router.post("/room", responses=problems(RoomUnknown, RoomClosed, NotTheHost))
async def post_room(
    appointment_id: UUID, host: Host, database: Links, here: Here, now: Now, wish: RoomWish | None = None
) -> RoomTicket:
    """Enter the room as its host: before the time as well, and as long as the link lives. Whoever stands in for the
    session's practitioner waits in it while somebody else hosts."""
    stands_in = wish is not None and wish.stand_in
    async with database.transaction(host.practice_id) as connection:
        ticket = await open_room(connection, appointment_id, stands_in=stands_in, by=host, now=now, installation=here)
    return RoomTicket(ticket=ticket.text)


@router.post(
    "/room/hand-over",
    status_code=HTTPStatus.NO_CONTENT,
    responses=problems(RoomUnknown, NotTheHost, ColleagueHosts, NobodyTakesOver),
)
async def post_hand_over(appointment_id: UUID, host: Host, database: Links, here: Here, now: Now) -> None:
    """Let the colleague host who waits in the room to stand in. The client is asked before they are seen."""
    async with database.transaction(host.practice_id) as connection:
        await hand_over(connection, appointment_id, by=host, now=now, installation=here)


@router.post(
    "/room/admit",
    status_code=HTTPStatus.NO_CONTENT,
    responses=problems(RoomUnknown, NotTheHost, ColleagueHosts, NobodyWaits),
)
async def post_admit(appointment_id: UUID, host: Host, database: Links, here: Here, now: Now) -> None:
    """Let the waiting client in. Where they are to go on with another host than before, they are asked first."""
    async with database.transaction(host.practice_id) as connection:
        await admit_client(connection, appointment_id, by=host, now=now, installation=here)


@router.post(
    "/room/conclude",
    status_code=HTTPStatus.NO_CONTENT,
    responses=problems(RoomUnknown, NotTheHost, ColleagueHosts, RoomClosed),
)
async def post_conclude(appointment_id: UUID, host: Host, database: Links, here: Here, now: Now) -> None:
    """End the call for both. This appointment's link stops working, and no other."""
    async with database.transaction(host.practice_id) as connection:
        await conclude_call(connection, appointment_id, by=host, now=now, installation=here)


@router.post(
    "/room/missed",
    status_code=HTTPStatus.NO_CONTENT,
    responses=problems(RoomUnknown, NotTheHost, ColleagueHosts, RoomClosed, NotBegun, ClientAttended),
)
async def post_missed(appointment_id: UUID, host: Host, database: Links, here: Here, now: Now) -> None:
    """The client did not attend: the link stops working. Refused before the start, and where the client was let in."""
    async with database.transaction(host.practice_id) as connection:
        await record_missed(connection, appointment_id, by=host, now=now, installation=here)


@router.post(
    "/link/reissue",
    status_code=HTTPStatus.NO_CONTENT,
    responses=problems(RoomUnknown, RoomClosed, ClientInCall),
)
async def post_reissue(appointment_id: UUID, staff: Staff, database: Links, here: Here, now: Now) -> None:
    """Mail a new link to the contact on file; the old one stops working at once. Refused while the client is in the
    call."""
    async with database.transaction(staff.practice_id) as connection:
        await reissue_link(connection, appointment_id, by=staff, now=now, installation=here)
