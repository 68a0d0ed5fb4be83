from collections.abc import AsyncIterator
from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Query
from fastapi.sse import EventSourceResponse, ServerSentEvent
from pydantic import AwareDatetime, BaseModel

from booking.domain.call import Call, CallEnd, ClientPresence
from booking.domain.diary import DiaryDays
from booking.domain.link import LinkState, state_of_link
from booking.domain.series import Status
from booking.domain.wall_time import find_zone
from booking.queries.diary import Diary, DiaryRow, open_diary
from booking.routes.dependencies import Booking, Hints, Installed, Staff
from booking.routes.local_time import LocalDateTime

router = APIRouter(tags=["diary"])


class Named(BaseModel):
    id: UUID
    name: str


class DiaryKind(Named):
    video: bool
    colour: str


class CallResponse(BaseModel):
    """How it stands in the session's room. `client_since` is when the client's presence became what it is."""

    client: ClientPresence
    client_since: AwareDatetime | None
    host_present: bool
    ended: CallEnd | None

    @classmethod
    def of(cls, call: Call | None) -> Self | None:
        """None where nobody has been at its link."""
        if call is None:
            return None
        return cls(client=call.client, client_since=call.client_since, host_present=call.host_present, ended=call.ended)


class DiaryAppointment(BaseModel):
    """`local_start` and `local_end` are in the practice's zone; `of` is how many sessions the series has."""

    id: UUID
    series_id: UUID
    number: int
    of: int
    local_start: LocalDateTime
    local_end: LocalDateTime
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    status: Status
    practitioner: Named
    client: Named
    kind: DiaryKind
    link: LinkState
    call: CallResponse | None

    @classmethod
    def of_row(cls, row: DiaryRow, zone: ZoneInfo) -> Self:
        return cls(
            id=row.appointment_id,
            series_id=row.series_id,
            number=row.number,
            of=row.of,
            local_start=_local(row.starts_at, zone),
            local_end=_local(row.ends_at, zone),
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            status=row.status,
            practitioner=Named(id=row.practitioner_id, name=row.practitioner_name),
            client=Named(id=row.client_id, name=row.client_name),
            kind=DiaryKind(id=row.kind_id, name=row.kind_name, video=row.video, colour=row.colour),
            link=state_of_link(video=row.video, known=row.link),
            call=CallResponse.of(row.call),
        )


class DiaryResponse(BaseModel):
    zone: str
    appointments: list[DiaryAppointment]

    @classmethod
    def of(cls, diary: Diary) -> Self:
        zone = find_zone(diary.zone)
        return cls(zone=diary.zone, appointments=[DiaryAppointment.of_row(row, zone) for row in diary.rows])


@router.get("/diary")
async def get_diary(
    caller: Staff,
    database: Booking,
    first: Annotated[date, Query(alias="from", description="In the practice's zone")],
    last: Annotated[date, Query(alias="to", description="Inclusive; 62 days at most")],
    practitioner_id: UUID | None = None,
) -> DiaryResponse:
    """What is booked on these days, of one practitioner or of all, earliest first."""
    days = DiaryDays(first, last)
    async with database.transaction(caller.practice_id) as connection:
        diary = await open_diary(connection, caller.practice_id, days, practitioner_id=practitioner_id)
    return DiaryResponse.of(diary)


class HintResponse(BaseModel):
    """Whose diary, and which days of it, by the practice's zone. Null: any of them may have changed."""

    practitioner_id: UUID | None
    days: list[date] | None


@router.get("/diary/hints", response_class=EventSourceResponse)
async def get_diary_hints(caller: Staff, hints: Hints, installation: Installed) -> AsyncIterator[ServerSentEvent]:
    """Server-sent events `changed`: the practice's diary is not any more what it was, so fetch it again.

    The data is `{"practitioner_id": …, "days": ["2027-03-22"]}`; null says that anything may have changed, as the first
    event always does. It ends when the access token expires.
    """
    assert caller.until is not None
    with hints.reader(caller.practice_id) as reader:
        async for hint in reader.hints(seconds=(caller.until - installation.now()).total_seconds()):
            days = None if hint.days is None else list(hint.days)
            yield ServerSentEvent(event="changed", data=HintResponse(practitioner_id=hint.practitioner_id, days=days))


def _local(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None)
