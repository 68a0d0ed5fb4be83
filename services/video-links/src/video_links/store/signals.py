from collections.abc import Collection, Sequence
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


async def signals_for(
    connection: Connection, participant_id: UUID, *, beside: Collection[tuple[UUID, int]]
) -> Sequence[Signal]:
    """What has not arrived, in the order in which each sender said it; what is on its way, `beside` it, is not read
    again."""
    rows = await connection.fetch(
        """
        SELECT sender, number, payload
          FROM signals
         WHERE recipient = $1
           AND (sender, number) NOT IN (SELECT * FROM unnest($2::uuid[], $3::integer[]))
         ORDER BY sender, number
        """,
        participant_id,
        [sender for sender, _ in beside],
        [number for _, number in beside],
    )
    return [Signal(**row) for row in rows]


async def count_signals(connection: Connection, participant_id: UUID) -> int:
    """How many are on their way to it."""
    count: int = await connection.fetchval("SELECT count(*) FROM signals WHERE recipient = $1", participant_id)
    return count


async def remove_signal(connection: Connection, *, recipient: UUID, sender: UUID, number: int) -> None:
    await connection.execute(
        "DELETE FROM signals WHERE recipient = $1 AND sender = $2 AND number = $3",
        recipient,
        sender,
        number,
    )


async def remove_old_signals(connection: Connection, *, sent_before: datetime) -> None:
    await connection.execute("DELETE FROM signals WHERE sent_at <= $1", sent_before)
