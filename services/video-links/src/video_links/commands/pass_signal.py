from datetime import datetime
from typing import Final
from uuid import UUID

from messaging.database import Connection
from video_links.commands.enter_room import Seat
from video_links.domain.signal import Signal
from video_links.store.calls import is_in_room
from video_links.store.signals import add_signal, count_signals, remove_signal

AT_MOST: Final = 500  # on their way to one page


async def pass_signal(
    connection: Connection, seat: Seat, number: int, payload: str, *, recipient: UUID, now: datetime
) -> bool:
    """Once, however often it is sent; and only to a page of the same room. False where too much is on its way to it: it
    is to be said again when some of that has arrived."""
    if await is_in_room(connection, recipient, seat.appointment_id):
        if await count_signals(connection, recipient) >= AT_MOST:
            return False
        signal = Signal(seat.participant_id, number, payload)
        await add_signal(connection, signal, seat.appointment_id, seat.practice_id, recipient=recipient, now=now)
    return True


async def note_arrival(connection: Connection, seat: Seat, *, sender: UUID, number: int) -> None:
    """The page has what `sender` said to it."""
    await remove_signal(connection, recipient=seat.participant_id, sender=sender, number=number)
