from uuid_utils.compat import uuid7

from messaging import outbox
from messaging.cause import Cause
from messaging.database import Connection
from notifications import store
from notifications.commands.ensure_practice import ensure_practice
from notifications.commands.installation import Installation
from notifications.domain.material import nothing_ahead, session_led_to
from notifications.domain.planning import plan_reminders
from notifications.domain.series import Series
from notifications.events import communications_changed


async def keep_series(connection: Connection, series: Series, *, cause: Cause, installation: Installation) -> None:
    """Keep a series as it is by now, unless newer is known: its sessions have their reminders, and messages that lead
    to none any more are withdrawn."""
    now = installation.now()
    await ensure_practice(connection, cause.practice_id, installation)
    if not await store.save_series(connection, cause.practice_id, series, keys=installation.keys):
        return
    rules = await store.rules_of(connection, cause.practice_id)
    planned = plan_reminders(series, rules, told_of=None, now=now, new_id=uuid7)
    added = await store.add_communications(connection, cause.practice_id, planned)
    withdrawn = [
        message.withdrawn(nothing_ahead(message, series))
        for message in await store.lock_scheduled(connection, series.id, keys=installation.keys)
        if session_led_to(message, series, now) is None
    ]
    await store.save_communications(connection, withdrawn, keys=installation.keys, lease=installation.lease)
    if changed := [*added, *withdrawn]:
        await outbox.add(
            connection,
            communications_changed(
                series.id, changed, practice_id=cause.practice_id, actor=cause.actor.subject, at=now
            ),
        )
    await store.wake_scheduler(connection)
