from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from booking import audit
from booking.domain.history import HistoryEntry
from booking.domain.reconciliation import deviations, missing_in_words
from booking.installation import Installation
from booking.queries.appointment import Opened, open_appointment
from booking.queries.history import ActivityRow, activities_of, history_of
from booking.queries.reconciliation import reconcile_appointment
from messaging.actor import Actor
from messaging.database import Connection


@dataclass(frozen=True, slots=True)
class Summary:
    opened: Opened
    history: Sequence[HistoryEntry]
    activities: Sequence[ActivityRow]
    missing: str | None


async def show_summary(
    connection: Connection, appointment_id: UUID, *, by: Actor, now: datetime, installation: Installation
) -> Summary:
    """All that is known of an appointment. That its link was shown, and to whom, is kept with it.

    Raises AppointmentNotFound.
    """
    opened = await open_appointment(connection, appointment_id)
    series_id = opened.series.id
    if opened.link is not None and opened.link.state == "live":
        await audit.add(
            connection,
            "link_shown",
            series_id,
            entry_id=installation.new_id(),
            by=by,
            at=now,
            appointment_id=appointment_id,
        )
    reconciled = await reconcile_appointment(connection, by.practice_id, appointment_id, now=now)
    return Summary(
        opened,
        missing=missing_in_words(deviations(reconciled.found, reconciled.findings, now=now)),
        history=await history_of(connection, series_id),
        activities=await activities_of(connection, appointment_id),
    )
