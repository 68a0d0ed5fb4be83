from collections.abc import Callable
from uuid import UUID

from booking.domain.preview import Preview, preview
from booking.domain.series import Wish, plan_series
from booking.queries.conflicts import taken_slots
from booking.store.clients import require_client
from booking.store.kinds import find_kind
from booking.store.practices import find_practice
from booking.store.practitioners import find_practitioner
from messaging.actor import Actor
from messaging.database import Connection


async def preview_series(
    connection: Connection, wish: Wish, *, client_id: UUID | None, by: Actor, new_id: Callable[[], UUID]
) -> Preview:
    """What `book_series` would find now. It locks nothing and stores nothing, so a date can still be taken before Save.

    Raises ClientUnknown, KindUnknown, PractitionerUnknown, what `plan_series` raises.
    """
    practice = await find_practice(connection, by.practice_id)
    if client_id is not None:
        await require_client(connection, client_id)
    kind = await find_kind(connection, wish.kind_id)
    plan = plan_series(wish, kind=kind, practice_zone=practice.zone, new_id=new_id)
    practitioner = await find_practitioner(connection, wish.practitioner_id)
    return preview(plan, await taken_slots(connection, plan), practitioner_name=practitioner.name)
