from uuid import UUID

from messaging.database import Connection
from notifications.installation import Installation
from notifications.projections.practices import add_practice, lock_practice
from notifications.queries.starting import lacking
from notifications.store.rules import add_rules
from notifications.store.templates import add_templates


async def ensure_practice(connection: Connection, practice_id: UUID, *, installation: Installation) -> None:
    """A practice has its starting rules and templates before anything is decided for it, those that a later release
    brought as well. None can be removed, so that one which is not there was never given.

    Its own event may come later than others. Who finds that something is lacking locks the practice and adds it, and
    everyone else waits for that transaction's end.
    """
    await add_practice(connection, practice_id)
    if not await lacking(connection, practice_id, installation.starting):
        return
    await lock_practice(connection, practice_id)
    starting = await lacking(connection, practice_id, installation.starting)
    templates, rules = starting.of_practice(new_id=installation.new_id)
    await add_templates(connection, practice_id, templates)
    await add_rules(connection, practice_id, rules)
