"""The page of a one-time link. Mail scanners and chat previews fetch it too: looking changes nothing, and is noted."""

from datetime import datetime
from http import HTTPStatus
from typing import Annotated, Any, Final
from urllib.parse import parse_qs

from fastapi import APIRouter, Header, Request, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, ConfigDict

from video_links import meetings, views
from video_links.commands.join_call import join_call
from video_links.commands.note_opening import note_opening
from video_links.commands.request_link import request_link
from video_links.domain.scanner import looks_like_a_program
from video_links.domain.token import Token
from video_links.errors import LinkUnknown, TooManyTries
from video_links.meetings import TICKET_LIVES
from video_links.routes.browser import BrowserCookie, CsrfCookie, check_csrf, csrf_of, new_browser, remember
from video_links.routes.dependencies import Address, Here, Installation, Links, Now
from video_links.routes.pages import render
from video_links.routes.rate_limit import too_many_tries
from video_links.views import Found

router = APIRouter(tags=["client's page"])

_HTML: Final[dict[str, Any]] = {"content": {"text/html": {}}}


class Joining(BaseModel):
    """`take_over`: whoever else has joined by this link leaves."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    take_over: bool = False


class TicketResponse(BaseModel):
    """Lets one page into the room, once, within `expires_in` seconds."""

    ticket: str
    expires_in: int = int(TICKET_LIVES.total_seconds())


@router.get(
    "/v/{token:path}",
    response_class=HTMLResponse,
    responses={HTTPStatus.NOT_FOUND: _HTML, HTTPStatus.TOO_MANY_REQUESTS: _HTML},
)
@router.head("/v/{token:path}", include_in_schema=False)
async def get_link_page(
    token: str,
    request: Request,
    database: Links,
    here: Here,
    address: Address,
    now: Now,
    browser: BrowserCookie = None,
) -> HTMLResponse:
    """When the session is, with whom, when one can join, and whom to ring. Whatever no link has is answered 404."""
    known_by = Token(browser) if browser else new_browser()
    async with database.transaction() as connection:
        found = await views.find_link(connection, Token(token))
    async with database.transaction(found.practice_id) as connection:
        page = await views.link_page(connection, found, window=here.making.window)
        if page is None:
            here.unknown_links.take(address, now)
            return HTMLResponse(render("unknown"), HTTPStatus.NOT_FOUND)
        meeting = await meetings.load_meeting(connection, found.appointment_id, window=here.making.window, now=now)
        await note_opening(
            connection,
            meeting,
            found,
            scanner=looks_like_a_program(request.method, request.headers),
            agent=request.headers.get("user-agent", ""),
            new_id=here.making.new_id,
            now=now,
        )
    answer = HTMLResponse(
        render(
            meeting.page_state(found.link_id, known_by.sha256, now=now),
            page,
            now=now,
            csrf=csrf_of(known_by),
            token=token,
            joined=meeting.client is not None and meeting.client.browser == known_by.sha256,
        )
    )
    remember(answer, known_by)
    return answer


@router.post("/v/{token}/join")
async def post_join(
    token: str,
    body: Joining,
    request: Request,
    database: Links,
    here: Here,
    address: Address,
    now: Now,
    browser: BrowserCookie = None,
    csrf: CsrfCookie = None,
    x_standing_csrf: Annotated[str | None, Header()] = None,
) -> TicketResponse:
    """Join, join again, or take the place of another browser. A refusal's `state` says which page tells why.

    Who comes back as who they were has not tried anything: a page that has lost its connection asks again and again.
    """
    known_by = check_csrf(browser, csrf, x_standing_csrf)
    found = await _find(database, token, here, address, now)
    if found is None:
        raise LinkUnknown("unknown")
    async with database.transaction(found.practice_id) as connection:
        ticket, coming = await join_call(
            connection,
            found,
            known_by,
            here.making,
            take_over=body.take_over,
            agent=request.headers.get("user-agent", ""),
            now=now,
        )
        if coming != "rejoined" and not here.joins.take(address, now):
            raise TooManyTries("too_many")
    return TicketResponse(ticket=ticket.text)


@router.post("/v/{token}/current-link", response_class=HTMLResponse, responses={HTTPStatus.TOO_MANY_REQUESTS: _HTML})
async def post_current_link(
    token: str,
    request: Request,
    database: Links,
    here: Here,
    address: Address,
    now: Now,
    browser: BrowserCookie = None,
    csrf: CsrfCookie = None,
) -> Response:
    """Have the current link mailed to the contact on file. The answer is the same whatever comes of it."""
    if not here.joins.take(address, now):
        return too_many_tries(here.joins.period)
    form = parse_qs((await request.body()).decode(errors="replace"))
    check_csrf(browser, csrf, form.get("csrf", [""])[0])
    found = await _find(database, token, here, address, now)
    if found is not None:
        async with database.transaction(found.practice_id) as connection:
            await request_link(connection, found, window=here.making.window, new_id=here.making.new_id, now=now)
    return HTMLResponse(render("thank_you"))


async def _find(database: Links, token: str, here: Installation, address: str, now: datetime) -> Found | None:
    async with database.transaction() as connection:
        found = await views.find_link(connection, Token(token))
    if found == Found():
        here.unknown_links.take(address, now)
        return None
    return found
