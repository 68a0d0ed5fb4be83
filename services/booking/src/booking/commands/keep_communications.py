from booking import communication_store
from booking.domain.communication import Communication
from contracts.communications import CommunicationsChanged
from messaging.cause import Cause
from messaging.database import Connection


async def keep_communications(connection: Connection, changed: CommunicationsChanged, cause: Cause) -> None:
    """Keep what became of a series' messages for the summary, unless newer is known. Raises CannotOpen."""
    communications = [
        Communication(
            id=each.id,
            version=each.version,
            appointment_id=each.appointment_id,
            trigger=each.trigger,
            channel=each.channel,
            recipient=each.recipient,
            address=each.address.open() if each.address else None,
            status=each.status,
            reason=each.reason,
            detail=each.detail.open() if each.detail else None,
            due_at=each.due_at,
            held_until=each.held_until,
            sent_at=each.sent_at,
            link_of=each.link_of,
        )
        for each in changed.communications
    ]
    await communication_store.keep_communications(connection, cause.practice_id, changed.series_id, communications)
