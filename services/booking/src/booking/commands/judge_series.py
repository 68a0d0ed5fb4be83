from datetime import datetime
from uuid import UUID

from booking.queries.reconciliation import DeviationsPage, find_deviations
from booking.store.series import save_zone_data
from messaging import zones
from messaging.database import Connection


async def judge_series(
    connection: Connection, practice_id: UUID, *, now: datetime, after: UUID | None, at_most: int
) -> DeviationsPage:
    """What `find_deviations` finds; and what of them follows by the zone data of now as well is not asked again.

    Raises PracticeNotFound.
    """
    page = await find_deviations(connection, practice_id, now=now, after=after, at_most=at_most)
    if page.true_still:
        await save_zone_data(connection, page.true_still, zones.VERSION)
    return page
