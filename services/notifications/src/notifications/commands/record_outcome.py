from messaging import outbox
from messaging.database import Connection
from notifications import store
from notifications.commands.claim_messages import Claimed
from notifications.commands.installation import Installation
from notifications.domain.material import Ready
from notifications.domain.outcome import Outcome
from notifications.events import SCHEDULER, communications_changed


async def record_outcome(
    connection: Connection, claimed: Claimed, outcome: Outcome, *, offered: Ready | None, installation: Installation
) -> None:
    """How the attempt ended; `offered` is what the mail server was offered, if anything. Raises StaleAttempt."""
    now = installation.now()
    communication = await store.lock_communication(connection, claimed.communication_id, keys=installation.keys)
    if offered is not None:
        communication = communication.leading_to(
            offered.session.id,
            generation=offered.link.generation if offered.link else None,
            address=offered.address,
            series_version=offered.series_version,
        )
    ended = communication.after(outcome, attempt=claimed.attempt, now=now)
    await store.save_communications(connection, [ended], keys=installation.keys, lease=installation.lease)
    await outbox.add(
        connection,
        communications_changed(ended.series_id, [ended], practice_id=claimed.practice_id, actor=SCHEDULER, at=now),
    )
