from dataclasses import replace
from datetime import datetime, timedelta

from booking import audit
from booking.installation import Installation
from booking.store.practices import lock_practice, save_changes_told_after
from messaging.actor import Actor
from messaging.database import Connection


async def change_delay(
    connection: Connection, delay: timedelta, *, by: Actor, now: datetime, installation: Installation
) -> None:
    """How long after a change its client is told. Nobody else has to know it. Raises PracticeNotFound."""
    practice = await lock_practice(connection, by.practice_id)
    await save_changes_told_after(connection, replace(practice, changes_told_after=delay))
    await audit.add(connection, "practice_changed", practice.id, entry_id=installation.new_id(), by=by, at=now)
