from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from video_links.domain.presence import Role

TICKET_LIVES: Final = timedelta(seconds=60)
OUTLIVES_TOKEN: Final = timedelta(minutes=5)  # as long a host's socket stays after their token has expired


@dataclass(frozen=True, slots=True)
class Ticket:
    """What lets one page into the room, once. `subject` and `name` are the host's, and `until` is when
    their access token expires; of clients there are none."""

    appointment_id: UUID
    role: Role
    client_session_id: UUID | None = None
    subject: str | None = None
    name: str | None = None
    until: datetime | None = None
