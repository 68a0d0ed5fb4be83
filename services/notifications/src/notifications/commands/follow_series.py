from collections.abc import Sequence
from datetime import datetime

from messaging.cause import Cause
from messaging.database import Connection
from notifications.commands.ensure_practice import ensure_practice
from notifications.commands.tell_changes import tell_caused
from notifications.domain.communication import Communication
from notifications.domain.material import after_change
from notifications.domain.planning import confirmed_again, plan_reminders, planned_again
from notifications.domain.series import Series
from notifications.installation import Installation
from notifications.projections.series import keep_series
from notifications.store.communications import (
    add_communications,
    communications_of,
    confirmed_of,
    lock_unsent_reminders,
    lock_waiting,
    lock_withdrawn_confirmations,
    save_communications,
    wake_scheduler,
)
from notifications.store.rules import rules_of


async def follow_series(
    connection: Connection,
    series: Series,
    *,
    told_again: bool = False,
    not_before: datetime | None = None,
    cause: Cause,
    now: datetime,
    installation: Installation,
) -> None:
    """Keep a series as it is by now, unless newer is known: its appointments have their reminders, none of them due
    `not_before` that time, and messages that lead to none any more are withdrawn.

    `told_again`: the version that is known is kept anew, and all messages of the series are told as they are. Where it
    is told again, or is of a later incarnation, reminders that were withdrawn go all the same, if they are planned now.
    """
    await ensure_practice(connection, cause.practice_id, installation=installation)
    keys = installation.keys
    kept = await keep_series(connection, cause.practice_id, series, told_again=told_again, keys=keys)
    if kept is None:
        return
    rules = await rules_of(connection, cause.practice_id)
    planned = plan_reminders(
        series,
        rules,
        confirmed=await confirmed_of(connection, series.id),
        told_of=None,
        since=None if told_again or kept == "as_new" else cause.time,
        not_before=not_before,
        now=now,
        new_id=installation.new_id,
    )
    added = await add_communications(connection, cause.practice_id, planned)
    changed = await change_messages(
        connection, series, planned, as_new=kept == "as_new", told_again=told_again, now=now, installation=installation
    )
    told = await communications_of(connection, series.id, keys=keys) if told_again else [*added, *changed]
    await tell_caused(connection, series.id, told, cause=cause, now=now, installation=installation)
    await wake_scheduler(connection)


async def change_messages(
    connection: Connection,
    series: Series,
    planned: Sequence[Communication],
    *,
    as_new: bool,
    told_again: bool = False,
    now: datetime,
    installation: Installation,
) -> list[Communication]:
    """Have those that were not sent go by how the series is now, with the reminders that are `planned` for it; which
    are others thereby. The caller has kept the series."""
    keys = installation.keys
    changed = {
        each.id: each for each in after_change(await lock_waiting(connection, series.id, keys=keys), series, now)
    }
    if as_new or told_again:
        reminders = await lock_unsent_reminders(connection, series.id, keys=keys)
        again = planned_again([changed.get(each.id, each) for each in reminders], planned, as_new=as_new, now=now)
        changed |= {each.id: each for each in again}
    if as_new:
        withdrawn = await lock_withdrawn_confirmations(connection, series.id, keys=keys)
        again = confirmed_again([each for each in withdrawn if each.id not in changed], series, now=now)
        changed |= {each.id: each for each in again}
    await save_communications(connection, list(changed.values()), keys=keys, lease=installation.lease)
    return list(changed.values())
