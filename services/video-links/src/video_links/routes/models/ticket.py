from pydantic import BaseModel

from video_links.domain.ticket import TICKET_LIVES


class RoomTicket(BaseModel):
    """Lets one page into the room, once, within `expires_in` seconds."""

    ticket: str
    expires_in: int = int(TICKET_LIVES.total_seconds())
