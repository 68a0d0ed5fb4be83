from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from booking import audit, views
from booking.commands.open_appointment import Opened, open_appointment
from booking.commands.reconcile_series import reconcile_series
from booking.domain.reconciliation import deviations, missing_in_words, of_session
from booking.views import ActivityRow, Deed
from messaging.actor import Actor
from messaging.database import Connection


@dataclass(frozen=True, slots=True)
class Summary:
    opened: Opened
    history: Sequence[Deed]
    activities: Sequence[ActivityRow]
    missing: str | None


async def show_summary(connection: Connection, appointment_id: UUID, *, by: Actor, now: datetime) -> Summary:
    """All that is known of an appointment. That its link was shown, and to whom, is kept with it.

    Raises AppointmentNotFound.
    """
    opened = await open_appointment(connection, appointment_id)
    series_id = opened.series.id
    if opened.link is not None and opened.link.state == "live":
        await audit.add(connection, "link_shown", series_id, by=by, at=now, appointment_id=appointment_id)
    ((found, findings),) = await reconcile_series(connection, by.practice_id, [series_id], now=now)
    return Summary(
        opened,
        missing=missing_in_words(of_session(deviations(found, findings, now=now), appointment_id)),
        history=await views.history(connection, series_id),
        activities=await views.activities(connection, appointment_id),
    )
