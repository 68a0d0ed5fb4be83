"""Who did what, when."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from messaging.actor import Actor
from messaging.database import Connection

type Action = Literal["room_opened", "client_admitted", "call_concluded", "client_missed", "link_reissued"]


async def add(
    connection: Connection, action: Action, appointment_id: UUID, *, by: Actor, at: datetime, entry_id: UUID
) -> None:
    await connection.execute(
        """
        INSERT INTO audit_log (id, practice_id, at, subject, action, appointment_id)
        VALUES ($1, $2, $3, $4, $5, $6)
        """,
        entry_id,
        by.practice_id,
        at,
        by.subject,
        action,
        appointment_id,
    )
