from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from messaging import outbox, trace
from messaging.cause import Cause
from messaging.database import Connection
from notifications.domain.communication import Communication
from notifications.events import SCHEDULER, communications_changed
from notifications.installation import Installation
from notifications.store.communications import add_communications, wake_scheduler


async def tell_changes(
    connection: Connection, changed: Sequence[tuple[UUID, Communication]], *, now: datetime, installation: Installation
) -> None:
    """What became of messages, each with its practice, in the time's course: one event a series."""
    by_series: dict[tuple[UUID, UUID], list[Communication]] = defaultdict(list)
    for practice_id, communication in changed:
        by_series[practice_id, communication.series_id].append(communication)
    for (practice_id, series_id), communications in by_series.items():
        events = communications_changed(
            series_id,
            communications,
            keys=installation.transit_keys,
            new_id=installation.new_id,
            practice_id=practice_id,
            actor=SCHEDULER,
            at=now,
        )
        with trace.continued(communications[0].traceparent, "tell what became of messages"):
            for event in events:
                await outbox.add(connection, event)


async def tell_caused(
    connection: Connection,
    series_id: UUID,
    communications: Sequence[Communication],
    *,
    cause: Cause,
    now: datetime,
    installation: Installation,
) -> None:
    """What an event did to the messages of a series, if anything."""
    events = communications_changed(
        series_id,
        communications,
        keys=installation.transit_keys,
        new_id=installation.new_id,
        practice_id=cause.practice_id,
        actor=cause.actor.subject,
        at=now,
    )
    for event in events:
        await outbox.add(connection, event)


async def add_and_tell(
    connection: Connection,
    series_id: UUID,
    planned: Sequence[Communication],
    *,
    cause: Cause,
    now: datetime,
    installation: Installation,
) -> None:
    """Keep the messages that were not there before, and have them told of and sent in their time."""
    added = await add_communications(connection, cause.practice_id, planned)
    if added:
        await tell_caused(connection, series_id, added, cause=cause, now=now, installation=installation)
        await wake_scheduler(connection)
