from collections.abc import Sequence
from uuid import UUID

from messaging.database import Connection
from notifications.domain.communication import Communication, Status
from notifications.installation import Installation
from notifications.store.communications import add_gone


async def take_over_gone(
    connection: Connection, practice_id: UUID, gone: Sequence[Communication], *, installation: Installation
) -> int:
    """Have the messages not go again that went before this database came back; how many it did not know of."""
    surest = {each.id: each for each in sorted(gone, key=lambda each: (each.status is Status.SENT, each.version))}
    return await add_gone(connection, practice_id, list(surest.values()), keys=installation.keys)
