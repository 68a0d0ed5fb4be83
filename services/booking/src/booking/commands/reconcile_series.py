from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from booking import deviations, store
from booking.domain.reconciliation import Finding, Found, reconcile
from booking.domain.series import Series
from booking.domain.wall_time import find_zone
from messaging.database import Connection


async def reconcile_series(
    connection: Connection, practice_id: UUID, series_ids: Sequence[UUID], *, now: datetime
) -> list[tuple[Found, list[Finding]]]:
    """What there is of each series, and what of it is not as it ought to be. Raises PracticeNotFound."""
    found = await _found(connection, practice_id, await store.several_series(connection, series_ids))
    return [(each, reconcile(each, now=now)) for each in found]


async def _found(connection: Connection, practice_id: UUID, several: Sequence[Series]) -> list[Found]:
    practice = await store.practice(connection, practice_id)
    ids = [series.id for series in several]
    links = await deviations.links(connection, ids)
    communications = await deviations.communications(connection, ids)
    recipients = await deviations.recipients(connection, [series.client_id for series in several])
    changed_at = await deviations.changed_at(connection, ids)
    parked_at = await deviations.parked_at(connection, ids)
    return [
        Found(
            series=series,
            changed_at=changed_at.get(series.id, series.booked_at),
            client_name=recipients[series.client_id][0].name,
            reachable=any(each.email for each in recipients[series.client_id]),
            links={each.id: links[each.id] for each in series.occurrences if each.id in links},
            communications=communications[series.id],
            parked_at=parked_at.get(series.id),
            zone=find_zone(practice.zone),
        )
        for series in several
    ]
