from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from booking.commands.add_kind import add_kind
from booking.domain.kind import AppointmentKind, Colour
from booking.routes.dependencies import Booking, Installed, Manager, RequestBody, Staff
from booking.store.kinds import all_kinds
from messaging.http.text import Text

router = APIRouter(tags=["practice"])

type Buffer = Annotated[int, Field(ge=0, le=240)]


class KindRequest(RequestBody):
    """A type of appointment. The practitioner is also taken for the buffers before and after."""

    name: Text
    video: bool
    duration_minutes: Annotated[int, Field(ge=5, le=1440)]
    buffer_before_minutes: Buffer = 0
    buffer_after_minutes: Buffer = 0
    colour: Colour


@router.post("/appointment-kinds", status_code=HTTPStatus.CREATED)
async def post_kind(body: KindRequest, manager: Manager, database: Booking, installation: Installed) -> AppointmentKind:
    kind = AppointmentKind(
        id=installation.new_id(),
        version=1,
        name=body.name,
        video=body.video,
        duration_minutes=body.duration_minutes,
        buffer_before_minutes=body.buffer_before_minutes,
        buffer_after_minutes=body.buffer_after_minutes,
        colour=body.colour,
    )
    async with database.transaction(manager.practice_id) as connection:
        await add_kind(connection, kind, by=manager, now=installation.now())
    return kind


@router.get("/appointment-kinds")
async def get_kinds(caller: Staff, database: Booking) -> list[AppointmentKind]:
    async with database.transaction(caller.practice_id) as connection:
        return await all_kinds(connection)
