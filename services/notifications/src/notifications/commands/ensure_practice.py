from uuid import UUID

from messaging.database import Connection
from notifications.installation import Installation
from notifications.projections.practices import add_practice
from notifications.store.rules import add_rules
from notifications.store.templates import add_templates


async def ensure_practice(connection: Connection, practice_id: UUID, *, installation: Installation) -> None:
    """A practice has its starting rules and templates before anything is decided for it.

    Its own event may come later than others. The first who adds the practice's row adds them, and everyone else waits
    for that transaction's end.
    """
    if await add_practice(connection, practice_id):
        templates, rules = installation.starting.of_practice(new_id=installation.new_id)
        await add_templates(connection, practice_id, templates)
        await add_rules(connection, practice_id, rules)
