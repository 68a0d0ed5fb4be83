from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import asyncpg

from booking.domain.practitioner import Practitioner
from booking.errors import (
    PractitionerUnknown,
    UserTaken,
)
from messaging.database import Connection


async def find_practitioner(connection: Connection, practitioner_id: UUID) -> Practitioner:
    """Raises PractitionerUnknown."""
    row = await connection.fetchrow(
        "SELECT id, version, name, subject FROM practitioners WHERE id = $1", practitioner_id
    )
    if row is None:
        raise PractitionerUnknown(f"No practitioner {practitioner_id} in this practice.")
    return Practitioner(**row)


async def several_practitioners(connection: Connection, practitioner_ids: Sequence[UUID]) -> list[Practitioner]:
    """Those that there are."""
    rows = await connection.fetch(
        "SELECT id, version, name, subject FROM practitioners WHERE id = ANY ($1::uuid[]) ORDER BY id", practitioner_ids
    )
    return [Practitioner(**row) for row in rows]


async def all_practitioners(connection: Connection) -> list[Practitioner]:
    """By name."""
    rows = await connection.fetch("SELECT id, version, name, subject FROM practitioners ORDER BY name, id")
    return [Practitioner(**row) for row in rows]


async def lock_practitioner(connection: Connection, practitioner_id: UUID) -> Practitioner:
    """Their diary is this transaction's alone until it ends. Raises PractitionerUnknown."""
    row = await connection.fetchrow(
        "SELECT id, version, name, subject FROM practitioners WHERE id = $1 FOR NO KEY UPDATE", practitioner_id
    )
    if row is None:
        raise PractitionerUnknown(f"No practitioner {practitioner_id} in this practice.")
    return Practitioner(**row)


async def add_practitioner(connection: Connection, practice_id: UUID, new: Practitioner, *, at: datetime) -> None:
    """Raises UserTaken."""
    try:
        await connection.execute(
            """
            INSERT INTO practitioners (practice_id, id, version, name, subject, changed_at)
            VALUES ($1, $2, $3, $4, $5, $6)
            """,
            practice_id,
            new.id,
            new.version,
            new.name,
            new.subject,
            at,
        )
    except asyncpg.UniqueViolationError as error:
        raise UserTaken("Each user is one practitioner at most.") from error
