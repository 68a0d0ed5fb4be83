from http import HTTPStatus
from uuid import UUID

from fastapi import APIRouter, Request, Response

from booking.commands.cancel_appointments import cancel_appointments
from booking.errors import (
    AppointmentNotFound,
    NothingToCancel,
)
from booking.queries.appointment import open_appointment
from booking.routes.dependencies import Booking, Installed, Staff
from booking.routes.models.cancellation import CancellationResponse, CancelRequest
from booking.routes.models.series import SeriesResponse
from messaging import incarnations
from messaging.errors import IdempotencyKeyReused, VersionStale
from messaging.http.documents import problems
from messaging.http.idempotent import IDEMPOTENCY_KEY, IdempotencyKey, idempotent
from messaging.http.if_match import IF_MATCH, SeenVersion, etag
from messaging.http.refusals import IdempotencyKeyInvalid, IdempotencyKeyMissing, IfMatchInvalid, IfMatchMissing
from messaging.idempotency import Answer

router = APIRouter(tags=["appointments"])


@router.get("/appointments/{appointment_id}/cancellation", responses=problems(AppointmentNotFound))
async def get_cancellation(
    appointment_id: UUID, response: Response, caller: Staff, database: Booking, installation: Installed
) -> CancellationResponse:
    """Which sessions would go, and whether the client can be told. Nothing is stored."""
    async with database.transaction(caller.practice_id) as connection:
        opened = await open_appointment(connection, appointment_id)
        version = await incarnations.shown(connection, opened.series.version)
    response.headers["ETag"] = etag(version)
    return CancellationResponse.of(opened, etag=etag(version), now=installation.now())


@router.post(
    "/appointments/{appointment_id}:cancel",
    response_model=SeriesResponse,
    responses=problems(
        AppointmentNotFound,
        IdempotencyKeyMissing,
        IdempotencyKeyInvalid,
        IdempotencyKeyReused,
        IfMatchMissing,
        IfMatchInvalid,
        VersionStale,
        NothingToCancel,
    ),
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
                {"ETag": etag(await incarnations.shown(connection, series.version))},
                SeriesResponse.of(series).model_dump_json().encode(),
            )

        return await idempotent(connection, key, body, request, cancel, by=caller, now=now)
