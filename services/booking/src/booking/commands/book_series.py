from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from booking import audit, store
from booking.domain.conflict import refuse_taken
from booking.domain.series import Series, Wish, plan_series
from booking.events import series_created
from messaging import outbox
from messaging.actor import Actor
from messaging.database import Connection


async def book_series(
    connection: Connection, wish: Wish, *, by: Actor, now: datetime, new_id: Callable[[], UUID]
) -> Series:
    """Book every session of the series, or none.

    Raises ClientUnknown, KindUnknown, PractitionerUnknown, what `plan_series` raises, SlotsTaken with every conflict.
    """
    practice = await store.practice(connection, by.practice_id)
    await store.require_client(connection, wish.client_id)
    kind = await store.kind(connection, wish.kind_id)
    series = plan_series(wish, kind=kind, practice_zone=practice.zone, booked_by=by.subject, now=now, new_id=new_id)
    practitioner = await store.lock_practitioner(connection, wish.practitioner_id)
    refuse_taken(series, await store.taken_slots(connection, series), practitioner_name=practitioner.name)
    await store.add_series(connection, by.practice_id, series)
    await outbox.add(connection, series_created(series, change_id=new_id(), event_id=new_id(), by=by, at=now))
    await audit.add(connection, "series_booked", series.id, by=by, at=now)
    return series
