"""Who of the staff did what, when. What clients do is no entry here; of personal fields stands that they changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, TypeAliasType, get_args
from uuid import UUID

from messaging.actor import Actor
from messaging.database import Connection

REFUSED: Final = "refused"  # in every service, beside its own actions
_NOTHING: Final[Mapping[str, object]] = {}
_EVER: Final = datetime.min.replace(tzinfo=UTC)
_NEWEST: Final = (datetime.max.replace(tzinfo=UTC), UUID(int=2**128 - 1))

# Two, so that each is answered by its index, whatever plan is kept. With the practice named, rows come in its order.
_OF_ALL: Final = """
SELECT id, at, subject, name, action, about, appointment_id, details
  FROM audit_entries
 WHERE practice_id = $1
   AND (at, id) < ($2, $3)
   AND at >= $4
   AND ($5::text IS NULL OR subject = $5)
 ORDER BY at DESC, id DESC
 LIMIT $6
"""
_OF_ONE: Final = """
SELECT id, at, subject, name, action, about, appointment_id, details
  FROM audit_entries
 WHERE practice_id = $1
   AND about = $7
   AND (at, id) < ($2, $3)
   AND at >= $4
   AND ($5::text IS NULL OR subject = $5)
 ORDER BY at DESC, id DESC
 LIMIT $6
"""


class AuditLog[Action: str]:
    """The log of one service, by the closed set of actions that it notes, a Literal: `AuditLog[Action](Action)`."""

    def __init__(self, actions: TypeAliasType) -> None:
        self.actions: Sequence[str] = (*get_args(actions.__value__), REFUSED)

    async def add(
        self,
        connection: Connection,
        action: Action,
        about: UUID,
        *,
        entry_id: UUID,
        by: Actor,
        at: datetime,
        appointment_id: UUID | None = None,
        details: Mapping[str, object] = _NOTHING,
    ) -> None:
        """`about` is the thing that it was done to: a series, a client, a rule. `details` hold no personal data."""
        await _add(connection, action, about, entry_id, by, at, appointment_id, details)


async def add_refusal(
    connection: Connection,
    operation: str,
    why: str,
    *,
    entry_id: UUID,
    by: Actor,
    at: datetime,
    appointment_id: UUID | None,
) -> None:
    """That `by` asked for an operation of the API and was refused by a problem of this code. It is about no thing,
    and so about the practice."""
    details = {"operation": operation, "why": why}
    await _add(connection, REFUSED, by.practice_id, entry_id, by, at, appointment_id, details)


async def _add(
    connection: Connection,
    action: str,
    about: UUID,
    entry_id: UUID,
    by: Actor,
    at: datetime,
    appointment_id: UUID | None,
    details: Mapping[str, object],
) -> None:
    await connection.execute(
        """
        INSERT INTO audit_entries (practice_id, id, at, subject, name, action, about, appointment_id, details)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """,
        by.practice_id,
        entry_id,
        at,
        by.subject,
        by.name,
        action,
        about,
        appointment_id,
        dict(details),
    )


@dataclass(frozen=True, slots=True)
class Entry:
    """`subject` is the identity provider's, `name` what their token said then."""

    id: UUID
    at: datetime
    subject: str
    name: str | None
    action: str
    about: UUID
    appointment_id: UUID | None
    details: Mapping[str, object]


async def entries(
    connection: Connection,
    practice_id: UUID,
    *,
    about: UUID | None = None,
    subject: str | None = None,
    since: datetime | None = None,
    before: UUID | None = None,
    at_most: int,
) -> Sequence[Entry]:
    """The newest first, of one thing or of all, by one person or by all; `before`: those older than this one."""
    last = await _place_of(connection, practice_id, before) if before is not None else _NEWEST
    if last is None:
        return []
    asked = (practice_id, *last, since or _EVER, subject, at_most)
    rows = await (connection.fetch(_OF_ALL, *asked) if about is None else connection.fetch(_OF_ONE, *asked, about))
    return [Entry(**row) for row in rows]


async def _place_of(connection: Connection, practice_id: UUID, entry_id: UUID) -> tuple[datetime, UUID] | None:
    row = await connection.fetchrow(
        "SELECT at, id FROM audit_entries WHERE practice_id = $1 AND id = $2", practice_id, entry_id
    )
    return None if row is None else (row["at"], row["id"])
