from datetime import datetime

from messaging.database import Connection
from video_links.store.signals import remove_old_signals
from video_links.store.tickets import remove_old_tickets


async def clear_litter(connection: Connection, *, made_before: datetime) -> None:
    """Tickets that ran out and signals that nobody fetched."""
    await remove_old_tickets(connection, expired_before=made_before)
    await remove_old_signals(connection, sent_before=made_before)
