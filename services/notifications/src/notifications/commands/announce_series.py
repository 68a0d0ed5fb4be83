from datetime import datetime
from uuid import UUID

from messaging.cause import Cause
from messaging.database import Connection
from notifications.commands.ensure_practice import ensure_practice
from notifications.commands.follow_series import change_messages
from notifications.commands.tell_changes import add_and_tell, tell_caused
from notifications.domain.communication import Communication
from notifications.domain.planning import plan_confirmation, plan_reminders, told_of
from notifications.domain.series import Series
from notifications.installation import Installation
from notifications.projections.series import keep_series
from notifications.store.communications import confirmed_of, is_announced
from notifications.store.rules import rules_of


async def announce_series(
    connection: Connection,
    series: Series,
    *,
    change_id: UUID,
    cause: Cause,
    now: datetime,
    installation: Installation,
) -> None:
    """Keep a booked series and plan its messages.

    What is planned for the state depends on the state's version, what is told of the change on the change alone.
    """
    await ensure_practice(connection, cause.practice_id, installation=installation)
    kept = await keep_series(connection, cause.practice_id, series, keys=installation.keys)
    rules = await rules_of(connection, cause.practice_id)
    new_id = installation.new_id
    planned: list[Communication] = []
    if not await is_announced(connection, change_id):
        planned += plan_confirmation(series, rules, change_id=change_id, booked_at=cause.time, now=now, new_id=new_id)
    changed: list[Communication] = []
    if kept:
        told = told_of(planned, series, now)
        planned += plan_reminders(
            series,
            rules,
            confirmed=await confirmed_of(connection, series.id),
            told_of=told,
            since=cause.time,
            now=now,
            new_id=new_id,
        )
    if kept == "as_new":
        changed = await change_messages(connection, series, planned, as_new=True, now=now, installation=installation)
    await tell_caused(connection, series.id, changed, cause=cause, now=now, installation=installation)
    await add_and_tell(connection, series.id, planned, cause=cause, now=now, installation=installation)
