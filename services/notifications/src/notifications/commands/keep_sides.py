"""Each side of a message is kept as its own events bring it; it is joined with the others when a message is claimed."""

from collections.abc import Sequence
from uuid import UUID

from messaging.database import Connection
from notifications import communication_store, store
from notifications.commands.ensure_practice import ensure_practice
from notifications.commands.tell_changes import tell_changes
from notifications.domain.links import SeriesLinks
from notifications.domain.material import Practice, Recipient
from notifications.installation import Installation


async def keep_links(
    connection: Connection, links: SeriesLinks, *, practice_id: UUID, installation: Installation
) -> None:
    """What waits for one of these links is looked at again, and what is on its way with another is kept back."""
    await ensure_practice(connection, practice_id, installation)
    if not await store.save_links(connection, practice_id, links, keys=installation.keys):
        return
    now = installation.now()
    released = [
        message.released(now, starts_at=None)
        for message in await communication_store.lock_waiting(connection, links.series_id, keys=installation.keys)
        if message.waits_for_link
    ]
    await communication_store.save_communications(
        connection, released, keys=installation.keys, lease=installation.lease
    )
    await tell_changes(connection, [(practice_id, message) for message in released], at=now)
    await communication_store.wake_scheduler(connection)


async def keep_client(
    connection: Connection,
    client_id: UUID,
    version: int,
    recipients: Sequence[Recipient],
    *,
    practice_id: UUID,
    installation: Installation,
) -> None:
    await ensure_practice(connection, practice_id, installation)
    await store.save_client(connection, practice_id, client_id, version, recipients, keys=installation.keys)
    await communication_store.wake_scheduler(connection)


async def keep_practitioner(
    connection: Connection,
    practitioner_id: UUID,
    version: int,
    name: str,
    *,
    practice_id: UUID,
    installation: Installation,
) -> None:
    await ensure_practice(connection, practice_id, installation)
    await store.save_practitioner(connection, practice_id, practitioner_id, version, name)
    await communication_store.wake_scheduler(connection)


async def keep_practice(
    connection: Connection, practice_id: UUID, version: int, practice: Practice, *, installation: Installation
) -> None:
    await ensure_practice(connection, practice_id, installation)
    await store.save_practice(connection, practice_id, version, practice)
    await communication_store.wake_scheduler(connection)
