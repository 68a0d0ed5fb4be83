from datetime import datetime

from booking import audit
from booking.domain.kind import AppointmentKind
from booking.installation import Installation
from booking.store import kinds
from booking.store.practices import find_practice
from messaging.actor import Actor
from messaging.database import Connection


async def add_kind(
    connection: Connection, new: AppointmentKind, *, by: Actor, now: datetime, installation: Installation
) -> None:
    """No event: a series carries its kind as it was booked. Raises PracticeNotFound, KindNameTaken."""
    practice = await find_practice(connection, by.practice_id)
    await kinds.add_kind(connection, practice.id, new)
    await audit.add(connection, "kind_added", new.id, entry_id=installation.new_id(), by=by, at=now)
