"""The host's side of a room. Its socket is at /room/signals."""

import secrets
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel
from uuid_utils.compat import uuid7

from video_links.calls import TICKET_LIVES
from video_links.commands.open_room import open_room
from video_links.routes.dependencies import Here, Host, Links, Now

router = APIRouter(tags=["room"])


class HostTicket(BaseModel):
    """Lets one page into the room, once, within `expires_in` seconds."""

    ticket: str
    expires_in: int = int(TICKET_LIVES.total_seconds())


@router.post("/appointments/{appointment_id}/room")
async def post_room(appointment_id: UUID, host: Host, database: Links, here: Here, now: Now) -> HostTicket:
    """Enter the room as its host: before the time as well, and as long as the link lives."""
    async with database.transaction(host.practice_id) as connection:
        ticket = await open_room(
            connection,
            appointment_id,
            window=here.window,
            random_bytes=secrets.token_bytes,
            new_id=uuid7,
            by=host,
            now=now,
        )
    return HostTicket(ticket=ticket.text)
