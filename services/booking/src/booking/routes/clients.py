from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query

from booking.commands.add_client import add_client
from booking.domain.client import Client
from booking.domain.name_search import words_of_search
from booking.errors import PracticeNotFound, RecipientsInvalid
from booking.routes.dependencies import Booking, Installed, Staff
from booking.routes.models.clients import ClientRequest, ClientResponse
from booking.store.clients import clients_named, newest_clients
from messaging.http.documents import problems
from messaging.http.text import LINE

router = APIRouter(tags=["clients"])


@router.post("/clients", status_code=HTTPStatus.CREATED, responses=problems(PracticeNotFound, RecipientsInvalid))
async def post_client(body: ClientRequest, caller: Staff, database: Booking, installation: Installed) -> ClientResponse:
    client = Client(installation.new_id(), 1, [recipient.recipient() for recipient in body.recipients])
    async with database.transaction(caller.practice_id) as connection:
        await add_client(connection, client, by=caller, now=installation.now(), installation=installation)
    return ClientResponse.of(client)


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
    return [ClientResponse.of(client) for client in found]
