from datetime import datetime
from uuid import UUID

from messaging.database import Connection
from video_links.commands.enter_room import Seat
from video_links.domain.signal import Signal
from video_links.store.calls import is_in_room
from video_links.store.signals import add_signal, remove_signal


async def pass_signal(
    connection: Connection, seat: Seat, number: int, payload: str, *, recipient: UUID, now: datetime
) -> None:
    """Once, however often it is sent; and only to a page of the same room."""
    if await is_in_room(connection, recipient, seat.appointment_id):
        signal = Signal(seat.participant_id, number, payload)
        await add_signal(connection, signal, seat.appointment_id, seat.practice_id, recipient=recipient, now=now)


async def note_arrival(connection: Connection, seat: Seat, *, sender: UUID, number: int) -> None:
    """The page has what `sender` said to it."""
    await remove_signal(connection, recipient=seat.participant_id, sender=sender, number=number)
