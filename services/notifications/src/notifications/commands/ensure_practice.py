from uuid import UUID

from messaging.database import Connection
from notifications import store
from notifications.installation import Installation


async def ensure_practice(connection: Connection, practice_id: UUID, installation: Installation) -> None:
    """A practice has its starting rules and templates before anything is decided for it.

    Its own event may come later than others. The first who adds the practice's row adds them, and everyone else waits
    for that transaction's end.
    """
    if await store.add_practice(connection, practice_id):
        await store.add_rules(connection, practice_id, installation.starting.rules)
        await store.add_templates(connection, practice_id, installation.starting.choices)
