import re

import httpx
import pytest

from standing import web
from standing.gateway import Gateway
from standing.processes import running
from standing.settings import Settings

TOKEN = "tokentokentokentoken22"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/assets/none.js", 404),
        ("/gateway/none", 404),
        ("/api/elsewhere", 404),
        ("/api/booking/v1/diary", 503),
        (f"/v/{TOKEN}", 503),
    ],
)
async def test_what_the_gateway_answers_itself_is_a_problem(settings: Settings, path: str, status: int) -> None:
    async with running(Gateway(settings)), httpx.AsyncClient(base_url=settings.public_url) as client:
        answer = await client.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status
    assert answer.headers["referrer-policy"] == "no-referrer"


async def test_every_screen_of_the_web_has_an_address_and_runs_nothing_from_elsewhere(settings: Settings) -> None:
    await web.build(settings.logs / "web.log", print)
    async with running(Gateway(settings)), httpx.AsyncClient(base_url=settings.public_url) as client:
        pages = [await client.get(path) for path in ("/", "/settings", "/appointments/1", "/auth/callback?code=1")]
        asset = await client.get(re.findall(r'src="(/assets/[^"]+)"', pages[0].text)[0])
    assert {(page.status_code, page.text, page.headers["cache-control"]) for page in pages} == {
        (200, pages[0].text, "no-cache")
    }
    assert asset.headers["cache-control"] == "public, max-age=31536000, immutable"
    policy = pages[0].headers["content-security-policy"]
    assert "default-src 'none'; script-src 'self'" in policy
    assert f"connect-src 'self' {settings.issuer};" in policy
    assert "unsafe" not in policy


async def test_the_web_learns_where_to_sign_in(settings: Settings) -> None:
    async with running(Gateway(settings)), httpx.AsyncClient(base_url=settings.public_url) as client:
        answer = await client.get("/config.json")
    assert answer.json() == {
        "issuer": settings.issuer,
        "client_id": "standing-web",
        "scope": "openid profile practice",
        "roles_claim": "roles",
    }


async def test_no_log_holds_what_opens_an_appointment(settings: Settings) -> None:
    secret = {"Authorization": f"Bearer {TOKEN}", "Cookie": f"a={TOKEN}", "Referer": f"http://x/v/{TOKEN}"}
    async with running(Gateway(settings)), httpx.AsyncClient(base_url=settings.public_url, headers=secret) as client:
        for path in (f"/v/{TOKEN}", f"/v/{TOKEN}/join?x=1", f"/auth/callback?state=1&code={TOKEN}"):
            await client.get(path)
    log = (settings.logs / "gateway.log").read_text()
    assert "/v/REDACTED/join" in log
    assert TOKEN not in log
