import httpx
import pytest

from standing.gateway import Gateway
from standing.processes import running
from standing.settings import Settings

TOKEN = "tokentokentokentoken22"


@pytest.mark.parametrize(
    ("path", "status"),
    [("/", 404), ("/api/elsewhere", 404), ("/api/booking/v1/diary", 503), (f"/v/{TOKEN}", 503)],
)
async def test_what_the_gateway_answers_itself_is_a_problem(settings: Settings, path: str, status: int) -> None:
    async with running(Gateway(settings)), httpx.AsyncClient(base_url=settings.public_url) as client:
        answer = await client.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status
    assert answer.headers["referrer-policy"] == "no-referrer"


async def test_no_log_holds_what_opens_an_appointment(settings: Settings) -> None:
    secret = {"Authorization": f"Bearer {TOKEN}", "Cookie": f"a={TOKEN}", "Referer": f"http://x/v/{TOKEN}"}
    async with running(Gateway(settings)), httpx.AsyncClient(base_url=settings.public_url, headers=secret) as client:
        for path in (f"/v/{TOKEN}", f"/v/{TOKEN}/join?x=1", f"/auth/callback?state=1&code={TOKEN}"):
            await client.get(path)
    log = (settings.logs / "gateway.log").read_text()
    assert "/v/REDACTED/join" in log
    assert TOKEN not in log
