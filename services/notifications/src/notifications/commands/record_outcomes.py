from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from messaging.database import Connection
from notifications.commands.tell_changes import tell_changes
from notifications.domain.attempt import Ended
from notifications.domain.communication import Communication
from notifications.domain.of_practice import OfPractice
from notifications.domain.rule import Trigger
from notifications.errors import StaleAttempt
from notifications.installation import Installation
from notifications.store.communications import (
    find_waiting_announcements,
    lock_communications,
    save_communications,
)
from notifications.store.told import Said, doubt_told, save_told


async def record_outcomes(
    connection: Connection, ended: Sequence[Ended], *, now: datetime, installation: Installation
) -> list[StaleAttempt | None]:
    """For each attempt that had ended before, and of which nothing is recorded, why.

    An announcement of changes that would wait again gives way to one that waits already, which tells of all.
    """
    locked = await lock_communications(
        connection, [each.claimed.communication_id for each in ended], keys=installation.keys
    )
    known = {communication.id: communication for _, communication in locked}
    recorded: list[tuple[UUID, Communication]] = []
    said: list[Said] = []
    doubted: list[Said] = []
    announcing = {
        OfPractice(practice_id, each.series_id) for practice_id, each in locked if each.trigger is Trigger.CHANGED
    }
    waiting = await find_waiting_announcements(connection, announcing) if announcing else set()
    stale: list[StaleAttempt | None] = []
    for each in ended:
        communication = known[each.claimed.communication_id]
        told_before = communication.told_version
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
            if each.offered is not None and after.may_have_gone:
                another = told_before != each.offered.series_version
                may_know = communication.may_have_gone_before and another
                told = [Said(each.claimed.practice_id, after, told, may_know) for told in each.offered.tells]
                said += told if after.counts_as_told else []
                doubted += told if may_know or not after.counts_as_told else []
            series = OfPractice(each.claimed.practice_id, after.series_id)
            if (series, after.recipient, after.channel) in waiting and after.is_waiting_announcement:
                after = after.given_way()
            known[after.id] = after
            recorded.append((each.claimed.practice_id, after))
    await save_communications(
        connection,
        [communication for _, communication in recorded],
        keys=installation.keys,
        lease=installation.lease,
    )
    await save_told(connection, said)
    await doubt_told(connection, doubted)
    await tell_changes(connection, recorded, now=now, installation=installation)
    return stale
