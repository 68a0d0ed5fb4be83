from datetime import datetime

from messaging.database import Connection
from video_links.commands.enter_room import Seat
from video_links.commands.lock_call import lock_call
from video_links.commands.save_call import save_call
from video_links.domain.activity import Activity
from video_links.installation import Installation


async def take_place(connection: Connection, seat: Seat, *, now: datetime, installation: Installation) -> None:
    """Who stands in hosts, once who was there has gone; until then nothing changes."""
    before = await lock_call(connection, seat.appointment_id, seat.practice_id, window=installation.window)
    after = before.take_place(seat.participant_id, now=now)
    if after == before:
        return
    entered = Activity(installation.new_id(), "host_entered", now)
    await save_call(connection, before, after, entered, by=seat.by, now=now, installation=installation)
