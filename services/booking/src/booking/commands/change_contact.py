from dataclasses import replace
from datetime import datetime
from typing import TypedDict

from booking import audit
from booking.commands.judge_contact import judge_contact
from booking.events import practice_changed
from booking.installation import Installation
from booking.store.practices import lock_practice, save_practice
from messaging import outbox
from messaging.actor import Actor
from messaging.database import Connection


class Contact(TypedDict, total=False):
    phone: str
    phone_hours: str
    email: str


async def change_contact(
    connection: Connection,
    contact: Contact,
    *,
    by: Actor,
    now: datetime,
    installation: Installation,
) -> None:
    """How clients reach the practice; what is not named stays. Raises PracticeNotFound, PracticeUnreachable."""
    practice = await lock_practice(connection, by.practice_id)
    changed = replace(practice, version=practice.version + 1, **contact)
    judge_contact(changed)
    await save_practice(connection, changed, at=now)
    await outbox.add(
        connection,
        practice_changed(changed, keys=installation.transit_keys, event_id=installation.new_id(), by=by, at=now),
    )
    await audit.add(connection, "practice_changed", changed.id, entry_id=installation.new_id(), by=by, at=now)
