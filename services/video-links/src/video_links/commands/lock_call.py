from collections.abc import Sequence
from uuid import UUID

from messaging.database import Connection
from video_links.domain.appointment_times import Window
from video_links.domain.call import Call
from video_links.errors import RoomUnknown
from video_links.queries.call import load_calls
from video_links.store.calls import add_calls
from video_links.store.calls import lock_calls as lock_known


async def lock_call(connection: Connection, appointment_id: UUID, practice_id: UUID, *, window: Window) -> Call:
    """The appointment's call and links are this transaction's alone until it ends. Raises RoomUnknown."""
    calls = await lock_calls(connection, [appointment_id], practice_id, window=window)
    if not calls:
        raise RoomUnknown(f"No video appointment {appointment_id} in this practice.")
    return calls[0]


async def lock_calls(
    connection: Connection, appointment_ids: Sequence[UUID], practice_id: UUID, *, window: Window
) -> list[Call]:
    """Of those appointments that there are. They are read when they are locked, since a statement sees what was so when
    it began to wait."""
    known = await lock_known(connection, appointment_ids)
    calls = await load_calls(connection, appointment_ids, window=window)
    new = [call for call in calls if call.appointment_id not in known]
    if new and not await add_calls(connection, new, practice_id):
        await lock_known(connection, appointment_ids)
        return await load_calls(connection, appointment_ids, window=window)
    return calls
