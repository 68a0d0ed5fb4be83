from http import HTTPStatus

from fastapi import APIRouter

from booking.commands.add_practitioner import add_practitioner
from booking.domain.practitioner import Practitioner
from booking.errors import PracticeNotFound, UserTaken
from booking.routes.dependencies import Booking, Installed, Manager, Staff
from booking.routes.models.practitioners import PractitionerRequest, PractitionerResponse
from booking.store.practitioners import all_practitioners
from messaging.http.documents import problems

router = APIRouter(tags=["practice"])


@router.post("/practitioners", status_code=HTTPStatus.CREATED, responses=problems(PracticeNotFound, UserTaken))
async def post_practitioner(
    body: PractitionerRequest, manager: Manager, database: Booking, installation: Installed
) -> PractitionerResponse:
    practitioner = Practitioner(id=installation.new_id(), version=1, name=body.name, subject=body.subject)
    async with database.transaction(manager.practice_id) as connection:
        await add_practitioner(connection, practitioner, by=manager, now=installation.now(), installation=installation)
    return PractitionerResponse.of(practitioner, caller=manager)


@router.get("/practitioners")
async def get_practitioners(caller: Staff, database: Booking) -> list[PractitionerResponse]:
    """By name."""
    async with database.transaction(caller.practice_id) as connection:
        return [PractitionerResponse.of(each, caller=caller) for each in await all_practitioners(connection)]
