import re
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import AfterValidator, BaseModel, Field, StringConstraints

from booking.commands.add_client import add_client
from booking.domain.client import Client, Recipient, Role
from booking.domain.name_search import words_of_search
from booking.routes.dependencies import Booking, Installed, RequestBody, Staff
from booking.store.clients import clients_named, newest_clients
from messaging.http.text import LINE, Text

router = APIRouter(tags=["clients"])

_EMAIL = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9-]+)+"
)


def _email(address: str) -> str:
    if not _EMAIL.fullmatch(address):
        raise ValueError("This is no email address.")
    return address


def _phone(number: str) -> str:
    if not re.fullmatch(r"\+?[0-9 ()./-]+", number) or not 5 <= sum(map(str.isdecimal, number)) <= 15:
        raise ValueError("This is no telephone number.")
    return number


type Email = Annotated[str, StringConstraints(strip_whitespace=True, max_length=254), AfterValidator(_email)]
type Phone = Annotated[str, StringConstraints(strip_whitespace=True, max_length=40), AfterValidator(_phone)]


class RecipientRequest(RequestBody):
    """Somebody who gets messages about the client. `called` is the name for a greeting, where it is not `name`."""

    role: Role
    name: Text
    called: Text | None = None
    email: Email | None = None
    phone: Phone | None = None

    def recipient(self) -> Recipient:
        return Recipient(self.role, self.name, self.called, self.email, self.phone)


class ClientRequest(RequestBody):
    """The first recipient is the client."""

    recipients: Annotated[list[RecipientRequest], Field(min_length=1, max_length=10)]


class ClientResponse(BaseModel):
    id: UUID
    version: int
    name: str
    recipients: list[Recipient]


@router.post("/clients", status_code=HTTPStatus.CREATED)
async def post_client(body: ClientRequest, caller: Staff, database: Booking, installation: Installed) -> ClientResponse:
    client = Client(installation.new_id(), 1, [recipient.recipient() for recipient in body.recipients])
    async with database.transaction(caller.practice_id) as connection:
        await add_client(connection, client, by=caller, now=installation.now(), installation=installation)
    return _response(client)


type Search = Annotated[
    str | None,
    Query(max_length=LINE, description="Beginnings of the words of a name, in any order, without case and accents"),
]


@router.get("/clients")
async def get_clients(caller: Staff, database: Booking, search: Search = None) -> list[ClientResponse]:
    """The first 20 of those with such a name; without a search the newest 500."""
    async with database.transaction(caller.practice_id) as connection:
        if search is None:
            found = await newest_clients(connection)
        else:
            found = await clients_named(connection, caller.practice_id, words_of_search(search))
    return [_response(client) for client in found]


def _response(client: Client) -> ClientResponse:
    return ClientResponse(id=client.id, version=client.version, name=client.name, recipients=list(client.recipients))
