from datetime import UTC, datetime
from typing import Annotated, Self
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import AwareDatetime, BaseModel, Field

from booking import deviations, views
from booking.commands.reconcile_series import reconcile_series
from booking.domain.reconciliation import Code, Concerns, Finding, Found, of_session
from booking.domain.reconciliation import deviations as to_mend
from booking.routes.dependencies import Booking, Manager, Staff

router = APIRouter(tags=["reconciliation"])

SERIES_AT_ONCE = 100


class FindingResponse(BaseModel):
    code: Code
    words: Annotated[str, Field(examples=["The 2nd session has no link."])]
    concerns: Annotated[Concerns, Field(description="Who can mend it; nobody: it only says why no message went")]
    since: Annotated[AwareDatetime | None, Field(description="Null: not known")]
    appointment_id: Annotated[UUID | None, Field(description="Null: it is about the whole series")]
    number: int | None
    reason: Annotated[str | None, Field(description="The message's, as a code")]

    @classmethod
    def of(cls, finding: Finding, found: Found) -> Self:
        numbers = {each.id: each.number for each in found.series.occurrences}
        return cls(
            code=finding.code,
            words=finding.words,
            concerns=finding.concerns,
            since=finding.since,
            appointment_id=finding.appointment_id,
            number=numbers.get(finding.appointment_id) if finding.appointment_id else None,
            reason=finding.reason,
        )


class AppointmentReconciliation(BaseModel):
    appointment_id: UUID
    series_id: UUID
    findings: Annotated[list[FindingResponse], Field(description="What weighs most first; empty: all is as it ought")]


class SeriesReconciliation(BaseModel):
    series_id: UUID
    client_name: str
    findings: list[FindingResponse]


class ReconciliationResponse(BaseModel):
    """`next` asks for the next page, as `after`; null: this was the last one."""

    series: list[SeriesReconciliation]
    next: UUID | None


@router.get("/appointments/{appointment_id}/reconciliation")
async def get_appointment_reconciliation(
    appointment_id: UUID, caller: Staff, database: Booking
) -> AppointmentReconciliation:
    """What of an appointment is not as it ought to be, and why messages of it did not go."""
    async with database.transaction(caller.practice_id) as connection:
        series_id = (await views.appointment(connection, appointment_id)).series_id
        ((found, findings),) = await reconcile_series(
            connection, caller.practice_id, [series_id], now=datetime.now(UTC)
        )
    return AppointmentReconciliation(
        appointment_id=appointment_id,
        series_id=series_id,
        findings=[FindingResponse.of(each, found) for each in of_session(findings, appointment_id)],
    )


@router.get("/reconciliation")
async def get_reconciliation(
    manager: Manager,
    database: Booking,
    after: Annotated[UUID | None, Query(description="The `next` of the page before")] = None,
) -> ReconciliationResponse:
    """What of the practice's series that lie ahead is not as it ought to be. A page may be empty and not the last."""
    now = datetime.now(UTC)
    async with database.transaction(manager.practice_id) as connection:
        ids = await deviations.series_in_question(
            connection, manager.practice_id, now=now, after=after, at_most=SERIES_AT_ONCE
        )
        reconciled = await reconcile_series(connection, manager.practice_id, ids, now=now)
    to_show = [(found, to_mend(found, findings, now=now)) for found, findings in reconciled]
    return ReconciliationResponse(
        series=[
            SeriesReconciliation(
                series_id=found.series.id,
                client_name=found.client_name,
                findings=[FindingResponse.of(each, found) for each in findings],
            )
            for found, findings in to_show
            if findings
        ],
        next=ids[-1] if len(ids) == SERIES_AT_ONCE else None,
    )
