from collections.abc import Sequence
from uuid import UUID

from uuid_utils.compat import uuid7

from messaging.cause import Cause
from messaging.database import Connection
from notifications import communication_store, store
from notifications.commands.tell_changes import add_and_tell
from notifications.domain.planning import plan_cancellation
from notifications.domain.series import Series
from notifications.installation import Installation


async def announce_cancellation(
    connection: Connection,
    series: Series,
    *,
    change_id: UUID,
    cancelled: Sequence[UUID],
    cause: Cause,
    installation: Installation,
) -> None:
    """Plan the message that these sessions are cancelled, once a change, whichever version of the series is known by
    now. The caller has kept the series."""
    if await communication_store.is_announced(connection, change_id):
        return
    now = installation.now()
    planned = plan_cancellation(
        series,
        await store.rules_of(connection, cause.practice_id),
        change_id=change_id,
        cancelled=cancelled,
        cancelled_at=cause.time,
        may_know=await communication_store.may_know(connection, series.id, before=series.version),
        now=now,
        new_id=uuid7,
    )
    await add_and_tell(connection, series.id, planned, cause=cause, at=now)
