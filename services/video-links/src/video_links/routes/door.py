"""Which link is asked for, before any route is looked for and anything that was sent is read. See decision 0033."""

import asyncio
import time

import structlog
from fastapi.responses import HTMLResponse
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from messaging.http.problems import UNREACHABLE, problem
from messaging.http.refusals import Unavailable
from video_links.domain.link import NO_LINK, LinkRef
from video_links.domain.token import find_token
from video_links.errors import TooManyTries
from video_links.routes.dependencies import RateLimits
from video_links.routes.pages import render
from video_links.routes.readers import answer_trouble, are_people

log = structlog.get_logger(__name__)

_PAGE = render("too_many")


def too_many_tries(refusal: TooManyTries) -> Response:
    return HTMLResponse(_PAGE, refusal.status, refusal.headers)


class Door:
    """Whoever has a link goes through. What no link can be costs no look into the database; who guesses waits."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith("/v/"):
            answer = await self._look(scope)
            if answer is not None:
                await answer(scope, receive, send)
                return
        await self._app(scope, receive, send)

    async def _look(self, scope: Scope) -> Response | None:
        """Why one does not go through. The link that was found goes along as `state.link`."""
        limits: RateLimits = scope["app"].state.limits
        token = find_token(scope["path"].removeprefix("/v/"))
        link = NO_LINK
        if token is not None:
            try:
                link = await limits.links.ask(token)
            except UNREACHABLE as error:
                log.warning("the database does not answer", error=type(error).__name__)
                return answer_trouble(Request(scope), Unavailable())
            if link == NO_LINK:
                turn = limits.unknown_links.turn(time.monotonic())
                if turn is None:
                    refusal = TooManyTries(limits.unknown_links.patience)
                    return too_many_tries(refusal) if are_people(scope) else problem(refusal)
                await asyncio.sleep(turn)
        scope.setdefault("state", {})["link"] = link
        return None


async def link_of(request: Request) -> LinkRef:
    """A dependency: the link that is asked for; NO_LINK where there is none."""
    link: LinkRef = request.state.link
    return link
