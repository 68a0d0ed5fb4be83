from collections.abc import Sequence
from uuid import UUID

from messaging.database import Connection
from notifications.domain.communication import Communication, Status
from notifications.domain.rule import Trigger
from notifications.installation import Installation
from notifications.store.communications import add_announced, add_told

_GONE = (Status.SENT, Status.UNKNOWN)


async def take_over_told(
    connection: Connection, practice_id: UUID, told: Sequence[Communication], *, installation: Installation
) -> int:
    """Have messages be what was told of them before this database came back, as they were told one after the other; how
    many it did not know of. What has once gone has gone."""
    known = {each.id: each for each in sorted(told, key=lambda each: each.status in _GONE)}
    announced = [each for each in known.values() if each.trigger is Trigger.CHANGED]
    await add_announced(connection, practice_id, announced)
    return await add_told(connection, practice_id, list(known.values()), keys=installation.keys)
