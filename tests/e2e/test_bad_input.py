"""Whatever is refused is an RFC 9457 problem with the right status, and stores nothing."""

import asyncio
import json
import secrets
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import jwt
import pytest

from standing_local import ports
from standing_local.demo.clinic import Clinic
from standing_local.identity import AUDIENCE
from standing_local.settings import Settings
from standing_local.sign_in import sign_in
from tests.e2e.running_stack import RunningStack

STARTS_LOCAL = "2031-05-05T10:00"
SERIES = "/api/booking/v1/series"


@dataclass(frozen=True, slots=True)
class Bad:
    """What is changed in a request that would be good."""

    status: int
    body: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str | None] = field(default_factory=dict)
    raw: bytes | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """A good request, and the diary that tells whether anything was stored."""

    api: httpx.AsyncClient
    clinic: Clinic
    practitioner: Any
    body: Mapping[str, Any]
    headers: Mapping[str, str]

    async def send(self, bad: Bad) -> httpx.Response:
        headers = {name: value for name, value in {**self.headers, **bad.headers}.items() if value is not None}
        content = json.dumps({**self.body, **bad.body}).encode() if bad.raw is None else bad.raw
        return await self.api.post(SERIES, content=content, headers={**headers, "Content-Type": "application/json"})

    async def diary(self) -> Any:
        day = datetime.fromisoformat(STARTS_LOCAL).date()
        return await self.clinic.diary(day, day + timedelta(days=60), self.practitioner)


@pytest.fixture
async def desk(stack: RunningStack, manager: Clinic) -> AsyncIterator[Desk]:
    token = await sign_in(stack.settings.issuer, stack.settings.public_url, "receptionist")
    practitioner = await manager.add_practitioner("Dr Lee Park")
    client = await manager.add_client("Ida Frost", f"{secrets.token_hex(4)}@client.example")
    body = {
        "practitioner_id": practitioner["id"],
        "client_id": client["id"],
        "kind_id": (await manager.kind(video=True))["id"],
        "starts_local": STARTS_LOCAL,
        "recurrence": {"frequency": "weekly", "count": 4},
    }
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": secrets.token_urlsafe()}
    async with httpx.AsyncClient(base_url=stack.settings.public_url, timeout=30) as api:
        yield Desk(api, manager, practitioner, body, headers)


async def test_the_request_is_good_before_it_is_spoilt(desk: Desk) -> None:
    assert (await desk.send(Bad(201))).status_code == 201
    assert len(await desk.diary()) == 4


@pytest.mark.parametrize(
    "bad",
    [
        pytest.param(Bad(422, {"recurrence": {"frequency": "weekly"}}), id="neither end date nor count"),
        pytest.param(Bad(422, {"recurrence": {"frequency": "weekly", "until": "2031-01-01"}}), id="end before start"),
        pytest.param(Bad(422, {"zone": "Europe/Atlantis"}), id="unknown zone"),
        pytest.param(Bad(422, {"kind_id": "01900000-0000-7000-8000-000000000000"}), id="unknown kind"),
        pytest.param(Bad(422, {"recurrence": {"frequency": "daily", "count": 10_000}}), id="10,000 occurrences"),
        pytest.param(Bad(400, headers={"Idempotency-Key": None}), id="no Idempotency-Key"),
        pytest.param(Bad(422, {"note": "a\0b"}), id="a NUL byte"),
        pytest.param(Bad(400, raw=b"not JSON"), id="not JSON"),
        pytest.param(Bad(401, headers={"Authorization": None}), id="no token"),
    ],
)
async def test_a_bad_request_is_answered_with_a_problem_and_stores_nothing(desk: Desk, bad: Bad) -> None:
    await expect_problem(desk, bad)


async def test_a_body_of_10_mb_is_refused(stack: RunningStack, desk: Desk) -> None:
    """Answered before the body is read: a client that looks only when it has sent everything finds a closed door."""
    reader, writer = await asyncio.open_connection(ports.HOST, stack.settings.ports.gateway)
    headers = {**desk.headers, "Host": "clinic", "Content-Type": "application/json", "Content-Length": "10000000"}
    lines = [f"POST {SERIES} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
    writer.write("\r\n".join(lines).encode() + b" " * 10_000_000)
    answer = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
    writer.transport.abort()
    assert answer.startswith("http/1.1 413 ")
    assert "content-type: application/problem+json" in answer
    assert await desk.diary() == []


async def test_a_practitioner_of_another_practice_is_not_found(stack: RunningStack, desk: Desk) -> None:
    async with await Clinic.signed_in(stack.settings, "other-manager") as other:
        practitioner = await other.add_practitioner("Dr Zoe Wren")
    await expect_problem(desk, Bad(422, {"practitioner_id": practitioner["id"]}))


async def test_an_expired_token_is_refused(stack: RunningStack, desk: Desk) -> None:
    expired = signed(stack.settings, claims_of(desk) | {"exp": datetime.now(UTC) - timedelta(minutes=1)})
    await expect_problem(desk, Bad(401, headers={"Authorization": f"Bearer {expired}"}))


async def test_a_token_for_another_audience_is_refused(stack: RunningStack, desk: Desk) -> None:
    foreign = signed(stack.settings, claims_of(desk) | {"aud": "https://elsewhere.example"})
    await expect_problem(desk, Bad(401, headers={"Authorization": f"Bearer {foreign}"}))


async def test_an_unsigned_token_is_refused(desk: Desk) -> None:
    unsigned = jwt.encode(claims_of(desk), key="", algorithm="none")
    await expect_problem(desk, Bad(401, headers={"Authorization": f"Bearer {unsigned}"}))


async def expect_problem(desk: Desk, bad: Bad) -> None:
    answer = await desk.send(bad)
    assert answer.status_code == bad.status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == bad.status
    assert await desk.diary() == []


def claims_of(desk: Desk) -> dict[str, Any]:
    token = desk.headers["Authorization"].removeprefix("Bearer ")
    claims: dict[str, Any] = jwt.decode(token, options={"verify_signature": False}, audience=AUDIENCE)
    return claims


def signed(settings: Settings, claims: Mapping[str, Any]) -> str:
    """By the provider's own key."""
    (key,) = json.loads((settings.directory / "identity" / "keys.json").read_text())["jwks"]["keys"]
    return jwt.encode(dict(claims), jwt.PyJWK(key).key, algorithm="RS256", headers={"kid": key["kid"]})
