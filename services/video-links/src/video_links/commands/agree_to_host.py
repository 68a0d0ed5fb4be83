from datetime import datetime
from uuid import UUID

from messaging.database import Connection
from video_links.commands.admit_client import let_in
from video_links.commands.enter_room import Seat
from video_links.commands.lock_call import lock_call
from video_links.commands.save_call import save_call
from video_links.installation import Installation


async def agree_to_host(
    connection: Connection, seat: Seat, host_id: UUID, *, now: datetime, installation: Installation
) -> None:
    """The client goes on with who asks, by their page `host_id`. Where nobody asks by that one any more, nothing is."""
    before = await lock_call(connection, seat.appointment_id, seat.practice_id, window=installation.window)
    after = before.agree(seat.participant_id, host_id, now=now)
    if after == before:
        return
    came = let_in(before, after, now, installation)
    await save_call(connection, before, after, *came, by=seat.by, now=now, installation=installation)
