from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from messaging.database import Connection
from video_links.domain.activity import Activity
from video_links.domain.appointment_times import Window
from video_links.domain.call import Call
from video_links.queries.call import load_call
from video_links.store.calls import first_and_last_activities


@dataclass(frozen=True, slots=True)
class HostRoom:
    """An appointment's room as its host sees it: the call, and what has happened at its links, oldest first."""

    call: Call
    activities: Sequence[Activity]


async def load_host_room(connection: Connection, appointment_id: UUID, *, window: Window) -> HostRoom:
    """Raises RoomUnknown."""
    return HostRoom(
        call=await load_call(connection, appointment_id, window=window),
        activities=await first_and_last_activities(connection, appointment_id),
    )
