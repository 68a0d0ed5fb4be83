from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from messaging.database import Connection
from video_links.domain.activity import Activity
from video_links.domain.appointment_times import Window
from video_links.domain.meeting import Meeting
from video_links.domain.room import Room
from video_links.queries.meeting import load_meeting
from video_links.queries.room import load_room
from video_links.store.activities import last_activities


@dataclass(frozen=True, slots=True)
class HostRoom:
    """An appointment's room as its host sees it: who is there, and what has happened at its links, oldest first."""

    meeting: Meeting
    room: Room
    activities: Sequence[Activity]


async def load_host_room(connection: Connection, appointment_id: UUID, *, window: Window, now: datetime) -> HostRoom:
    """Raises RoomUnknown."""
    return HostRoom(
        meeting=await load_meeting(connection, appointment_id, window=window, now=now),
        room=await load_room(connection, appointment_id),
        activities=await last_activities(connection, appointment_id),
    )
