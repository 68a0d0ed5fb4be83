from datetime import datetime

from booking import audit
from booking.commands.judge_contact import judge_contact
from booking.domain.kind import first_kinds
from booking.domain.practice import Practice
from booking.domain.wall_time import find_zone
from booking.events import practice_changed
from booking.installation import Installation
from booking.store.kinds import add_kind
from booking.store.practices import add_practice
from messaging import outbox
from messaging.actor import Actor
from messaging.database import Connection


async def create_practice(
    connection: Connection, new: Practice, *, manager: Actor, now: datetime, installation: Installation
) -> bool:
    """Set up a practice with its first manager and the types of appointment that it starts with.

    False where there is one with this id: it stays as it is. Raises ZoneUnknown, PracticeUnreachable.
    """
    find_zone(new.zone)
    judge_contact(new)
    if not await add_practice(connection, new, at=now):
        return False
    for kind in first_kinds(installation.new_id):
        await add_kind(connection, new.id, kind)
    await outbox.add(
        connection,
        practice_changed(new, keys=installation.transit_keys, event_id=installation.new_id(), by=manager, at=now),
    )
    await audit.add(connection, "practice_created", new.id, entry_id=installation.new_id(), by=manager, at=now)
    return True
