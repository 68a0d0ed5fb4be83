from datetime import datetime

from messaging.cause import Cause
from messaging.database import Connection
from notifications.commands.ensure_practice import ensure_practice
from notifications.commands.tell_changes import tell_caused
from notifications.domain.material import after_change
from notifications.domain.planning import plan_reminders
from notifications.domain.series import Series
from notifications.installation import Installation
from notifications.projections.series import keep_series
from notifications.store.communications import (
    add_communications,
    communications_of,
    lock_waiting,
    save_communications,
    wake_scheduler,
)
from notifications.store.rules import rules_of


async def follow_series(
    connection: Connection,
    series: Series,
    *,
    told_again: bool = False,
    cause: Cause,
    now: datetime,
    installation: Installation,
) -> None:
    """Keep a series as it is by now, unless newer is known: its appointments have their reminders, and messages that
    lead to none any more are withdrawn.

    `told_again`: the version that is known is kept anew, and all messages of the series are told as they are.
    """
    await ensure_practice(connection, cause.practice_id, installation=installation)
    keys = installation.keys
    if not await keep_series(connection, cause.practice_id, series, told_again=told_again, keys=keys):
        return
    rules = await rules_of(connection, cause.practice_id)
    planned = plan_reminders(series, rules, told_of=None, now=now, new_id=installation.new_id)
    added = await add_communications(connection, cause.practice_id, planned)
    changed = after_change(await lock_waiting(connection, series.id, keys=keys), series, now)
    await save_communications(connection, changed, keys=keys, lease=installation.lease)
    told = await communications_of(connection, series.id, keys=keys) if told_again else [*added, *changed]
    await tell_caused(connection, series.id, told, cause=cause, now=now, installation=installation)
    await wake_scheduler(connection)
