from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from messaging.database import Connection
from video_links.domain.signal import Signal
from video_links.store.calls import CHANNEL


async def add_signal(
    connection: Connection,
    signal: Signal,
    appointment_id: UUID,
    practice_id: UUID,
    *,
    recipient: UUID,
    now: datetime,
) -> None:
    """Once, however often it is sent; and wake the room."""
    await connection.execute(
        """
        WITH added AS (
            INSERT INTO signals (sender, number, practice_id, appointment_id, recipient, payload, sent_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT DO NOTHING
        )
        SELECT pg_notify($8, $4::text)
        """,
        signal.sender,
        signal.number,
        practice_id,
        appointment_id,
        recipient,
        signal.payload,
        now,
        CHANNEL,
    )


async def signals_for(connection: Connection, participant_id: UUID) -> Sequence[Signal]:
    """What has not arrived, in the order in which each sender said it."""
    rows = await connection.fetch(
        """
        SELECT sender, number, payload
          FROM signals
         WHERE recipient = $1
         ORDER BY sender, number
        """,
        participant_id,
    )
    return [Signal(**row) for row in rows]


async def remove_signal(connection: Connection, *, recipient: UUID, sender: UUID, number: int) -> None:
    await connection.execute(
        "DELETE FROM signals WHERE recipient = $1 AND sender = $2 AND number = $3",
        recipient,
        sender,
        number,
    )


async def remove_old_signals(connection: Connection, *, sent_before: datetime) -> None:
    await connection.execute("DELETE FROM signals WHERE sent_at <= $1", sent_before)
