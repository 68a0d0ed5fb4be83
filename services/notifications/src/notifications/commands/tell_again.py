from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from messaging.database import Connection
from notifications.commands.tell_changes import tell_changes
from notifications.installation import Installation
from notifications.store.communications import communications_of


async def tell_messages_again(
    connection: Connection, practice_id: UUID, series_ids: Sequence[UUID], *, now: datetime, installation: Installation
) -> None:
    """All messages of these series, as they are. Nothing changes by it: every version stays what it was."""
    for series_id in series_ids:
        messages = await communications_of(connection, series_id, keys=installation.keys)
        changed = [(practice_id, message) for message in messages]
        await tell_changes(connection, changed, now=now, installation=installation)
