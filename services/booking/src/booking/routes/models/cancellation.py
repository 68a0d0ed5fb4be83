from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, Field

from booking.domain.cancellation import appointments_to_cancel, withdrawn_with
from booking.domain.scope import SCOPES, Scope
from booking.queries.appointment import Opened
from booking.routes.models.diary import CallResponse, DiaryKind
from booking.routes.models.request_body import RequestBody
from booking.routes.models.series import SeriesAppointment


class CancelRequest(RequestBody):
    scope: Annotated[Scope, Field(description="all_ahead: all of the series that have not begun yet")]
    notify: Annotated[bool, Field(description="Whether the client is to be told")]


class CancellationScope(BaseModel):
    scope: Scope
    appointments: Annotated[list[SeriesAppointment], Field(description="Which would go; empty: none, so it is refused")]
    withdrawn: Annotated[int, Field(description="How many messages about these sessions would not go out any more")]


class CancellationResponse(BaseModel):
    """What cancelling would do, by its scope. Its ETag is that of the series, for `If-Match`.

    Which message would go is what notifications says.
    """

    series_id: UUID
    version: int
    etag: Annotated[str, Field(description="That of the series, for `If-Match`: sent back as it is")]
    kind: DiaryKind
    call: Annotated[CallResponse | None, Field(description="Of this session; cancelling it ends a call that is going")]
    scopes: list[CancellationScope]

    @classmethod
    def of(cls, opened: Opened, *, etag: str, now: datetime) -> Self:
        series, appointment = opened.series, opened.appointment
        return cls(
            series_id=series.id,
            version=series.version,
            etag=etag,
            kind=DiaryKind(
                id=series.kind.id, name=series.kind.name, video=series.kind.video, colour=appointment.colour
            ),
            call=CallResponse.of(opened.call, opened.series.zone),
            scopes=[_scope(scope, opened, now=now) for scope in SCOPES],
        )


def _scope(scope: Scope, opened: Opened, *, now: datetime) -> CancellationScope:
    series = opened.series
    going = appointments_to_cancel(series, scope, opened.appointment.appointment_id, now=now)
    return CancellationScope(
        scope=scope,
        appointments=[SeriesAppointment.of(each) for each in going],
        withdrawn=withdrawn_with(going, opened.communications),
    )
