from http import HTTPStatus
from uuid import UUID

from fastapi import APIRouter, Request, Response

from booking.commands.undo_change import undo_change
from booking.errors import OldPlacesTaken, SeriesNotFound, UndoTooLate
from booking.routes.dependencies import Booking, Installed, Staff
from booking.routes.models.request_body import RequestBody
from booking.routes.models.series import SeriesResponse
from messaging import incarnations
from messaging.errors import IdempotencyKeyReused, VersionStale
from messaging.http.documents import problems
from messaging.http.idempotent import IDEMPOTENCY_KEY, IdempotencyKey, idempotent
from messaging.http.if_match import IF_MATCH, SeenVersion, etag
from messaging.http.refusals import IdempotencyKeyInvalid, IdempotencyKeyMissing, IfMatchInvalid, IfMatchMissing
from messaging.idempotency import Answer

router = APIRouter(tags=["series"])


@router.post(
    "/series/{series_id}:undo",
    response_model=SeriesResponse,
    responses=problems(
        SeriesNotFound,
        UndoTooLate,
        OldPlacesTaken,
        IdempotencyKeyMissing,
        IdempotencyKeyInvalid,
        IdempotencyKeyReused,
        IfMatchMissing,
        IfMatchInvalid,
        VersionStale,
    ),
    openapi_extra={"parameters": [IDEMPOTENCY_KEY, IF_MATCH]},
)
async def post_undo(
    series_id: UUID,
    caller: Staff,
    seen_version: SeenVersion,
    key: IdempotencyKey,
    request: Request,
    database: Booking,
    installation: Installed,
) -> Response:
    """Take back the change that made this version of a series, before its client is told of it. Answers the series as
    it is now, which is as it was."""
    now = installation.now()
    async with database.transaction(caller.practice_id) as connection:

        async def undo() -> Answer:
            series = await undo_change(
                connection, series_id, seen_version=seen_version, by=caller, now=now, installation=installation
            )
            return Answer(
                HTTPStatus.OK.value,
                {"ETag": etag(await incarnations.shown(connection, series.version))},
                SeriesResponse.of(series).model_dump_json().encode(),
            )

        return await idempotent(connection, key, RequestBody(), request, undo, by=caller, now=now)
