from datetime import datetime
from uuid import UUID

from messaging.database import Connection
from video_links.domain.appointment_times import Window
from video_links.domain.meeting import Meeting
from video_links.projections.series import series_of
from video_links.queries.meeting import load_meeting
from video_links.store.calls import add_call, lock_call


async def lock_room(connection: Connection, appointment_id: UUID, practice_id: UUID) -> None:
    """The appointment's room and links are this transaction's alone until it ends. Raises RoomUnknown."""
    if not await lock_call(connection, appointment_id):
        series_id = await series_of(connection, appointment_id)
        await add_call(connection, appointment_id, series_id, practice_id)


async def lock_meeting(
    connection: Connection, appointment_id: UUID, practice_id: UUID, *, window: Window, now: datetime
) -> Meeting:
    """As `lock_room`, and how it stands there."""
    await lock_room(connection, appointment_id, practice_id)
    return await load_meeting(connection, appointment_id, window=window, now=now)
