from collections.abc import AsyncIterator

import httpx
import pytest

from tests.support.issuer import Issuer
from tests.support.notifications import Notifications

fixtures_of = [
    "tests.support.servers",
    "tests.support.issuer",
    "tests.support.mailbox",
    "tests.support.notifications",
]


@pytest.fixture
async def manager(notifications: Notifications, issuer: Issuer) -> AsyncIterator[httpx.AsyncClient]:
    """The API, as the manager Jo asks it."""
    await notifications.hears(notifications.practice())
    async with notifications.client(issuer.bearer(notifications.practice_id, "manager", subject="jo")) as client:
        yield client
