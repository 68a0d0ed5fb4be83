from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import Depends, Request
from starlette.requests import HTTPConnection

from messaging.actor import Actor
from messaging.database import Database
from messaging.http.identity import require
from video_links.commands.tell_links import Making
from video_links.domain.limit import Limit, Network, client_address


@dataclass(frozen=True, slots=True)
class Installation:
    """What its settings say, and what this replica has counted."""

    making: Making
    trusted_proxies: tuple[Network, ...]
    unknown_links: Limit
    joins: Limit
    now: Callable[[], datetime]


async def _database(request: Request) -> Database:
    database: Database = request.app.state.database
    return database


async def _installation(request: Request) -> Installation:
    installation: Installation = request.app.state.installation
    return installation


def address_of(request: HTTPConnection, installation: Annotated[Installation, Depends(_installation)]) -> str:
    """Whose tries its tries are."""
    peer = request.client.host if request.client else ""
    forwarded_for = ",".join(request.headers.getlist("x-forwarded-for"))
    return client_address(peer, forwarded_for, installation.trusted_proxies)


async def _now(installation: Annotated[Installation, Depends(_installation)]) -> datetime:
    return installation.now()


Links = Annotated[Database, Depends(_database)]
Here = Annotated[Installation, Depends(_installation)]
Address = Annotated[str, Depends(address_of)]
Now = Annotated[datetime, Depends(_now)]
Host = Annotated[Actor, Depends(require("clinician"))]
Staff = Annotated[Actor, Depends(require("receptionist", "clinician", "manager"))]
