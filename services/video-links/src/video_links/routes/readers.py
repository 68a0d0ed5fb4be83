"""Who reads what is answered below /v/: a page's script reads problems, all else is read by people."""

from fastapi import Request
from fastapi.responses import HTMLResponse
from starlette.responses import Response
from starlette.types import Scope

from messaging.errors import Refusal
from messaging.http.problems import problem
from video_links.routes.pages import render
from video_links.routes.private_headers import private_headers


def are_people(scope: Scope) -> bool:
    """Where a script asks, it asks to join."""
    path: str = scope["path"]
    return path.startswith("/v/") and not (scope["method"] == "POST" and path.endswith("/join"))


def answer_trouble(request: Request, refusal: Refusal) -> Response:
    """What nobody who asks can help. Some of it leaves the API outside of what puts a page's headers to all others."""
    if not are_people(request.scope):
        return problem(refusal)
    return HTMLResponse(render("unavailable"), refusal.status, private_headers() | refusal.headers)
