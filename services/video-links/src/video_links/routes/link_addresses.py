"""What people and programs make of a link's address: `//v/…`, `/V/…`, `/v`."""

import re
from typing import Final

from starlette.types import ASGIApp, Receive, Scope, Send

_ALIKE: Final = re.compile(r"/+v(?:/(?P<asked>.*))?", re.DOTALL | re.IGNORECASE)


class LinkAddresses:
    """Has them answered below /v/, with a slash too many: so they are no link's own address, and lead there."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and (alike := _ALIKE.fullmatch(scope["path"])):
            if not scope["path"].startswith("/v/"):
                scope["path"] = f"/v//{alike['asked'] or ''}"
            # No route has an address with a line's end in it.
            scope["path"] = scope["path"].replace("\n", " ")
        await self._app(scope, receive, send)
