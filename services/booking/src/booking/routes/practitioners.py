from datetime import UTC, datetime
from http import HTTPStatus

from fastapi import APIRouter
from uuid_utils.compat import uuid7

from booking import views
from booking.commands.add_practitioner import add_practitioner
from booking.domain.practitioner import Practitioner
from booking.routes.dependencies import Booking, Manager, RequestBody, Staff
from messaging.http.text import Text

router = APIRouter(tags=["practice"])


class PractitionerRequest(RequestBody):
    """`subject` is their user's, by which the identity provider knows them."""

    name: Text
    subject: Text | None = None


@router.post("/practitioners", status_code=HTTPStatus.CREATED)
async def post_practitioner(body: PractitionerRequest, manager: Manager, database: Booking) -> Practitioner:
    practitioner = Practitioner(id=uuid7(), version=1, name=body.name, subject=body.subject)
    async with database.transaction(manager.practice_id) as connection:
        await add_practitioner(connection, practitioner, by=manager, now=datetime.now(UTC), event_id=uuid7())
    return practitioner


@router.get("/practitioners")
async def get_practitioners(caller: Staff, database: Booking) -> list[Practitioner]:
    async with database.transaction(caller.practice_id) as connection:
        return await views.practitioners(connection)
