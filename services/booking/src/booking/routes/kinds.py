from http import HTTPStatus

from fastapi import APIRouter

from booking.commands.add_kind import add_kind
from booking.domain.kind import AppointmentKind
from booking.errors import KindNameTaken, PracticeNotFound
from booking.routes.dependencies import Booking, Installed, Manager, Staff
from booking.routes.models.kinds import KindRequest
from booking.store.kinds import all_kinds
from messaging.http.documents import problems

router = APIRouter(tags=["practice"])


@router.post("/appointment-kinds", status_code=HTTPStatus.CREATED, responses=problems(PracticeNotFound, KindNameTaken))
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
        await add_kind(connection, kind, by=manager, now=installation.now(), installation=installation)
    return kind


@router.get("/appointment-kinds")
async def get_kinds(caller: Staff, database: Booking) -> list[AppointmentKind]:
    async with database.transaction(caller.practice_id) as connection:
        return await all_kinds(connection)
