from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Final

from fastapi import Depends, Request
from starlette.requests import HTTPConnection

from messaging.actor import Actor
from messaging.batcher import Batcher
from messaging.database import Database
from messaging.http.identity import require
from messaging.http.state import database_of
from video_links.domain.limit import Limit, Network, client_address
from video_links.domain.link import LinkRef
from video_links.domain.pace import Pace
from video_links.domain.token import Token
from video_links.installation import Installation


@dataclass(frozen=True, slots=True)
class RateLimits:
    """What this replica has counted. `links` are looked for by their tokens, all that are asked for meanwhile at once;
    `unknown_links` is how many that there are not are answered. `joins` are those of a link by browsers that are new to
    it, and requests for another link by it; `rejoins` those of one browser that comes back; `openings` those of a link
    that are noted. Of `trusted_proxies` X-Forwarded-For is believed."""

    trusted_proxies: tuple[Network, ...]
    links: Batcher[Token, LinkRef]
    unknown_links: Pace
    joins: Limit
    rejoins: Limit
    openings: Limit


async def _installation(request: Request) -> Installation:
    installation: Installation = request.app.state.installation
    return installation


async def _limits(request: Request) -> RateLimits:
    limits: RateLimits = request.app.state.limits
    return limits


def address_of(request: HTTPConnection, limits: RateLimits) -> str:
    """Whose tries its tries are."""
    peer = request.client.host if request.client else ""
    forwarded_for = ",".join(request.headers.getlist("x-forwarded-for"))
    return client_address(peer, forwarded_for, limits.trusted_proxies)


async def _now(installation: Annotated[Installation, Depends(_installation)]) -> datetime:
    return installation.now()


Links = Annotated[Database, Depends(database_of)]
Here = Annotated[Installation, Depends(_installation)]
Limits = Annotated[RateLimits, Depends(_limits)]
Now = Annotated[datetime, Depends(_now)]
HOSTS: Final = ("clinician",)

Host = Annotated[Actor, Depends(require(*HOSTS))]
Staff = Annotated[Actor, Depends(require("receptionist", "clinician", "manager"))]
