"""The installation as its users reach it, and the services' clocks."""

import time
from collections.abc import AsyncIterator
from email.utils import parsedate_to_datetime
from typing import Final

import httpx

from standing_operator.doctor.finding import Finding
from standing_operator.services import SERVICES

CLOCKS_DIFFER: Final = 3.0  # seconds; the header counts whole ones


async def examine(public_url: str) -> AsyncIterator[Finding]:
    async with httpx.AsyncClient(base_url=public_url, timeout=10) as client:
        yield await _answers(client, "gateway", "/", "Does the gateway run, and is STANDING_PUBLIC_URL right?")
        yield await _answers(client, "gateway", "/config.json", "The web learns from it where to sign in.")
        for service in (name.replace("_", "-") for name in SERVICES):
            path = f"/api/{service}/v1/openapi.json"
            yield await _answers(client, service, path, f"Does `{service} api` run, and does the gateway reach it?")


async def _answers(client: httpx.AsyncClient, where: str, path: str, do: str) -> Finding:
    check = f"GET {path}"
    try:
        before = time.time()
        answer = await client.get(path)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return Finding(where, check, "bad", f"{client.base_url}: {type(error).__name__}", do)
    if answer.status_code != 200:
        return Finding(where, check, "bad", f"answers {answer.status_code}", do)
    difference = _clocks(answer, before)
    if difference > CLOCKS_DIFFER:
        return Finding(where, check, "bad", f"its clock differs by {difference:.0f} s", "Set all clocks by NTP.")
    return Finding(where, check, "ok", "answers, at our time")


def _clocks(answer: httpx.Response, before: float) -> float:
    """Seconds by which the answer's date lies outside the time that it took."""
    if "date" not in answer.headers:
        return 0.0
    theirs = parsedate_to_datetime(answer.headers["date"]).timestamp()
    return max(before - 1 - theirs, theirs - time.time(), 0.0)
