from datetime import datetime
from http import HTTPStatus
from typing import Annotated, Self
from uuid import UUID

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field

from booking.commands.cancel_appointments import cancel_appointments
from booking.domain.cancellation import SCOPES, Scope, appointments_to_cancel, was_ever_told, withdrawn_with
from booking.domain.client import Recipient
from booking.idempotency import Answer
from booking.queries.appointment import Opened, open_appointment
from booking.routes.dependencies import Booking, Installed, RequestBody, Staff
from booking.routes.diary import CallResponse, DiaryKind
from booking.routes.if_match import IF_MATCH, SeenVersion, etag
from booking.routes.once import IDEMPOTENCY_KEY, IdempotencyKey, once
from booking.routes.series import OccurrenceResponse, SeriesResponse

router = APIRouter(tags=["appointments"])


class CancelRequest(RequestBody):
    scope: Annotated[Scope, Field(description="all_ahead: all of the series that have not begun yet")]
    notify: Annotated[bool, Field(description="Whether the client is to be told")]


class CancellationScope(BaseModel):
    scope: Scope
    sessions: Annotated[list[OccurrenceResponse], Field(description="Which would go; empty: none, so it is refused")]
    withdrawn: Annotated[int, Field(description="How many messages about these sessions would not go out any more")]


class CancellationResponse(BaseModel):
    """What cancelling would do, by its scope. Its ETag is that of the series, for `If-Match`."""

    series_id: UUID
    version: int
    kind: DiaryKind
    recipients: Annotated[list[Recipient], Field(description="Who has an email address to be told by")]
    told: Annotated[bool, Field(description="Whether the client may have got a message about the series yet")]
    notice: Annotated[
        str | None,
        Field(
            description="Why the client would get no message, whatever is asked",
            examples=["Tomasz Zieliński has no email address, so no message can be sent."],
        ),
    ]
    call: Annotated[CallResponse | None, Field(description="Of this session; cancelling it ends a call that is going")]
    scopes: list[CancellationScope]

    @classmethod
    def of(cls, opened: Opened, *, now: datetime) -> Self:
        series, appointment = opened.series, opened.appointment
        reachable = [each for each in appointment.recipients if each.email]
        told = was_ever_told(opened.communications)
        return cls(
            series_id=series.id,
            version=series.version,
            kind=DiaryKind(
                id=series.kind.id, name=series.kind.name, video=series.kind.video, colour=appointment.colour
            ),
            recipients=reachable,
            told=told,
            notice=_notice(appointment.recipients[0].name, reachable=bool(reachable), told=told),
            call=CallResponse.of(opened.call),
            scopes=[_scope(scope, opened, now=now) for scope in SCOPES],
        )


@router.get("/appointments/{appointment_id}/cancellation")
async def get_cancellation(
    appointment_id: UUID, response: Response, caller: Staff, database: Booking, installation: Installed
) -> CancellationResponse:
    """Which sessions would go, and whether the client can be told. Nothing is stored."""
    async with database.transaction(caller.practice_id) as connection:
        opened = await open_appointment(connection, appointment_id)
    response.headers["ETag"] = etag(opened.series.version)
    return CancellationResponse.of(opened, now=installation.now())


@router.post(
    "/appointments/{appointment_id}:cancel",
    response_model=SeriesResponse,
    openapi_extra={"parameters": [IDEMPOTENCY_KEY, IF_MATCH]},
)
async def post_cancel(
    appointment_id: UUID,
    body: CancelRequest,
    caller: Staff,
    seen_version: SeenVersion,
    key: IdempotencyKey,
    request: Request,
    database: Booking,
    installation: Installed,
) -> Response:
    """Cancel a session, it and those that follow, or all of its series that lie ahead. Answers the series as it is now.

    A session that is over, attended or missed stays what it is; one that is running is cancelled, and its call ends.
    Repeated with the same Idempotency-Key it answers as at the first time; with another key and the old ETag, 412.
    """
    now = installation.now()
    async with database.transaction(caller.practice_id) as connection:

        async def cancel() -> Answer:
            series = await cancel_appointments(
                connection,
                appointment_id,
                body.scope,
                seen_version=seen_version,
                notify=body.notify,
                by=caller,
                now=now,
                installation=installation,
            )
            return Answer(
                HTTPStatus.OK.value,
                {"ETag": etag(series.version)},
                SeriesResponse.of(series).model_dump_json().encode(),
            )

        return await once(connection, key, body, request, cancel, by=caller, now=now)


def _scope(scope: Scope, opened: Opened, *, now: datetime) -> CancellationScope:
    series = opened.series
    sessions = appointments_to_cancel(series, scope, opened.appointment.appointment_id, now=now)
    return CancellationScope(
        scope=scope,
        sessions=[OccurrenceResponse.of(each, series) for each in sessions],
        withdrawn=withdrawn_with(sessions, opened.communications),
    )


def _notice(client_name: str, *, reachable: bool, told: bool) -> str | None:
    if not reachable:
        return f"{client_name} has no email address, so no message can be sent."
    if not told:
        return f"Nothing of this has been sent to {client_name} yet, so no message is needed."
    return None
