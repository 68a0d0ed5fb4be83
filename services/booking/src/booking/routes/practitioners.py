from http import HTTPStatus
from typing import Self
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel

from booking.commands.add_practitioner import add_practitioner
from booking.domain.practitioner import Practitioner
from booking.routes.dependencies import Booking, Installed, Manager, RequestBody, Staff
from booking.store.practitioners import all_practitioners
from messaging.actor import Actor
from messaging.http.text import Text

router = APIRouter(tags=["practice"])


class PractitionerRequest(RequestBody):
    """`subject` is their user's, by which the identity provider knows them."""

    name: Text
    subject: Text | None = None


class PractitionerResponse(BaseModel):
    """`own` is whether it is the caller: the practitioner whose user they are."""

    id: UUID
    version: int
    name: str
    subject: str | None
    own: bool

    @classmethod
    def of(cls, practitioner: Practitioner, *, caller: Actor) -> Self:
        return cls(
            id=practitioner.id,
            version=practitioner.version,
            name=practitioner.name,
            subject=practitioner.subject,
            own=practitioner.subject == caller.subject,
        )


@router.post("/practitioners", status_code=HTTPStatus.CREATED)
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
