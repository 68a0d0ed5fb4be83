from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from messaging.database import Connection, see_practices
from notifications import communication_store, lookups
from notifications.commands.tell_changes import tell_changes
from notifications.domain.communication import Status
from notifications.domain.rule import Trigger
from notifications.installation import Installation


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message that is this worker's for one attempt."""

    practice_id: UUID
    communication_id: UUID
    attempt: int
    trigger: Trigger
    first_due_at: datetime | None
    traceparent: str | None

    @property
    def key(self) -> tuple[UUID, int]:
        return self.communication_id, self.attempt


async def claim_messages(connection: Connection, *, at_most: int, installation: Installation) -> list[Claimed]:
    """Take messages that are due, and those whose sender was lost, for a lease's time.

    The transaction saw no practice before, and sees those of the messages from here on.
    """
    now = installation.now()
    found = await lookups.lock_due(connection, now, at_most=at_most)
    if not found:
        return []
    await see_practices(connection, {practice_id for practice_id, _ in found})
    locked = await communication_store.lock_communications(connection, [id for _, id in found], keys=installation.keys)
    claimed = [(practice_id, communication.claimed()) for practice_id, communication in locked]
    await communication_store.save_communications(
        connection,
        [communication for _, communication in claimed],
        keys=installation.keys,
        lease=installation.lease,
    )
    await tell_changes(connection, claimed, at=now)
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
