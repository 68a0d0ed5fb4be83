from http import HTTPStatus
from uuid import UUID

from fastapi import APIRouter, Request, Response

from booking.commands.book_series import book_series
from booking.errors import (
    AllSlotsTaken,
    AppointmentsOverlap,
    ClientUnknown,
    FindingsNotAccepted,
    FirstDateNotInSeries,
    KindUnknown,
    PracticeNotFound,
    PractitionerUnknown,
    SeriesEndsBeforeItStarts,
    SeriesEndUnclear,
    SeriesNotFound,
    SeriesTooLong,
    SlotsTaken,
    StartInvalid,
    ZoneUnknown,
)
from booking.queries.preview import preview_series
from booking.routes.dependencies import Booking, Installed, Staff
from booking.routes.models.series import (
    PreviewRequest,
    PreviewResponse,
    SeriesRequest,
    SeriesResponse,
)
from booking.store.series import find_series
from messaging import incarnations
from messaging.errors import IdempotencyKeyReused
from messaging.http.documents import problems
from messaging.http.idempotent import IDEMPOTENCY_KEY, IdempotencyKey, idempotent
from messaging.http.if_match import etag
from messaging.http.refusals import IdempotencyKeyInvalid, IdempotencyKeyMissing
from messaging.idempotency import Answer

router = APIRouter(tags=["series"])

# Why a request has no dates, whether it is to be booked or only looked at.
_NO_DATES = (
    PracticeNotFound,
    ClientUnknown,
    KindUnknown,
    PractitionerUnknown,
    ZoneUnknown,
    StartInvalid,
    SeriesEndUnclear,
    SeriesEndsBeforeItStarts,
    SeriesTooLong,
    FirstDateNotInSeries,
    AppointmentsOverlap,
)


@router.post("/series:preview", responses=problems(*_NO_DATES))
async def post_series_preview(
    body: PreviewRequest, caller: Staff, database: Booking, installation: Installed
) -> PreviewResponse:
    """Every date that saving the same request would book, and what stands in its way or speaks against it. Nothing is
    stored."""
    now = installation.now()
    wanted = body.booking_request()
    async with database.transaction(caller.practice_id) as connection:
        preview = await preview_series(
            connection, wanted, client_id=body.client_id, decided=body.decisions(), by=caller, now=now
        )
    return PreviewResponse.of(preview)


@router.post(
    "/series",
    status_code=HTTPStatus.CREATED,
    response_model=SeriesResponse,
    responses=problems(
        *_NO_DATES,
        SlotsTaken,
        AllSlotsTaken,
        FindingsNotAccepted,
        IdempotencyKeyMissing,
        IdempotencyKeyInvalid,
        IdempotencyKeyReused,
    ),
    openapi_extra={"parameters": [IDEMPOTENCY_KEY]},
)
async def post_series(
    body: SeriesRequest,
    caller: Staff,
    key: IdempotencyKey,
    request: Request,
    database: Booking,
    installation: Installed,
) -> Response:
    """Book a series, or a single appointment: every session or none, or all but those that are to be skipped."""
    now = installation.now()
    wanted = body.booking_request()
    async with database.transaction(caller.practice_id) as connection:

        async def book() -> Answer:
            series = await book_series(
                connection,
                wanted,
                client_id=body.client_id,
                decided=body.decisions(),
                by=caller,
                now=now,
                installation=installation,
            )
            version = await incarnations.shown(connection, series.version)
            return Answer(
                HTTPStatus.CREATED.value,
                {"Location": f"{request.url.path}/{series.id}", "ETag": etag(version)},
                SeriesResponse.of(series).model_dump_json().encode(),
            )

        return await idempotent(connection, key, body, request, book, by=caller, now=now)


@router.get("/series/{series_id}", responses=problems(SeriesNotFound))
async def get_series(series_id: UUID, response: Response, caller: Staff, database: Booking) -> SeriesResponse:
    async with database.transaction(caller.practice_id) as connection:
        series = await find_series(connection, series_id)
        version = await incarnations.shown(connection, series.version)
    response.headers["ETag"] = etag(version)
    return SeriesResponse.of(series)
