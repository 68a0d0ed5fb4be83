from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from messaging import outbox, trace
from messaging.cause import Cause
from messaging.database import Connection
from notifications import communication_store
from notifications.domain.communication import Communication
from notifications.events import SCHEDULER, communications_changed


async def tell_changes(connection: Connection, changed: Sequence[tuple[UUID, Communication]], *, at: datetime) -> None:
    """What became of messages, each with its practice, in the time's course: one event a series."""
    by_series: dict[tuple[UUID, UUID], list[Communication]] = defaultdict(list)
    for practice_id, communication in changed:
        by_series[practice_id, communication.series_id].append(communication)
    for (practice_id, series_id), communications in by_series.items():
        event = communications_changed(series_id, communications, practice_id=practice_id, actor=SCHEDULER, at=at)
        with trace.continued(communications[0].traceparent, "tell what became of messages"):
            await outbox.add(connection, event)


async def add_and_tell(
    connection: Connection,
    series_id: UUID,
    planned: Sequence[Communication],
    *,
    cause: Cause,
    at: datetime,
) -> None:
    """Keep the messages that were not there before, and have them told of and sent in their time."""
    added = await communication_store.add_communications(connection, cause.practice_id, planned)
    if added:
        event = communications_changed(
            series_id, added, practice_id=cause.practice_id, actor=cause.actor.subject, at=at
        )
        await outbox.add(connection, event)
        await communication_store.wake_scheduler(connection)
