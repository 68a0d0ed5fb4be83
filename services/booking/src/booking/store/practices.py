from datetime import datetime
from uuid import UUID

import asyncpg

from booking.domain.practice import Practice
from booking.errors import (
    PracticeNotFound,
)
from messaging.database import Connection


async def find_practice(connection: Connection, practice_id: UUID) -> Practice:
    """Raises PracticeNotFound."""
    return _practice(
        practice_id,
        await connection.fetchrow(
            """
            SELECT id, version, name, zone, phone, phone_hours, email, changes_told_after FROM practices WHERE id = $1
            """,
            practice_id,
        ),
    )


async def lock_practice(connection: Connection, practice_id: UUID) -> Practice:
    """Raises PracticeNotFound."""
    return _practice(
        practice_id,
        await connection.fetchrow(
            """
            SELECT id, version, name, zone, phone, phone_hours, email, changes_told_after
              FROM practices
             WHERE id = $1
               FOR UPDATE
            """,
            practice_id,
        ),
    )


async def add_practice(connection: Connection, new: Practice, *, at: datetime) -> bool:
    """False where there is a practice with this id, which stays as it is."""
    added = await connection.execute(
        """
        INSERT INTO practices (id, version, name, zone, phone, phone_hours, email, changed_at, changes_told_after)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        ON CONFLICT (id) DO NOTHING
        """,
        new.id,
        new.version,
        new.name,
        new.zone,
        new.phone,
        new.phone_hours,
        new.email,
        at,
        new.changes_told_after,
    )
    return added == "INSERT 0 1"


async def save_practice(connection: Connection, practice: Practice, *, at: datetime) -> None:
    """How it is reached, and the version."""
    await connection.execute(
        "UPDATE practices SET version = $2, phone = $3, phone_hours = $4, email = $5, changed_at = $6 WHERE id = $1",
        practice.id,
        practice.version,
        practice.phone,
        practice.phone_hours,
        practice.email,
        at,
    )


async def save_changes_told_after(connection: Connection, practice: Practice) -> None:
    """How long a client is not told of a change. The caller has locked it."""
    await connection.execute(
        "UPDATE practices SET changes_told_after = $2 WHERE id = $1", practice.id, practice.changes_told_after
    )


def _practice(practice_id: UUID, row: asyncpg.Record | None) -> Practice:
    """Raises PracticeNotFound."""
    if row is None:
        raise PracticeNotFound(f"Make it with `booking practice create --id {practice_id}`.")
    return Practice(**row)
