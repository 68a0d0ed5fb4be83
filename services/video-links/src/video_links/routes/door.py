"""Who has tried too much is turned away. Guesses come in floods, so that answering them must cost little."""

from typing import Final

from fastapi.responses import HTMLResponse
from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from messaging.http.problems import problem
from video_links.errors import TooManyTries
from video_links.installation import Installation
from video_links.routes.dependencies import RateLimits, address_of
from video_links.routes.pages import render
from video_links.routes.readers import are_people

_PAGE: Final = render("too_many")


def too_many_tries(refusal: TooManyTries) -> Response:
    return HTMLResponse(_PAGE, refusal.status, refusal.headers)


class RateLimit:
    """Before any route is looked for: who is over the limit learns of no link, and costs no look into the database."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith("/v/") and not scope["path"].startswith("/v/assets/"):
            installation: Installation = scope["app"].state.installation
            limits: RateLimits = scope["app"].state.limits
            if limits.unknown_links.reached(address_of(HTTPConnection(scope), limits), installation.now()):
                refusal = TooManyTries(limits.unknown_links.period)
                answer = too_many_tries(refusal) if are_people(scope) else problem(refusal)
                await answer(scope, receive, send)
                return
        await self._app(scope, receive, send)
