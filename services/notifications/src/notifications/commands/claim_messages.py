from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from messaging import outbox
from messaging.database import Connection, see_practices
from notifications import lookups, store
from notifications.commands.installation import Installation
from notifications.domain.communication import Communication, Status
from notifications.events import SCHEDULER, communications_changed


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message that is this worker's for one attempt."""

    practice_id: UUID
    communication_id: UUID
    attempt: int


async def claim_messages(connection: Connection, *, at_most: int, installation: Installation) -> list[Claimed]:
    """Take messages that are due and have all that they need, and those whose sender was lost, for a lease's time.

    The transaction saw no practice before, and sees those of the messages from here on.
    """
    now = installation.now()
    found = await lookups.lock_due(connection, now, at_most=at_most)
    await see_practices(connection, {practice_id for practice_id, _ in found})
    locked = await store.lock_communications(connection, [id for _, id in found], keys=installation.keys)
    claimed = [(practice_id, communication.claimed()) for practice_id, communication in locked]
    await store.save_communications(
        connection,
        [communication for _, communication in claimed],
        keys=installation.keys,
        lease=installation.lease,
    )
    by_series: dict[tuple[UUID, UUID], list[Communication]] = defaultdict(list)
    for practice_id, communication in claimed:
        by_series[practice_id, communication.series_id].append(communication)
    for (practice_id, series_id), communications in by_series.items():
        await outbox.add(
            connection,
            communications_changed(series_id, communications, practice_id=practice_id, actor=SCHEDULER, at=now),
        )
    return [
        Claimed(practice_id, communication.id, communication.attempt)
        for practice_id, communication in claimed
        if communication.status is Status.SENDING
    ]
