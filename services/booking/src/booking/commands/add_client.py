from datetime import datetime

from booking import audit
from booking.domain.client import Client
from booking.events import client_changed
from booking.installation import Installation
from booking.store import clients
from booking.store.practices import find_practice
from messaging import outbox
from messaging.actor import Actor
from messaging.database import Connection


async def add_client(
    connection: Connection, new: Client, *, by: Actor, now: datetime, installation: Installation
) -> None:
    """Raises PracticeNotFound."""
    practice = await find_practice(connection, by.practice_id)
    await clients.add_client(connection, practice.id, new, at=now)
    await outbox.add(
        connection, client_changed(new, keys=installation.transit_keys, event_id=installation.new_id(), by=by, at=now)
    )
    await audit.add(connection, "client_added", new.id, entry_id=installation.new_id(), by=by, at=now)
