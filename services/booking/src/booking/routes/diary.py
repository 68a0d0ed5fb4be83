from collections.abc import AsyncIterator
from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from fastapi.sse import EventSourceResponse, ServerSentEvent

from booking.domain.diary import DiaryDays
from booking.errors import DiaryRangeInvalid, PracticeNotFound, TooManyReaders
from booking.queries.diary import open_diary
from booking.routes.dependencies import Booking, Changes, Installed, Staff, room_for_a_reader
from booking.routes.models.diary import (
    DiaryChangeResponse,
    DiaryResponse,
)
from messaging.http.documents import problems

router = APIRouter(tags=["diary"])


@router.get("/diary", responses=problems(PracticeNotFound, DiaryRangeInvalid))
async def get_diary(
    caller: Staff,
    database: Booking,
    first: Annotated[date, Query(alias="from", description="In the practice's zone")],
    last: Annotated[date, Query(alias="to", description="Inclusive; 62 days at most")],
    practitioner_id: UUID | None = None,
) -> DiaryResponse:
    """What is booked on these days, or on a part of one, of one practitioner or of all, earliest first."""
    days = DiaryDays(first, last)
    async with database.transaction(caller.practice_id) as connection:
        diary = await open_diary(connection, caller.practice_id, days, practitioner_id=practitioner_id)
    return DiaryResponse.of(diary)


@router.get(
    "/diary/changes",
    response_class=EventSourceResponse,
    dependencies=[Depends(room_for_a_reader)],
    responses=problems(TooManyReaders),
)
async def get_diary_changes(caller: Staff, changes: Changes, installation: Installed) -> AsyncIterator[ServerSentEvent]:
    """Server-sent events `changed`: the practice's diary is not any more what it was, so fetch it again.

    The data is `{"practitioner_id": …, "days": ["2027-03-22"]}`; null says that anything may have changed, as the first
    event always does. Where nothing changes, a comment says so each 2 seconds. It ends when the access token expires.
    """
    assert caller.until is not None
    with changes.reader(caller) as reader:
        async for change in reader.changes(seconds=(caller.until - installation.now()).total_seconds()):
            if change is None:
                yield ServerSentEvent(comment="nothing has changed")
                continue
            days = None if change.days is None else list(change.days)
            yield ServerSentEvent(
                event="changed", data=DiaryChangeResponse(practitioner_id=change.practitioner_id, days=days)
            )
