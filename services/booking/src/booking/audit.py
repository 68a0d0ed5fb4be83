"""Which of the staff's acts are noted; and the names of those who act."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, Literal
from uuid import UUID

from booking.domain.finding import FindingCode
from messaging.actor import Actor
from messaging.audit import AuditLog
from messaging.database import Connection

type Action = Literal[
    "practice_created",
    "practice_changed",
    "practitioner_added",
    "client_added",
    "kind_added",
    "series_booked",
    "link_shown",
    "attended",
    "missed",
    "cancelled",
    "cancelled_untold",
    "moved",
    "moved_untold",
    "rezoned",
    "undone",
]

LOG: Final = AuditLog[Action](Action)


async def add(
    connection: Connection,
    action: Action,
    about: UUID,
    *,
    entry_id: UUID,
    by: Actor,
    at: datetime,
    appointment_id: UUID | None = None,
    appointments: int | None = None,
    accepted: Sequence[FindingCode] = (),
    moved: tuple[datetime, datetime] | None = None,
) -> None:
    """`appointments`: how many it was about, from the appointment on. `accepted`: what spoke against what was booked.
    `moved`: from which local start to which.

    Call it last in its transaction: a new name of somebody who acts makes others who note it wait.
    """
    await LOG.add(
        connection,
        action,
        about,
        entry_id=entry_id,
        by=by,
        at=at,
        appointment_id=appointment_id,
        details=({} if appointments is None else {"appointments": appointments})
        | ({"accepted": list(accepted)} if accepted else {})
        | ({} if moved is None else {"from": moved[0].isoformat(), "to": moved[1].isoformat()}),
    )
    if by.name is None:
        return
    await connection.execute(
        """
        INSERT INTO staff (practice_id, subject, name)
        SELECT $1, $2, $3
         WHERE NOT EXISTS (SELECT FROM staff WHERE practice_id = $1 AND subject = $2 AND name = $3)
        ON CONFLICT (practice_id, subject) DO UPDATE SET name = excluded.name
        """,
        by.practice_id,
        by.subject,
        by.name,
    )
