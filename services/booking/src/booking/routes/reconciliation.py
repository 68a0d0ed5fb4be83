from typing import Annotated, Self
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import AwareDatetime, BaseModel, Field

from booking.domain.reconciliation import Code, Concerns
from booking.queries.reconciliation import Reconciled, find_deviations, reconcile_appointment
from booking.routes.dependencies import Booking, Installed, Manager, Staff

router = APIRouter(tags=["reconciliation"])


class FindingResponse(BaseModel):
    code: Code
    words: Annotated[str, Field(examples=["The 2nd session has no link."])]
    concerns: Annotated[Concerns, Field(description="Who can mend it; nobody: it only says why no message went")]
    since: Annotated[AwareDatetime | None, Field(description="Null: not known")]
    appointment_id: Annotated[UUID | None, Field(description="Null: it is about the whole series")]
    number: int | None
    reason: Annotated[str | None, Field(description="The message's, as a code")]

    @classmethod
    def all_of(cls, reconciled: Reconciled) -> list[Self]:
        numbers = {each.id: each.number for each in reconciled.found.series.appointments}
        return [
            cls(
                code=each.code,
                words=each.words,
                concerns=each.concerns,
                since=each.since,
                appointment_id=each.appointment_id,
                number=numbers.get(each.appointment_id) if each.appointment_id else None,
                reason=each.reason,
            )
            for each in reconciled.findings
        ]


class AppointmentReconciliation(BaseModel):
    appointment_id: UUID
    series_id: UUID
    findings: Annotated[list[FindingResponse], Field(description="What weighs most first; empty: all is as it ought")]


class SeriesReconciliation(BaseModel):
    series_id: UUID
    client_name: str
    findings: list[FindingResponse]

    @classmethod
    def of(cls, reconciled: Reconciled) -> Self:
        found = reconciled.found
        return cls(
            series_id=found.series.id, client_name=found.client_name, findings=FindingResponse.all_of(reconciled)
        )


class ReconciliationResponse(BaseModel):
    """`next` asks for the next page, as `after`; null: this was the last one."""

    series: list[SeriesReconciliation]
    next: UUID | None


@router.get("/appointments/{appointment_id}/reconciliation")
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


@router.get("/reconciliation")
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
