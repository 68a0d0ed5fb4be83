from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from messaging.database import Connection
from notifications import communication_store
from notifications.commands.claim_messages import Claimed
from notifications.commands.tell_changes import tell_changes
from notifications.domain.communication import Communication
from notifications.domain.material import Ready
from notifications.domain.outcome import Outcome
from notifications.errors import StaleAttempt
from notifications.installation import Installation


@dataclass(frozen=True, slots=True)
class Ended:
    """How an attempt ended; `offered` is what the mail server was offered, if anything."""

    claimed: Claimed
    outcome: Outcome
    offered: Ready | None


async def record_outcomes(
    connection: Connection, ended: Sequence[Ended], *, installation: Installation
) -> list[StaleAttempt | None]:
    """For each attempt that had ended before, and of which nothing is recorded, why."""
    now = installation.now()
    locked = await communication_store.lock_communications(
        connection, [each.claimed.communication_id for each in ended], keys=installation.keys
    )
    known = {communication.id: communication for _, communication in locked}
    recorded: list[tuple[UUID, Communication]] = []
    stale: list[StaleAttempt | None] = []
    for each in ended:
        communication = known[each.claimed.communication_id]
        if each.offered is not None:
            communication = communication.leading_to(
                each.offered.session.id,
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
    await communication_store.save_communications(
        connection,
        [communication for _, communication in recorded],
        keys=installation.keys,
        lease=installation.lease,
    )
    await tell_changes(connection, recorded, at=now)
    return stale
