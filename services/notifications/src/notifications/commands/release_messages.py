from datetime import datetime

from messaging.database import Connection, see_practices
from notifications import lookups
from notifications.commands.tell_changes import tell_changes
from notifications.domain.of_practice import OfPractice
from notifications.installation import Installation
from notifications.projections.series import starts_of
from notifications.queries.topics_behind import MOST_BEHIND, TOPICS
from notifications.store.communications import lock_communications, save_communications


async def release_messages(connection: Connection, *, at_most: int, now: datetime, installation: Installation) -> int:
    """Have messages go that need not be held any more; how many.

    The transaction saw no practice before, and sees those of the messages from here on.
    """
    found = await lookups.lock_releasable(
        connection, now, topics=list(TOPICS), most_behind=MOST_BEHIND, at_most=at_most
    )
    if not found:
        return 0
    await see_practices(connection, {practice_id for practice_id, _ in found})
    locked = await lock_communications(connection, [id for _, id in found], keys=installation.keys)
    appointments = {
        communication.id: OfPractice(practice_id, communication.appointment_id)
        for practice_id, communication in locked
        if communication.appointment_id
    }
    starts = await starts_of(connection, set(appointments.values()))
    released = [
        (
            practice_id,
            communication.released(
                now,
                starts_at=starts.get(appointments[communication.id]) if communication.appointment_id else None,
            ),
        )
        for practice_id, communication in locked
    ]
    await save_communications(
        connection,
        [communication for _, communication in released],
        keys=installation.keys,
        lease=installation.lease,
    )
    await tell_changes(connection, released, now=now, installation=installation)
    return len(released)
