"""Who of the staff did what, when. What clients do is no entry here; of personal fields stands that they changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeAliasType, get_args
from uuid import UUID

from messaging.actor import Actor
from messaging.database import Connection

_NOTHING: Final[Mapping[str, object]] = {}


class AuditLog[Action: str]:
    """The log of one service, by the closed set of actions that it notes, a Literal: `AuditLog[Action](Action)`."""

    def __init__(self, actions: TypeAliasType) -> None:
        self.actions: Sequence[str] = get_args(actions.__value__)

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
    *,
    about: UUID | None = None,
    subject: str | None = None,
    since: datetime | None = None,
    before: UUID | None = None,
    at_most: int,
) -> Sequence[Entry]:
    """The newest first, of one thing or of all, by one person or by all; `before`: those older than this one."""
    rows = await connection.fetch(
        """
        SELECT id, at, subject, name, action, about, appointment_id, details
          FROM audit_entries
         WHERE ($1::uuid IS NULL OR about = $1)
           AND ($2::text IS NULL OR subject = $2)
           AND ($3::timestamptz IS NULL OR at >= $3)
           AND ($4::uuid IS NULL OR (at, id) < (SELECT at, id FROM audit_entries WHERE id = $4))
         ORDER BY at DESC, id DESC
         LIMIT $5
        """,
        about,
        subject,
        since,
        before,
        at_most,
    )
    return [Entry(**row) for row in rows]
