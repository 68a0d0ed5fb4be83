"""Each side of a message is kept as its own events bring it; it is joined with the others when a message is claimed."""

from collections.abc import Sequence
from uuid import UUID

from messaging.database import Connection
from notifications import store
from notifications.commands.ensure_practice import ensure_practice
from notifications.commands.installation import Installation
from notifications.domain.links import SeriesLinks
from notifications.domain.material import Practice, Recipient


async def keep_links(
    connection: Connection, links: SeriesLinks, *, practice_id: UUID, installation: Installation
) -> None:
    await ensure_practice(connection, practice_id, installation)
    await store.save_links(connection, practice_id, links, keys=installation.keys)
    await store.wake_scheduler(connection)


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
    await store.wake_scheduler(connection)


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
    await store.wake_scheduler(connection)


async def keep_practice(
    connection: Connection, practice_id: UUID, version: int, practice: Practice, *, installation: Installation
) -> None:
    await ensure_practice(connection, practice_id, installation)
    await store.save_practice(connection, practice_id, version, practice)
    await store.wake_scheduler(connection)
