from uuid import UUID

from uuid_utils.compat import uuid7

from messaging.cause import Cause
from messaging.database import Connection
from notifications import communication_store, store
from notifications.commands.ensure_practice import ensure_practice
from notifications.commands.tell_changes import add_and_tell
from notifications.domain.communication import Communication
from notifications.domain.planning import plan_confirmation, plan_reminders, told_of
from notifications.domain.series import Series
from notifications.installation import Installation


async def announce_series(
    connection: Connection, series: Series, *, change_id: UUID, cause: Cause, installation: Installation
) -> None:
    """Keep a booked series and plan its messages.

    What is planned for the state depends on the state's version, what is told of the change on the change alone.
    """
    now = installation.now()
    await ensure_practice(connection, cause.practice_id, installation)
    is_newer = await store.save_series(connection, cause.practice_id, series, keys=installation.keys)
    rules = await store.rules_of(connection, cause.practice_id)
    planned: list[Communication] = []
    if not await communication_store.is_announced(connection, change_id):
        planned += plan_confirmation(series, rules, change_id=change_id, booked_at=cause.time, now=now, new_id=uuid7)
    if is_newer:
        told = told_of(planned, series, now)
        planned += plan_reminders(series, rules, told_of=told, now=now, new_id=uuid7)
    await add_and_tell(connection, series.id, planned, cause=cause, at=now)
