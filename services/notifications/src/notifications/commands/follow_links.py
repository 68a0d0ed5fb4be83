from datetime import datetime
from uuid import UUID

from messaging.database import Connection
from notifications.commands.ensure_practice import ensure_practice
from notifications.commands.tell_changes import tell_changes
from notifications.domain.links import SeriesLinks
from notifications.installation import Installation
from notifications.projections.links import keep_links
from notifications.store.communications import lock_waiting, save_communications, wake_scheduler


async def follow_links(
    connection: Connection, links: SeriesLinks, *, practice_id: UUID, now: datetime, installation: Installation
) -> None:
    """What waits for one of these links is looked at again, and what is on its way with another is kept back."""
    await ensure_practice(connection, practice_id, installation=installation)
    if not await keep_links(connection, practice_id, links, keys=installation.keys):
        return
    released = [
        message.released(now, starts_at=None)
        for message in await lock_waiting(connection, links.series_id, keys=installation.keys)
        if message.waits_to_be_told
    ]
    await save_communications(connection, released, keys=installation.keys, lease=installation.lease)
    await tell_changes(connection, [(practice_id, message) for message in released], now=now, installation=installation)
    await wake_scheduler(connection)
