"""The page of a one-time link. Mail scanners and chat previews fetch it too: looking changes nothing, and is noted."""

from datetime import datetime
from http import HTTPStatus
from typing import Annotated, Any, Final
from urllib.parse import parse_qs

from fastapi import APIRouter, Header, Request, Response
from fastapi.responses import HTMLResponse

from messaging.http.documents import problems
from video_links.commands.join_call import join_call
from video_links.commands.note_opening import note_opening
from video_links.commands.request_link import request_link
from video_links.domain.link import NO_LINK, LinkRef
from video_links.domain.scanner import looks_like_a_program
from video_links.domain.token import Token
from video_links.errors import LinkDead, LinkUnknown, NotFromThePage, NotNow, TooManyTries, UsedElsewhere
from video_links.lookups import find_link
from video_links.queries.call import load_call
from video_links.queries.link_page import load_link_page
from video_links.routes.browser import BrowserCookie, CsrfCookie, check_csrf, csrf_of, remember
from video_links.routes.dependencies import Address, Here, Limits, Links, Now, RateLimits
from video_links.routes.models.link_page import Joining
from video_links.routes.models.ticket import RoomTicket
from video_links.routes.pages import render
from video_links.routes.rate_limit import too_many_tries

router = APIRouter(tags=["client's page"])

_HTML: Final[dict[str, Any]] = {"content": {"text/html": {}}}


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
    limits: Limits,
    address: Address,
    now: Now,
    browser: BrowserCookie = None,
) -> HTMLResponse:
    """When the appointment is, with whom, when one can join, and whom to ring. Whatever no link has is answered 404."""
    known_by = Token(browser) if browser else here.new_token()
    async with database.transaction() as connection:
        link = await find_link(connection, Token(token))
    async with database.transaction(link.practice_id) as connection:
        page = await load_link_page(connection, link)
        if page is None:
            limits.unknown_links.take(address, now)
            return HTMLResponse(render("unknown"), HTTPStatus.NOT_FOUND)
        call = await load_call(connection, link.appointment_id, window=here.window)
        await note_opening(
            connection,
            call,
            link,
            scanner=looks_like_a_program(request.method, request.headers),
            agent=request.headers.get("user-agent", ""),
            now=now,
            installation=here,
        )
    answer = HTMLResponse(
        render(
            call.page_state(link.link_id, known_by.sha256, now=now),
            page,
            times=call.times,
            now=now,
            csrf=csrf_of(known_by),
            token=token,
            joined=call.client is not None and call.client.browser == known_by.sha256,
        )
    )
    remember(answer, known_by)
    return answer


@router.post(
    "/v/{token}/join",
    responses=problems(NotFromThePage, LinkUnknown, NotNow, LinkDead, UsedElsewhere, TooManyTries),
)
async def post_join(
    token: str,
    body: Joining,
    request: Request,
    database: Links,
    here: Here,
    limits: Limits,
    address: Address,
    now: Now,
    browser: BrowserCookie = None,
    csrf: CsrfCookie = None,
    x_standing_csrf: Annotated[str | None, Header()] = None,
) -> RoomTicket:
    """Join, join again, or take the place of another browser. A refusal's `state` says which page tells why.

    Who comes back as who they were has not tried anything: a page that has lost its connection asks again and again.
    """
    known_by = check_csrf(browser, csrf, x_standing_csrf)
    link = await _find(database, token, limits, address, now)
    if link is None:
        raise LinkUnknown
    async with database.transaction(link.practice_id) as connection:
        ticket, coming = await join_call(
            connection,
            link,
            known_by,
            take_over=body.take_over,
            agent=request.headers.get("user-agent", ""),
            now=now,
            installation=here,
        )
        if coming != "rejoined" and not limits.joins.take(address, now):
            raise TooManyTries(limits.joins.period)
    return RoomTicket(ticket=ticket.text)


@router.post(
    "/v/{token}/current-link",
    response_class=HTMLResponse,
    responses={**problems(NotFromThePage), HTTPStatus.TOO_MANY_REQUESTS: _HTML},
)
async def post_current_link(
    token: str,
    request: Request,
    database: Links,
    here: Here,
    limits: Limits,
    address: Address,
    now: Now,
    browser: BrowserCookie = None,
    csrf: CsrfCookie = None,
) -> Response:
    """Have the current link mailed to the contact on file. The answer is the same whatever comes of it."""
    if not limits.joins.take(address, now):
        return too_many_tries(TooManyTries(limits.joins.period))
    form = parse_qs((await request.body()).decode(errors="replace"))
    check_csrf(browser, csrf, form.get("csrf", [""])[0])
    link = await _find(database, token, limits, address, now)
    if link is not None:
        async with database.transaction(link.practice_id) as connection:
            await request_link(connection, link, now=now, installation=here)
    return HTMLResponse(render("thank_you"))


async def _find(database: Links, token: str, limits: RateLimits, address: str, now: datetime) -> LinkRef | None:
    async with database.transaction() as connection:
        link = await find_link(connection, Token(token))
    if link == NO_LINK:
        limits.unknown_links.take(address, now)
        return None
    return link
