"""What the diary asks of the services, over the gateway: preview, skipping, hints, what will be sent."""

import asyncio
import json
import secrets
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest

from standing_local.demo.clinic import Clinic
from standing_local.demo.inbox import Inbox
from standing_local.sign_in import sign_in
from tests.e2e.running_stack import RunningStack
from tests.support.eventually import eventually

FIRST = datetime(2031, 5, 1, 10)
WEEKLY = {"frequency": "weekly", "count": 3}


@pytest.fixture
async def desk(stack: RunningStack) -> AsyncIterator[httpx.AsyncClient]:
    token = await sign_in(stack.settings.issuer, stack.settings.public_url, "receptionist")
    headers = {"Authorization": f"Bearer {token}"}
    async with httpx.AsyncClient(base_url=f"{stack.settings.public_url}/api", headers=headers, timeout=30) as desk:
        yield desk


async def booking_request(manager: Clinic, client: Any, **fields: Any) -> dict[str, Any]:
    return {
        "practitioner_id": (await manager.add_practitioner("Dr Jo Hill"))["id"],
        "client_id": client["id"],
        "kind_id": (await manager.kind(video=True))["id"],
        "starts_local": FIRST.isoformat(),
    } | fields


async def book(desk: httpx.AsyncClient, body: dict[str, Any]) -> Any:
    headers = {"Idempotency-Key": secrets.token_urlsafe()}
    return (await desk.post("/booking/v1/series", json=body, headers=headers)).raise_for_status().json()


async def test_a_date_that_is_skipped_is_named_in_the_preview_the_answer_and_the_confirmation(
    stack: RunningStack, manager: Clinic, desk: httpx.AsyncClient
) -> None:
    address = f"{secrets.token_hex(4)}@client.example"
    single = await booking_request(
        manager, await manager.add_client("Priya Nair", f"{secrets.token_hex(4)}@client.example")
    )
    await book(desk, single | {"starts_local": (FIRST + timedelta(weeks=1)).isoformat()})
    series = single | {
        "client_id": (await manager.add_client("Kit Dale", address))["id"],
        "recurrence": WEEKLY,
        "on_conflict": "skip",
    }

    preview = (await desk.post("/booking/v1/series:preview", json=series)).raise_for_status().json()
    assert [(line["number"], line["state"]) for line in preview["lines"]] == [(1, "free"), (None, "taken"), (2, "free")]
    assert preview["lines"][1]["conflicts"][0]["words"] == "Dr Jo Hill is with Priya Nair, 10:00 to 10:50"

    free = [line for line in preview["lines"] if line["state"] == "free"]
    change = {
        "change": "booked",
        "client_id": series["client_id"],
        "kind_id": series["kind_id"],
        "video": True,
        "zone": preview["zone"],
        "appointments": [{"starts_at": line["starts_at"], "ends_at": line["ends_at"]} for line in free],
    }

    async def once_the_client_is_known() -> Any:
        answer = await desk.post("/notifications/v1/expected-messages", json=change)
        return answer.json() if answer.is_success else None

    expected = await eventually(once_the_client_is_known)
    assert expected["said"] == f"The confirmation goes out now to {address}. 1 reminder follows."
    assert [(each["title"], each["words"]) for each in expected["messages"]] == [
        ("1 confirmation now", "with the first session's link and all 2 dates"),
        ("1 reminder", "24 h before the later session, with its own link"),
    ]

    booked = await book(desk, series)
    assert booked["skipped_dates"] == ["2031-05-08"]

    async with httpx.AsyncClient(base_url=stack.settings.mail_url) as catcher:
        (mail,) = await eventually(Inbox(catcher, address).mails)
    for part in mail.parts:
        assert "There is no session on 8 May." in part


async def test_another_users_booking_is_hinted_at_over_the_gateway(
    stack: RunningStack, manager: Clinic, desk: httpx.AsyncClient
) -> None:
    series = await booking_request(
        manager, await manager.add_client("Kit Dale", "kit@client.example"), recurrence=WEEKLY
    )
    changed = {"practitioner_id": series["practitioner_id"], "days": ["2031-05-01", "2031-05-08", "2031-05-15"]}
    async with asyncio.timeout(30), desk.stream("GET", "/booking/v1/diary/changes") as hints:
        assert hints.status_code == 200
        lines = hints.aiter_lines()
        assert await anext(lines) == "event: changed"
        await book(desk, series)
        async for line in lines:
            if line.startswith("data: ") and json.loads(line.removeprefix("data: ")) == changed:
                break
