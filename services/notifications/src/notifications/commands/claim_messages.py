from datetime import datetime

from messaging.database import Connection, see_practices
from notifications import lookups
from notifications.commands.tell_changes import tell_changes
from notifications.domain.attempt import Claimed
from notifications.domain.communication import Status
from notifications.installation import Installation
from notifications.store.communications import lock_communications, save_communications


async def claim_messages(
    connection: Connection, *, at_most: int, now: datetime, installation: Installation
) -> list[Claimed]:
    """Take messages that are due, and those whose sender was lost, for a lease's time.

    The transaction saw no practice before, and sees those of the messages from here on.
    """
    found = await lookups.lock_due(connection, now, at_most=at_most)
    if not found:
        return []
    await see_practices(connection, {practice_id for practice_id, _ in found})
    locked = await lock_communications(connection, [id for _, id in found], keys=installation.keys)
    claimed = [(practice_id, communication.claimed()) for practice_id, communication in locked]
    await save_communications(
        connection,
        [communication for _, communication in claimed],
        keys=installation.keys,
        lease=installation.lease,
    )
    await tell_changes(connection, claimed, now=now, installation=installation)
    return [
        Claimed(
            practice_id,
            communication.id,
            communication.attempt,
            communication.trigger,
            communication.first_due_at,
            communication.traceparent,
        )
        for practice_id, communication in claimed
        if communication.status is Status.SENDING
    ]
