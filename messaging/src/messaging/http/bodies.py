"""A limit on every request's body, by the bytes and the time that it takes to come."""

import asyncio
from collections.abc import Mapping
from typing import Final

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from messaging.errors import Refusal
from messaging.http.problems import problem
from messaging.http.refusals import BodyTooLarge, BodyTooSlow

LARGEST: Final = 65_536  # bytes; the gateway has the same (deploy/gateway)
PATIENCE: Final = 10.0  # seconds


class Bodies:
    """Reads a body whole before anything is done with it, so that no more of it is ever held, and for no longer.

    `smaller`: the bytes that it takes at most below these paths.
    """

    def __init__(self, app: ASGIApp, *, smaller: Mapping[str, int] | None = None, patience: float = PATIENCE) -> None:
        self._app = app
        self._smaller = smaller or {}
        self._patience = patience

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        try:
            async with asyncio.timeout(self._patience):
                body = await _whole(receive, Headers(scope=scope), at_most=self._largest(scope["path"]))
        except (BodyTooLarge, TimeoutError) as error:
            refusal = error if isinstance(error, Refusal) else BodyTooSlow(f"At most {self._patience:.0f} seconds.")
            # What comes of it yet is not waited for.
            await problem(refusal, headers={"Connection": "close"})(scope, receive, send)
            return
        if body is not None:
            await self._app(scope, _again(body, receive), send)

    def _largest(self, path: str) -> int:
        return next((largest for below, largest in self._smaller.items() if path.startswith(below)), LARGEST)


async def _whole(receive: Receive, headers: Headers, *, at_most: int) -> bytes | None:
    """None where whoever sends it is gone. Raises BodyTooLarge."""
    length = headers.get("content-length", "0")
    too_large = BodyTooLarge(f"At most {at_most} bytes.")
    if not length.isdecimal() or int(length[:20]) > at_most:
        raise too_large
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        body += message.get("body", b"")
        if len(body) > at_most:
            raise too_large
        if not message.get("more_body", False):
            return bytes(body)


def _again(body: bytes, receive: Receive) -> Receive:
    """The body as one message, and behind it what else is received."""
    told = False

    async def received() -> Message:
        nonlocal told
        if told:
            return await receive()
        told = True
        return {"type": "http.request", "body": body, "more_body": False}

    return received
