from datetime import datetime

from booking import audit, store
from booking.domain.kind import AppointmentKind
from messaging.actor import Actor
from messaging.database import Connection


async def add_kind(connection: Connection, new: AppointmentKind, *, by: Actor, now: datetime) -> None:
    """No event: a series carries its kind as it was booked. Raises PracticeNotFound, KindNameTaken."""
    practice = await store.practice(connection, by.practice_id)
    await store.add_kind(connection, practice.id, new)
    await audit.add(connection, "kind_added", new.id, by=by, at=now)
