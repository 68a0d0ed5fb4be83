from datetime import datetime

from booking import audit
from booking.domain.practitioner import Practitioner
from booking.events import practitioner_changed
from booking.installation import Installation
from booking.store import practitioners
from booking.store.practices import find_practice
from messaging import outbox
from messaging.actor import Actor
from messaging.database import Connection


async def add_practitioner(
    connection: Connection, new: Practitioner, *, by: Actor, now: datetime, installation: Installation
) -> None:
    """Raises PracticeNotFound, UserTaken."""
    practice = await find_practice(connection, by.practice_id)
    await practitioners.add_practitioner(connection, practice.id, new, at=now)
    await outbox.add(
        connection,
        practitioner_changed(new, keys=installation.transit_keys, event_id=installation.new_id(), by=by, at=now),
    )
    await audit.add(connection, "practitioner_added", new.id, entry_id=installation.new_id(), by=by, at=now)
