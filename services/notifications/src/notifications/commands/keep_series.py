from uuid_utils.compat import uuid7

from messaging import outbox
from messaging.cause import Cause
from messaging.database import Connection
from notifications import communication_store, store
from notifications.commands.ensure_practice import ensure_practice
from notifications.domain.material import nothing_ahead, session_led_to
from notifications.domain.planning import plan_reminders
from notifications.domain.series import Series
from notifications.events import communications_changed
from notifications.installation import Installation


async def keep_series(
    connection: Connection, series: Series, *, cause: Cause, again: bool = False, installation: Installation
) -> None:
    """Keep a series as it is by now, unless newer is known: its sessions have their reminders, and messages that lead
    to none any more are withdrawn.

    Told `again`, the version that is known is kept anew, and all messages of the series are told as they are.
    """
    now = installation.now()
    await ensure_practice(connection, cause.practice_id, installation)
    if not await store.save_series(connection, cause.practice_id, series, again=again, keys=installation.keys):
        return
    rules = await store.rules_of(connection, cause.practice_id)
    planned = plan_reminders(series, rules, told_of=None, now=now, new_id=uuid7)
    added = await communication_store.add_communications(connection, cause.practice_id, planned)
    changed = [
        message.withdrawn(nothing_ahead(message, series))
        if session_led_to(message, series, now) is None
        else message.released(now, starts_at=None)
        for message in await communication_store.lock_waiting(connection, series.id, keys=installation.keys)
        if message.waits_for_link or session_led_to(message, series, now) is None
    ]
    await communication_store.save_communications(connection, changed, keys=installation.keys, lease=installation.lease)
    told = [*added, *changed]
    if again:
        told = await communication_store.communications_of(connection, series.id, keys=installation.keys)
    if told:
        await outbox.add(
            connection,
            communications_changed(series.id, told, practice_id=cause.practice_id, actor=cause.actor.subject, at=now),
        )
    await communication_store.wake_scheduler(connection)
