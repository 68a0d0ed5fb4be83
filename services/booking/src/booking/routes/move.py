from http import HTTPStatus
from uuid import UUID

from fastapi import APIRouter, Request, Response

from booking.commands.move_appointments import move_appointments
from booking.errors import (
    AllPlacesTaken,
    AppointmentNotFound,
    AppointmentsOverlap,
    FirstDateNotInSeries,
    NothingToMove,
    PlacesNotAccepted,
    PlacesTaken,
    StartInvalid,
)
from booking.queries.move import preview_move
from booking.routes.dependencies import Booking, Installed, Staff
from booking.routes.models.move import AppointmentMoveRequest, MovedResponse, MovePreviewRequest, MovePreviewResponse
from messaging import incarnations
from messaging.errors import IdempotencyKeyReused, VersionStale
from messaging.http.documents import problems
from messaging.http.idempotent import IDEMPOTENCY_KEY, IdempotencyKey, idempotent
from messaging.http.if_match import IF_MATCH, SeenVersion, etag
from messaging.http.refusals import IdempotencyKeyInvalid, IdempotencyKeyMissing, IfMatchInvalid, IfMatchMissing
from messaging.idempotency import Answer

router = APIRouter(tags=["appointments"])

# Why a request has no new places, whether it is to be done or only looked at.
_NO_PLACES = (AppointmentNotFound, NothingToMove, StartInvalid, FirstDateNotInSeries, AppointmentsOverlap)


@router.post("/appointments/{appointment_id}:preview-move", responses=problems(*_NO_PLACES))
async def post_move_preview(
    appointment_id: UUID,
    body: MovePreviewRequest,
    response: Response,
    caller: Staff,
    database: Booking,
    installation: Installed,
) -> MovePreviewResponse:
    """Where each session would go, what stands in its way or speaks against it, and what stays. Nothing is stored."""
    now = installation.now()
    async with database.transaction(caller.practice_id) as connection:
        preview = await preview_move(connection, body.move_request(appointment_id), decided=body.decisions(), now=now)
        version = await incarnations.shown(connection, preview.before.version)
    response.headers["ETag"] = etag(version)
    return MovePreviewResponse.of(preview, etag=etag(version))


@router.post(
    "/appointments/{appointment_id}:move",
    response_model=MovedResponse,
    responses=problems(
        *_NO_PLACES,
        PlacesTaken,
        AllPlacesTaken,
        PlacesNotAccepted,
        IdempotencyKeyMissing,
        IdempotencyKeyInvalid,
        IdempotencyKeyReused,
        IfMatchMissing,
        IfMatchInvalid,
        VersionStale,
    ),
    openapi_extra={"parameters": [IDEMPOTENCY_KEY, IF_MATCH]},
)
async def post_move(
    appointment_id: UUID,
    body: AppointmentMoveRequest,
    caller: Staff,
    seen_version: SeenVersion,
    key: IdempotencyKey,
    request: Request,
    database: Booking,
    installation: Installed,
) -> Response:
    """Move a session, it and those that follow, or all of its series that lie ahead: all of them or none, but those
    that are to stay where they are. Answers the series as it is now.

    Repeated with the same Idempotency-Key it answers as at the first time; with another key and the old ETag, 412.
    """
    now = installation.now()
    async with database.transaction(caller.practice_id) as connection:

        async def move() -> Answer:
            series, change = await move_appointments(
                connection,
                body.move_request(appointment_id),
                decided=body.decisions(),
                seen_version=seen_version,
                notify=body.notify,
                by=caller,
                now=now,
                installation=installation,
            )
            version = etag(await incarnations.shown(connection, series.version))
            return Answer(
                HTTPStatus.OK.value,
                {"ETag": version},
                MovedResponse.of_move(series, change, etag=version).model_dump_json().encode(),
            )

        return await idempotent(connection, key, body, request, move, by=caller, now=now)
