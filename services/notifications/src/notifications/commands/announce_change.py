from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from messaging.cause import Cause
from messaging.database import Connection
from notifications.commands.tell_changes import add_and_tell, tell_caused
from notifications.domain.communication import Communication, Status
from notifications.domain.planning import plan_change
from notifications.domain.series import Series
from notifications.installation import Installation
from notifications.store.communications import (
    add_announced,
    lock_waiting_announcements,
    save_communications,
    wake_scheduler,
)
from notifications.store.rules import rules_of


async def announce_change(
    connection: Connection,
    series: Series,
    *,
    change_id: UUID,
    touched: Sequence[UUID],
    announce_from: datetime,
    cause: Cause,
    now: datetime,
    installation: Installation,
) -> None:
    """Have the client told of a change, once, whichever version of the series is known by now: by the announcement that
    waits already, if one does. The caller has kept the series."""
    planned = plan_change(
        series,
        await rules_of(connection, cause.practice_id),
        change_id=change_id,
        touched=touched,
        announce_from=announce_from,
        now=now,
        new_id=installation.new_id,
    )
    new = await add_announced(connection, cause.practice_id, planned)
    waiting = await lock_waiting_announcements(connection, series.id, keys=installation.keys)
    opened: list[Communication] = []
    changed: list[Communication] = []
    for change in new:
        announcement = waiting.get((change.recipient, change.channel))
        if change.status is not Status.SCHEDULED or announcement is None:
            opened.append(change)
        elif announcement.may_have_arrived:  # and a mailbox may leave out what comes as the same mail
            opened.append(change)
            changed.append(announcement.given_way())
        else:
            changed.append(announcement.joined(change))
    await save_communications(connection, changed, keys=installation.keys, lease=installation.lease)
    await tell_caused(connection, series.id, changed, cause=cause, now=now, installation=installation)
    await add_and_tell(connection, series.id, opened, cause=cause, now=now, installation=installation)
    await wake_scheduler(connection)
