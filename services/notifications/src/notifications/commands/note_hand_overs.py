from collections.abc import Sequence

from messaging.database import Connection
from notifications.domain.attempt import Claimed
from notifications.installation import Installation
from notifications.store.communications import save_hand_overs


async def note_hand_overs(
    connection: Connection, claimed: Sequence[Claimed], *, installation: Installation
) -> list[bool]:
    """For each message whether it may go out now, whole; that it does is noted, and its lease begins anew."""
    noted = await save_hand_overs(connection, [each.key for each in claimed], lease=installation.lease)
    return [each.communication_id in noted for each in claimed]
