from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from messaging.database import Connection
from notifications.commands.tell_changes import tell_changes
from notifications.domain.communication import Communication
from notifications.domain.of_practice import OfPractice
from notifications.installation import Installation
from notifications.projections.series import starts_of
from notifications.store.communications import lock_communications, save_communications, wake_scheduler


async def settle_doubt(
    connection: Connection, ids: Sequence[UUID], *, goes: bool, now: datetime, installation: Installation
) -> list[Communication]:
    """Somebody has decided of messages that may have gone before this database came back: that they go, once more
    perhaps, or that they do not. Those that are not in doubt any more stay as they are."""
    locked = await lock_communications(connection, ids, keys=installation.keys)
    doubtful = [(practice_id, each) for practice_id, each in locked if each.is_in_doubt]
    appointments = {
        each.id: OfPractice(practice_id, each.appointment_id) for practice_id, each in doubtful if each.appointment_id
    }
    starts = await starts_of(connection, set(appointments.values()))
    settled = []
    for practice_id, each in doubtful:
        starts_at = starts.get(appointments[each.id]) if each.appointment_id else None
        settled.append((practice_id, each.repeated(now, starts_at=starts_at) if goes else each.not_repeated()))
    messages = [each for _, each in settled]
    await save_communications(connection, messages, keys=installation.keys, lease=installation.lease)
    await tell_changes(connection, settled, now=now, installation=installation)
    await wake_scheduler(connection)
    return messages
