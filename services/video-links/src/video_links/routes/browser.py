"""The two cookies by which a link's page knows its browser again."""

import hashlib
import hmac
from typing import Annotated, Final

from fastapi import Cookie, Response

from video_links.domain.token import Token
from video_links.errors import NotFromThePage

BROWSER: Final = "__Host-standing-browser"
CSRF: Final = "__Host-standing-csrf"
LIVES: Final = 24 * 3600  # seconds; a link is joined and joined again on one day

type BrowserCookie = Annotated[str | None, Cookie(alias=BROWSER, include_in_schema=False)]
type CsrfCookie = Annotated[str | None, Cookie(alias=CSRF, include_in_schema=False)]


def csrf_of(browser: Token) -> str:
    """What a form of this browser's carries. It follows from the other cookie: a page that is opened from a mail, to
    which the strict cookie does not come, takes it from no page that is open."""
    return hmac.digest(browser.text.encode(), b"csrf", hashlib.sha256).hex()


def remember(response: Response, browser: Token) -> None:
    """Lax, since a strict one would stay away where the link is opened from a mail."""
    response.set_cookie(BROWSER, browser.text, max_age=LIVES, path="/", secure=True, httponly=True, samesite="lax")
    response.set_cookie(CSRF, csrf_of(browser), max_age=LIVES, path="/", secure=True, httponly=True, samesite="strict")


def check_csrf(browser: str | None, cookie: str | None, sent: str | None) -> Token:
    """The browser that sent it from the link's page. Raises NotFromThePage."""
    if browser is None or cookie is None or sent is None:
        raise NotFromThePage
    token = Token(browser)
    expected = csrf_of(token)
    if not (
        hmac.compare_digest(cookie.encode(), expected.encode()) and hmac.compare_digest(sent.encode(), cookie.encode())
    ):
        raise NotFromThePage
    return token
