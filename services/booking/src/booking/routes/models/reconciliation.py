from typing import Annotated, Self
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, Field

from booking.domain.communication import Reason
from booking.domain.reconciliation import Code, Concerns
from booking.queries.reconciliation import Reconciled


class FindingResponse(BaseModel):
    code: Code
    words: Annotated[str, Field(examples=["The 2nd session has no link."])]
    concerns: Annotated[Concerns, Field(description="Who can mend it; nobody: it only says why no message went")]
    since: Annotated[AwareDatetime | None, Field(description="Null: not known")]
    appointment_id: Annotated[UUID | None, Field(description="Null: it is about the whole series")]
    number: int | None
    reason: Annotated[Reason | None, Field(description="The message's")]

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
