"""What one request can do: its body is bounded before it is worked on, and so is the answer to it."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from messaging.http import bodies
from messaging.http.refusals import BodyTooLarge
from tests.security.nasty import JSON, WITH_BODY, largest, nasty, path_of
from tests.security.rules import STAFF
from tests.support.installation import Installation
from tests.support.problems import refused
from video_links.app import LARGEST_FROM_CLIENTS


async def sent(installation: Installation, route: str, content: bytes | AsyncIterator[bytes]) -> httpx.Response:
    """By one of the staff, who may be the one that attacks."""
    staff = installation.issuer.bearer(installation.ours, *STAFF)
    method, path = route.split(" ", 1)[0], path_of(route)
    return await installation.sends(method, path, content, JSON | staff | {"If-Match": '"1"', "Idempotency-Key": "x"})


@pytest.mark.parametrize("kind", nasty(bodies.LARGEST))
async def test_whatever_is_sent_is_refused_in_few_words(installation: Installation, kind: str) -> None:
    for route in WITH_BODY:
        answer = await sent(installation, route, nasty(largest(path_of(route)))[kind])
        assert answer.status_code < 500, (route, answer.text)
        assert len(answer.content) < 8_192, route
        if answer.status_code == 422:
            assert len(answer.json().get("errors", ())) <= 20, route


async def test_no_route_reads_more_of_a_body_than_it_takes(installation: Installation) -> None:
    for route in WITH_BODY:
        most = largest(path_of(route))
        taken = 0

        async def without_end() -> AsyncIterator[bytes]:
            nonlocal taken
            while taken < 1_000_000:
                taken += 1_024
                yield b" " * 1_024

        # Without a length, as a transfer in chunks has none.
        answer = await sent(installation, route, without_end())
        refused(answer, BodyTooLarge)
        assert answer.headers["connection"] == "close"
        assert taken <= most + 2_048, route
        refused(await sent(installation, route, b" " * (most + 1)), BodyTooLarge)
        assert (await sent(installation, route, b" " * most)).status_code != 413, route


def test_the_gateway_takes_as_much_of_a_body_as_the_services() -> None:
    caddyfile = (Path(__file__).parents[2] / "deploy" / "gateway" / "Caddyfile").read_text()
    assert f"max_size {bodies.LARGEST}\n" in caddyfile
    assert f"max_size {LARGEST_FROM_CLIENTS}\n" in caddyfile
    assert caddyfile.count("max_size ") == 2
