"""For how long one request keeps everybody else waiting, whatever it holds.

Each API in this process, without a database: what is sent is refused before one is asked. Beside each request a ticker
of 5 ms runs on the same event loop; its longest gap is what somebody else would have waited.
"""

import asyncio
import os
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from importlib import import_module
from pathlib import Path
from typing import Any, Final, get_type_hints
from uuid import uuid4

import httpx

from benchmarks.measure import Spread, table
from messaging.database import Database
from messaging.http.aside import Aside
from notifications.mail.lint import mistakes
from notifications.mail.markdown import as_html, as_text
from notifications.mail.template import LARGEST_SOURCE
from tests.security.nasty import JSON, WITH_BODY, largest, nasty, path_of
from tests.security.rules import STAFF
from tests.support.environment import COMPLETE
from tests.support.issuer import Issuer

_ROUNDS: Final = 5
_TICK: Final = 0.005  # s
_LARGE: Final = 1_000_000  # bytes
_TEMPLATES: Final = ("![", "*[", "<[", "[_", "{{ x }}\n", "{{ client.first_name }}")


async def measured(_: Path) -> str:
    issuer = Issuer()
    os.environ.update(COMPLETE)
    os.environ.update({f"STANDING_{name.upper()}": value for name, value in issuer.settings().items()})
    os.environ.update({"STANDING_SMTP_HOST": "localhost", "STANDING_SMTP_PORT": "25"})
    async with AsyncExitStack() as stack:
        stack.callback(issuer.close)
        away = await stack.enter_async_context(Database("postgresql://nobody@127.0.0.1:1/nothing"))
        apis = {
            name: await stack.enter_async_context(_api(name, away))
            for name in ("booking", "video-links", "notifications")
        }
        quiet = [await _gap(lambda: asyncio.sleep(0.05)) for _ in range(_ROUNDS)]
        staff = JSON | issuer.bearer(uuid4(), *STAFF) | {"If-Match": '"1"', "Idempotency-Key": "x"}
        await _warm(apis, staff)
        rows = [["no request", Spread.of(quiet).words("ms", digits=1), ""]]
        rows += [await _worst(kind, apis, staff) for kind in nasty(_LARGE)]
        rows.append(await _previews())
    return table(["one request with", "longest gap, median of 5, of the worst route", "that route"], rows)


def _api(name: str, database: Database) -> httpx.AsyncClient:
    create_api = import_module(f"{name.replace('-', '_')}.app").create_api
    settings: Any = next(iter(get_type_hints(create_api).values()))()
    transport = httpx.ASGITransport(create_api(settings, database), raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://standing.test")


async def _warm(apis: dict[str, httpx.AsyncClient], staff: dict[str, str]) -> None:
    """What is made with the first request is no request's own."""
    for route in WITH_BODY:
        await _send(apis, route, b"{}", staff)


async def _worst(kind: str, apis: dict[str, httpx.AsyncClient], staff: dict[str, str]) -> list[str]:
    """Of all routes, with bodies as large as they take and with some that are larger."""
    found: dict[str, Spread] = {}
    for route in WITH_BODY:
        for most in (largest(path_of(route)), _LARGE):
            body = nasty(most)[kind]

            def send(route: str = route, body: bytes = body) -> Awaitable[Any]:
                return _send(apis, route, body, staff)

            spread = Spread.of([await _gap(send) for _ in range(_ROUNDS)])
            if route not in found or spread.median > found[route].median:
                found[route] = spread
    worst = max(found, key=lambda route: found[route].median)
    return [kind, found[worst].words("ms", digits=1), f"`{worst}`"]


async def _send(apis: dict[str, httpx.AsyncClient], route: str, body: bytes, headers: dict[str, str]) -> None:
    """In pieces, without a length, as nobody who means harm would say it."""

    async def pieces() -> AsyncIterator[bytes]:
        for at in range(0, len(body), 16_384):
            yield body[at : at + 16_384]

    method, path = route.split(" ", 1)[0], path_of(route)
    api = apis[next((name for name in apis if f"/api/{name}/" in path), "video-links")]
    await api.request(method, path, content=pieces(), headers=headers)


async def _previews() -> list[str]:
    aside, found = Aside(patience=60), {}
    for worst in _TEMPLATES:
        source = (worst * LARGEST_SOURCE)[:LARGEST_SOURCE]

        def preview(source: str = source) -> Awaitable[object]:
            return aside.do(lambda: (mistakes("", source), as_html(source, {}), as_text(source, {}, subject="")))

        found[worst] = Spread.of([await _gap(preview) for _ in range(_ROUNDS)])
    worst = max(found, key=lambda each: found[each].median)
    return ["a template's preview", found[worst].words("ms", digits=1), f"20,000 characters of `{worst}`"]


async def _gap(ask: Callable[[], Awaitable[object]]) -> float:
    """The longest, in ms."""
    longest, ended = 0.0, False

    async def tick() -> None:
        nonlocal longest
        while not ended:
            since = time.perf_counter()
            await asyncio.sleep(_TICK)
            longest = max(longest, time.perf_counter() - since - _TICK)

    ticker = asyncio.create_task(tick())
    await asyncio.sleep(2 * _TICK)
    await ask()
    ended = True
    await ticker
    return longest * 1000
