"""All of a service but its relay works behind PgBouncer in transaction mode, once it is told."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from itertools import cycle

import pytest

from messaging.pooling import Pooling as Found
from messaging.pooling import find_pooling
from standing_operator.databases import ServiceDatabase, ServiceDatabases
from tests.security.rules import RULES, STAFF
from tests.support.installation import Installation
from tests.support.issuer import Issuer
from tests.support.mailbox import Mailbox
from tests.support.pooler import Pooling

ASKED = 150


@pytest.fixture
async def behind_a_pooler(service_database: ServiceDatabases, pooling: Pooling) -> AsyncIterator[ServiceDatabases]:
    made = {name: await service_database(name) for name in ("booking", "video_links", "notifications")}
    async with pooling(*(urls.application_url for urls in made.values())) as through:

        async def database(service: str) -> ServiceDatabase:
            urls = made[service]
            return replace(urls, application_url=through(urls.application_url))

        yield database


@pytest.fixture
async def installation(
    behind_a_pooler: ServiceDatabases, mailbox: Mailbox, issuer: Issuer, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Installation]:
    monkeypatch.setenv("STANDING_DATABASE_POOLER", "transaction")
    async with Installation.opened(behind_a_pooler, mailbox, issuer) as installation:
        yield installation


async def test_every_route_answers_and_150_requests_at_once_do(installation: Installation) -> None:
    headers = installation.issuer.bearer(installation.ours, *STAFF)

    async def ask(route: str) -> tuple[str, int]:
        return route, (await installation.asks(route, RULES[route].ask(installation), headers)).status_code

    right = {(route, rule.answer) for route, rule in RULES.items()}
    assert {await ask(route) for route in RULES} == right
    reading = [route for route in RULES if route.startswith("GET ")]
    answers = await asyncio.gather(*(ask(route) for route, _ in zip(cycle(reading), range(ASKED), strict=False)))
    assert set(answers) <= right


async def test_who_stands_before_postgres_is_found_out(service_database: ServiceDatabases, pooling: Pooling) -> None:
    url = (await service_database("booking")).application_url
    assert await find_pooling(url) is Found.NONE
    async with pooling(url) as through:
        assert await find_pooling(through(url)) is Found.TRANSACTION
