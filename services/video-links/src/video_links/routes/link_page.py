"""The page of a one-time link. Mail scanners and chat previews fetch it too: looking changes nothing, and is noted.

Whatever a browser goes to below /v/ leads to a link's page, or to the one for unknown links.
"""

from http import HTTPStatus
from typing import Annotated, Any, Final
from urllib.parse import parse_qs

from fastapi import APIRouter, Depends, Header, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from messaging.http.documents import problems
from video_links.commands.join_call import join_call
from video_links.commands.note_opening import note_opening
from video_links.commands.request_link import request_link
from video_links.domain.link import NO_LINK, LinkRef
from video_links.domain.scanner import looks_like_a_program
from video_links.domain.token import Token, find_token
from video_links.errors import LinkDead, LinkUnknown, NotFromThePage, NotNow, TooManyTries, UsedElsewhere
from video_links.queries.call import load_call
from video_links.queries.link_page import load_link_page
from video_links.routes.browser import BrowserCookie, CsrfCookie, check_csrf, csrf_of, remember
from video_links.routes.dependencies import Here, Limits, Links, Now
from video_links.routes.door import link_of, too_many_tries
from video_links.routes.models.link_page import Joining
from video_links.routes.models.ticket import RoomTicket
from video_links.routes.pages import render

router = APIRouter(tags=["client's page"])

type Asked = Annotated[LinkRef, Depends(link_of)]

_HTML: Final[dict[str, Any]] = {"content": {"text/html": {}}}
_TROUBLE: Final[dict[int | str, dict[str, Any]]] = dict.fromkeys(
    (HTTPStatus.INTERNAL_SERVER_ERROR, HTTPStatus.SERVICE_UNAVAILABLE), _HTML
)
_UNKNOWN: Final = render("unknown")
_LED: Final[dict[str, Any]] = {"description": "A link with something around it leads to the link itself"}


@router.get(
    "/v/{token:path}",
    response_class=HTMLResponse,
    responses=_TROUBLE | {HTTPStatus.SEE_OTHER: _LED, HTTPStatus.NOT_FOUND: _HTML, HTTPStatus.TOO_MANY_REQUESTS: _HTML},
)
@router.head("/v/{token:path}", include_in_schema=False)
async def get_link_page(
    token: str,
    request: Request,
    link: Asked,
    database: Links,
    here: Here,
    limits: Limits,
    now: Now,
    browser: BrowserCookie = None,
) -> Response:
    """When the appointment is, with whom, when one can join, and whom to ring. Whatever no link has is answered 404.

    It is noted that it was opened, up to a number: whoever has a link does not write without end.
    """
    asked_for = find_token(token)
    if asked_for is None:
        return _unknown()
    if asked_for.text != token:
        return _led_to(asked_for)
    if link == NO_LINK:
        return _unknown()
    known_by = Token(browser) if browser else here.new_token()
    async with database.transaction(link.practice_id) as connection:
        page = await load_link_page(connection, link)
        if page is None:
            return _unknown()
        call = await load_call(connection, link.appointment_id, window=here.window)
        scanner = looks_like_a_program(request.method, request.headers)
        if limits.openings.take(f"{link.link_id} {scanner}", now):
            await note_opening(
                connection,
                call,
                link,
                scanner=scanner,
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
            token=asked_for.text,
            url=f"{here.public_url}/v/{asked_for.text}",
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
    link: Asked,
    database: Links,
    here: Here,
    limits: Limits,
    now: Now,
    browser: BrowserCookie = None,
    csrf: CsrfCookie = None,
    x_standing_csrf: Annotated[str | None, Header()] = None,
) -> RoomTicket:
    """Join, join again, or take the place of another browser. A refusal's `state` says which page tells why.

    Who comes back as who they were is counted by themselves: a page that has lost its connection asks again and again.
    """
    known_by = check_csrf(browser, csrf, x_standing_csrf)
    if link == NO_LINK:
        raise LinkUnknown
    async with database.transaction(link.practice_id) as connection:
        ticket, coming = await join_call(
            connection,
            link,
            known_by,
            take_over=body.take_over,
            scanner=looks_like_a_program(request.method, request.headers),
            agent=request.headers.get("user-agent", ""),
            now=now,
            installation=here,
        )
        counted, key = (limits.rejoins, known_by.text) if coming == "rejoined" else (limits.joins, str(link.link_id))
        if not counted.take(key, now):
            raise TooManyTries(counted.period.total_seconds())
    return RoomTicket(ticket=ticket.text)


@router.post(
    "/v/{token}/current-link",
    response_class=HTMLResponse,
    responses=_TROUBLE | {HTTPStatus.FORBIDDEN: _HTML, HTTPStatus.TOO_MANY_REQUESTS: _HTML},
)
async def post_current_link(
    token: str,
    request: Request,
    link: Asked,
    database: Links,
    here: Here,
    limits: Limits,
    now: Now,
    browser: BrowserCookie = None,
    csrf: CsrfCookie = None,
) -> Response:
    """Have the current link mailed to the contact on file. The answer is the same whatever comes of it."""
    form = parse_qs((await request.body()).decode(errors="replace"))
    try:
        check_csrf(browser, csrf, form.get("csrf", [""])[0])
    except NotFromThePage as refusal:
        return HTMLResponse(render("not_from_the_page"), refusal.status)
    if link != NO_LINK:
        if not limits.joins.take(str(link.link_id), now):
            return too_many_tries(TooManyTries(limits.joins.period.total_seconds()))
        async with database.transaction(link.practice_id) as connection:
            await request_link(connection, link, now=now, installation=here)
    return HTMLResponse(render("thank_you"))


@router.post("/v/{token:path}", include_in_schema=False)
async def post_elsewhere(token: str) -> Response:
    """Somebody's browser has sent a form to what it takes for a link's address."""
    asked_for = find_token(token)
    return _unknown() if asked_for is None else _led_to(asked_for)


def _led_to(token: Token) -> Response:
    return RedirectResponse(f"/v/{token.text}", HTTPStatus.SEE_OTHER)


def _unknown() -> Response:
    return HTMLResponse(_UNKNOWN, HTTPStatus.NOT_FOUND)
