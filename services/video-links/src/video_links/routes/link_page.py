"""The page of a one-time link. Mail scanners and chat previews fetch it as well: looking changes nothing."""

import re
from datetime import datetime
from http import HTTPStatus
from typing import Final

from fastapi import APIRouter
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from video_links import views
from video_links.domain import clock, zone
from video_links.domain.token import Token
from video_links.routes import stylesheet
from video_links.routes.dependencies import Links, Now
from video_links.views import LinkPage

router = APIRouter(tags=["client's page"])

_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
}

_templates = Environment(
    loader=PackageLoader("video_links", "page"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_templates.filters["day"] = clock.day
_templates.filters["day_and_year"] = clock.day_and_year
_templates.filters["time"] = clock.time
_templates.filters["in_words"] = zone.in_words
_templates.filters["dialled"] = lambda phone: re.sub(r"[^+0-9]", "", phone)


@router.get("/v/{token:path}", responses={HTTPStatus.NOT_FOUND: {"content": {"text/html": {}}}})
@router.head("/v/{token:path}", include_in_schema=False)
async def get_link_page(token: str, database: Links, now: Now) -> HTMLResponse:
    """When the session is, with whom, when one can join, and whom to ring. Whatever no link has is answered 404."""
    async with database.transaction() as connection:
        found = await views.find_link(connection, Token(token))
    async with database.transaction(found.practice_id) as connection:
        page = await views.link_page(connection, found)
    if page is None:
        return HTMLResponse(_render("unknown"), HTTPStatus.NOT_FOUND, _HEADERS)
    return HTMLResponse(_render(page.session.stands(now), page, now), headers=_HEADERS)


def _render(name: str, page: LinkPage | None = None, now: datetime | None = None) -> str:
    template = _templates.get_template(f"{name}.html")
    return template.render(page=page, session=page and page.session, now=now, stylesheet=stylesheet.ADDRESS)
