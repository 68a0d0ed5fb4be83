from datetime import datetime
from uuid import UUID

from messaging.cause import Cause
from messaging.database import Connection
from notifications.commands.ensure_practice import ensure_practice
from notifications.commands.tell_changes import add_and_tell
from notifications.domain.planning import plan_current_link
from notifications.domain.rule import Trigger
from notifications.installation import Installation
from notifications.store.communications import is_announced
from notifications.store.rules import rules_of


async def mail_link(
    connection: Connection,
    trigger: Trigger,
    *,
    series_id: UUID,
    appointment_id: UUID,
    request_id: UUID,
    generation: int | None,
    cause: Cause,
    now: datetime,
    installation: Installation,
) -> None:
    """Plan the message that brings an appointment's current link to the contact on file, once a request."""
    await ensure_practice(connection, cause.practice_id, installation=installation)
    if await is_announced(connection, request_id):
        return
    planned = plan_current_link(
        await rules_of(connection, cause.practice_id),
        trigger,
        series_id=series_id,
        appointment_id=appointment_id,
        request_id=request_id,
        generation=generation,
        asked_at=cause.time,
        now=now,
        new_id=installation.new_id,
    )
    await add_and_tell(connection, series_id, planned, cause=cause, now=now, installation=installation)
