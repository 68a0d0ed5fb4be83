"""What is, told once more for those who lost it. Nothing changes by it: every version stays what it was."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from booking.events import client_changed, practice_changed, practitioner_changed, series_snapshot
from booking.installation import Installation
from booking.projections.links import URL, whole_links_of
from booking.store.clients import several_clients
from booking.store.practices import find_practice
from booking.store.practitioners import several_practitioners
from booking.store.series import lock_several_series
from messaging import outbox
from messaging.actor import Actor
from messaging.database import Connection


async def tell_series_again(
    connection: Connection, series_ids: Sequence[UUID], *, by: Actor, now: datetime, installation: Installation
) -> None:
    """Whoever hears it mends what hangs on these series, and tells no client. What is known of their links goes along,
    for whoever has lost it."""
    links = await whole_links_of(connection, series_ids)
    for series in await lock_several_series(connection, series_ids):
        event = series_snapshot(
            series,
            links[series.id],
            keys=installation.transit_keys,
            open_url=lambda url, appointment_id: installation.storage.open(url, URL, appointment_id),
            event_id=installation.new_id(),
            by=by,
            at=now,
        )
        await outbox.add(connection, event)


async def tell_clients_again(
    connection: Connection, client_ids: Sequence[UUID], *, by: Actor, now: datetime, installation: Installation
) -> None:
    for client in await several_clients(connection, client_ids):
        await outbox.add(
            connection,
            client_changed(client, keys=installation.transit_keys, event_id=installation.new_id(), by=by, at=now),
        )


async def tell_practitioners_again(
    connection: Connection, practitioner_ids: Sequence[UUID], *, by: Actor, now: datetime, installation: Installation
) -> None:
    for practitioner in await several_practitioners(connection, practitioner_ids):
        await outbox.add(
            connection,
            practitioner_changed(
                practitioner, keys=installation.transit_keys, event_id=installation.new_id(), by=by, at=now
            ),
        )


async def tell_practices_again(
    connection: Connection, practice_ids: Sequence[UUID], *, by: Actor, now: datetime, installation: Installation
) -> None:
    """Raises PracticeNotFound."""
    for practice_id in practice_ids:
        practice = await find_practice(connection, practice_id)
        await outbox.add(
            connection,
            practice_changed(practice, keys=installation.transit_keys, event_id=installation.new_id(), by=by, at=now),
        )
