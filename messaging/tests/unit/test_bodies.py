import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Any

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from messaging.http.bodies import Bodies
from messaging.http.refusals import BodyTooLarge, BodyTooSlow
from tests.support.problems import refused


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "http":
        await Response(await Request(scope, receive).body())(scope, receive, send)


def chunks(*parts: bytes, ends: bool = True) -> list[Message]:
    return [
        {"type": "http.request", "body": part, "more_body": not ends or number < len(parts)}
        for number, part in enumerate(parts, start=1)
    ]


async def answer(
    said: Sequence[Message], *, path: str = "/", headers: Sequence[tuple[bytes, bytes]] = (), patience: float = 5
) -> tuple[int, bytes, dict[bytes, bytes]]:
    """Of an app that answers what it is sent, of which it takes 10 bytes below /few/."""
    coming = list(said)
    told: list[Any] = []

    async def receive() -> Message:
        if not coming:
            await asyncio.Event().wait()
        return coming.pop(0)

    async def send(message: Message) -> None:
        told.append(message)

    scope = {"type": "http", "method": "POST", "path": path, "headers": list(headers)}
    await Bodies(echo, smaller={"/few/": 10}, patience=patience)(scope, receive, send)
    if not told:
        return 0, b"", {}
    return told[0]["status"], told[1]["body"], dict(told[0]["headers"])


async def test_a_body_is_handed_on_whole() -> None:
    assert (await answer(chunks(b"a", b"b", b"")))[:2] == (200, b"ab")


async def test_a_body_is_counted_as_it_comes_whatever_its_length_says() -> None:
    said = chunks(b"12345", b"12345", b"1")
    status, body, headers = await answer(said, path="/few/x", headers=[(b"content-length", b"3")])
    assert (status, BodyTooLarge.code.encode() in body, headers[b"connection"]) == (413, True, b"close")
    assert (await answer(said[:2] + chunks(b""), path="/few/x"))[0] == 200
    assert (await answer(said, path="/more/x"))[0] == 200


@pytest.mark.parametrize("length", [b"11", b"-1", b"1e3", b"", b"9" * 5000])
async def test_a_length_that_is_too_large_or_none_is_refused_before_anything_is_read(length: bytes) -> None:
    assert (await answer([], path="/few/x", headers=[(b"content-length", length)]))[0] == 413


async def test_a_body_that_does_not_come_to_its_end_is_not_waited_for() -> None:
    async def without_end() -> AsyncIterator[bytes]:
        yield b"1"
        await asyncio.Event().wait()

    transport = httpx.ASGITransport(Bodies(echo, patience=0.01))
    async with httpx.AsyncClient(transport=transport, base_url="http://api") as api:
        answered = await api.post("/", content=without_end())
    assert refused(answered, BodyTooSlow)["title"] == BodyTooSlow.title
    assert answered.headers["connection"] == "close"


async def test_who_is_gone_before_their_bodys_end_is_not_answered() -> None:
    assert await answer([*chunks(b"1", ends=False), {"type": "http.disconnect"}]) == (0, b"", {})
