from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from messaging.database import Connection
from notifications.commands.tell_changes import tell_changes
from notifications.domain.attempt import Ended
from notifications.domain.communication import Communication
from notifications.errors import StaleAttempt
from notifications.installation import Installation
from notifications.store.communications import lock_communications, save_communications


async def record_outcomes(
    connection: Connection, ended: Sequence[Ended], *, now: datetime, installation: Installation
) -> list[StaleAttempt | None]:
    """For each attempt that had ended before, and of which nothing is recorded, why."""
    locked = await lock_communications(
        connection, [each.claimed.communication_id for each in ended], keys=installation.keys
    )
    known = {communication.id: communication for _, communication in locked}
    recorded: list[tuple[UUID, Communication]] = []
    stale: list[StaleAttempt | None] = []
    for each in ended:
        communication = known[each.claimed.communication_id]
        if each.offered is not None:
            communication = communication.leading_to(
                each.offered.appointment.id,
                generation=each.offered.link.generation if each.offered.link else None,
                address=each.offered.address,
                series_version=each.offered.series_version,
            )
        try:
            after = communication.after(each.outcome, attempt=each.claimed.attempt, now=now)
        except StaleAttempt as error:
            stale.append(error)
        else:
            stale.append(None)
            known[after.id] = after
            recorded.append((each.claimed.practice_id, after))
    await save_communications(
        connection,
        [communication for _, communication in recorded],
        keys=installation.keys,
        lease=installation.lease,
    )
    await tell_changes(connection, recorded, now=now, installation=installation)
    return stale
