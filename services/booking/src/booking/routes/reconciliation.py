from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from booking.errors import AppointmentNotFound, PracticeNotFound
from booking.queries.reconciliation import find_deviations, reconcile_appointment
from booking.routes.dependencies import Booking, Installed, Manager, Staff
from booking.routes.models.reconciliation import (
    AppointmentReconciliation,
    FindingResponse,
    ReconciliationResponse,
    SeriesReconciliation,
)
from messaging.http.documents import problems

router = APIRouter(tags=["reconciliation"])


@router.get("/appointments/{appointment_id}/reconciliation", responses=problems(AppointmentNotFound))
async def get_appointment_reconciliation(
    appointment_id: UUID, caller: Staff, database: Booking, installation: Installed
) -> AppointmentReconciliation:
    """What of an appointment is not as it ought to be, and why messages of it did not go."""
    async with database.transaction(caller.practice_id) as connection:
        reconciled = await reconcile_appointment(connection, caller.practice_id, appointment_id, now=installation.now())
    return AppointmentReconciliation(
        appointment_id=appointment_id,
        series_id=reconciled.found.series.id,
        findings=FindingResponse.all_of(reconciled),
    )


@router.get("/reconciliation", responses=problems(PracticeNotFound))
async def get_reconciliation(
    manager: Manager,
    database: Booking,
    installation: Installed,
    after: Annotated[UUID | None, Query(description="The `next` of the page before")] = None,
) -> ReconciliationResponse:
    """What of the practice's series that lie ahead is not as it ought to be. A page may be empty and not the last."""
    now = installation.now()
    async with database.transaction(manager.practice_id) as connection:
        page = await find_deviations(connection, manager.practice_id, now=now, after=after)
    return ReconciliationResponse(series=[SeriesReconciliation.of(each) for each in page.series], next=page.next)
