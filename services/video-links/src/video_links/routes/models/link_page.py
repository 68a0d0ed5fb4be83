from pydantic import BaseModel, ConfigDict

from video_links.domain.ticket import TICKET_LIVES


class Joining(BaseModel):
    """`take_over`: whoever else has joined by this link leaves."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    take_over: bool = False


class TicketResponse(BaseModel):
    """Lets one page into the room, once, within `expires_in` seconds."""

    ticket: str
    expires_in: int = int(TICKET_LIVES.total_seconds())
