from uuid import UUID

from uuid_utils.compat import uuid7

from messaging.cause import Cause
from messaging.database import Connection
from notifications import communication_store, store
from notifications.commands.ensure_practice import ensure_practice
from notifications.commands.tell_changes import add_and_tell
from notifications.domain.planning import plan_current_link
from notifications.domain.rule import Trigger
from notifications.installation import Installation


async def mail_link(
    connection: Connection,
    trigger: Trigger,
    *,
    series_id: UUID,
    appointment_id: UUID,
    request_id: UUID,
    generation: int | None,
    cause: Cause,
    installation: Installation,
) -> None:
    """Plan the message that brings an appointment's current link to the contact on file, once a request."""
    now = installation.now()
    await ensure_practice(connection, cause.practice_id, installation)
    if await communication_store.is_announced(connection, request_id):
        return
    planned = plan_current_link(
        await store.rules_of(connection, cause.practice_id),
        trigger,
        series_id=series_id,
        appointment_id=appointment_id,
        request_id=request_id,
        generation=generation,
        asked_at=cause.time,
        now=now,
        new_id=uuid7,
    )
    await add_and_tell(connection, series_id, planned, cause=cause, at=now)
