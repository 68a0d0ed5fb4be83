from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from messaging.cause import Cause
from messaging.database import Connection
from notifications.commands.tell_changes import add_and_tell
from notifications.domain.planning import plan_cancellation
from notifications.domain.series import Series
from notifications.installation import Installation
from notifications.store.communications import is_announced, may_know
from notifications.store.rules import rules_of


async def announce_cancellation(
    connection: Connection,
    series: Series,
    *,
    change_id: UUID,
    cancelled: Sequence[UUID],
    cause: Cause,
    now: datetime,
    installation: Installation,
) -> None:
    """Plan the message that these appointments are cancelled, once a change, whichever version of the series is known
    by now. The caller has kept the series."""
    if await is_announced(connection, change_id):
        return
    planned = plan_cancellation(
        series,
        await rules_of(connection, cause.practice_id),
        change_id=change_id,
        cancelled=cancelled,
        cancelled_at=cause.time,
        may_know=await may_know(connection, series.id, before=series.version),
        now=now,
        new_id=installation.new_id,
    )
    await add_and_tell(connection, series.id, planned, cause=cause, now=now, installation=installation)
