from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from video_links.domain.presence import Role

TICKET_LIVES: Final = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Ticket:
    """What lets one page into the room, once. `subject` and `name` are the host's, of clients there are
    none."""

    appointment_id: UUID
    role: Role
    client_session_id: UUID | None = None
    subject: str | None = None
    name: str | None = None
