from uuid import UUID

import asyncpg

from booking.domain.kind import AppointmentKind
from booking.errors import (
    KindNameTaken,
    KindUnknown,
)
from messaging.database import Connection


async def find_kind(connection: Connection, kind_id: UUID) -> AppointmentKind:
    """Raises KindUnknown."""
    row = await connection.fetchrow(
        """
        SELECT id, version, name, video, duration_minutes, buffer_before_minutes, buffer_after_minutes, colour
          FROM appointment_kinds
         WHERE id = $1
        """,
        kind_id,
    )
    if row is None:
        raise KindUnknown(f"No type of appointment {kind_id} in this practice.")
    return AppointmentKind(**row)


async def all_kinds(connection: Connection) -> list[AppointmentKind]:
    """Those with video first."""
    rows = await connection.fetch(
        """
        SELECT id, version, name, video, duration_minutes, buffer_before_minutes, buffer_after_minutes, colour
          FROM appointment_kinds
         ORDER BY video DESC, name
        """
    )
    return [AppointmentKind(**row) for row in rows]


async def add_kind(connection: Connection, practice_id: UUID, new: AppointmentKind) -> None:
    """Raises KindNameTaken."""
    try:
        await connection.execute(
            """
            INSERT INTO appointment_kinds
                   (practice_id, id, version, name, video, duration_minutes, buffer_before_minutes,
                    buffer_after_minutes, colour)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """,
            practice_id,
            new.id,
            new.version,
            new.name,
            new.video,
            new.duration_minutes,
            new.buffer_before_minutes,
            new.buffer_after_minutes,
            new.colour,
        )
    except asyncpg.UniqueViolationError as error:
        raise KindNameTaken(f"It is called {new.name}.") from error
