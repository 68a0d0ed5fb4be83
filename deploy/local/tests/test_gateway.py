import json
import re
from contextlib import AsyncExitStack
from dataclasses import replace

import httpx
import pytest

from deploy.local.tests.upstream import Upstream, open_web_socket
from standing_local import ports, web
from standing_local.gateway import Gateway
from standing_local.processes import running
from standing_local.settings import Settings

TOKEN = "tokentokentokentoken22"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/assets/none.js", 404),
        ("/gateway/none", 404),
        ("/api/elsewhere", 404),
        ("/metrics", 404),
        ("/metrics/", 404),
        ("/METRICS", 404),
        ("/room/../metrics", 404),
        ("/health/worker", 404),
        ("/problems/none", 404),
        ("/api/booking/v1/diary", 503),
        ("/api/video-links/v1/appointments/1/room", 503),
        (f"/v/{TOKEN}/join", 503),
    ],
)
async def test_what_the_gateway_answers_itself_is_a_problem(settings: Settings, path: str, status: int) -> None:
    async with running(Gateway(settings)), httpx.AsyncClient(base_url=settings.public_url) as client:
        answer = await client.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.json()["type"], answer.json()["status"]) == ("about:blank", status)
    assert answer.headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize(
    ("method", "path"), [("GET", f"/v/{TOKEN}"), ("GET", f"//V/{TOKEN}."), ("POST", f"/v/{TOKEN}/current-link")]
)
async def test_who_opens_a_link_while_nobody_answers_reads_a_page_in_words(
    settings: Settings, method: str, path: str
) -> None:
    await web.build(settings.logs / "web.log", print)
    async with running(Gateway(settings)), httpx.AsyncClient(base_url=settings.public_url) as client:
        answer = await client.request(method, f"{settings.public_url}{path}")
        (style,) = re.findall(r'<link rel="stylesheet" href="([^"]+)">', answer.text)
        assert (await client.get(style)).headers["content-type"] == "text/css; charset=utf-8"
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "<h1>Please try again in a moment</h1>" in answer.text
    assert "script" not in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-robots-tag"] == "noindex, nofollow"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "style-src 'self'" in answer.headers["content-security-policy"]


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
    assert f"connect-src 'self' wss://127.0.0.1:{settings.ports.gateway} {settings.issuer};" in policy
    assert "unsafe" not in policy


async def test_the_type_of_a_problem_leads_to_a_page_that_says_what_it_means(settings: Settings) -> None:
    await web.build(settings.logs / "web.log", print)
    async with running(Gateway(settings)), httpx.AsyncClient(base_url=settings.public_url) as client:
        for path, words in (
            ("/problems/slots-taken", "<h1>Not booked: some of the dates are taken</h1>"),
            ("/problems/", "<h1>Problems</h1>"),
            ("/problems", "<h1>Problems</h1>"),
        ):
            page = await client.get(path)
            assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
            assert words in page.text
            assert "default-src 'none'; style-src 'self'; img-src 'self';" in page.headers["content-security-policy"]
        assert (await client.get("/problems/problems.css")).status_code == 200


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
    secret = {
        "Authorization": f"Bearer {TOKEN}",
        "Cookie": f"a={TOKEN}",
        "Referer": f"http://x/v/{TOKEN}",
        "X-Standing-Csrf": TOKEN,
        "Idempotency-Key": TOKEN,
        "If-Match": f'"{TOKEN}"',
        "Origin": f"http://{TOKEN}.example",
        "X-Original-URL": f"/v/{TOKEN}",
        "X-Rewrite-URL": f"/v/{TOKEN}",
        "X-Anything": TOKEN,
        "User-Agent": TOKEN,
        "Accept-Language": TOKEN,
        "Host": f"{TOKEN}.example",
    }
    async with running(Gateway(settings)), httpx.AsyncClient(base_url=settings.public_url, headers=secret) as client:
        for path in (
            f"/v/{TOKEN}",
            f"/v/{TOKEN}/join?x=1",
            f"/v/{TOKEN}?utm=1#{TOKEN}",
            f"//v/{TOKEN}",
            f"/V/{TOKEN}",
            f"/v//{TOKEN}.",
            f"/v/%20/{TOKEN}",
            f"/v/?{TOKEN}",
            f"/v%2F{TOKEN}",
            f"/%76/{TOKEN}",
            f"/%56/{TOKEN}",
            f"/{TOKEN}",
            f"/{TOKEN}?x=1",
            f"/w/{TOKEN}",
            f"/x/../v/{TOKEN}",
            f"/v;{TOKEN}",
            f"/v/assets/{TOKEN}/page.css",
            f"/assets/{TOKEN}.js",
            f"/settings/{TOKEN}",
            f"/problems/{TOKEN}",
            f"/api/booking/v1/{TOKEN}",
            f"/api/video-links/v1/appointments/{TOKEN}/room",
            f"/room/signals?ticket={TOKEN}",
            f"/room/{TOKEN}",
            f"/auth/callback?state=1&code={TOKEN}",
            f"/api/booking/v1/clients?query={TOKEN}",
        ):
            await client.get(f"{settings.public_url}{path}")
        await client.request(TOKEN, settings.public_url)
    log = (settings.logs / "gateway.log").read_text()
    assert "/v/REDACTED/join" in log
    assert TOKEN not in log


ID = "01975f0c-2f00-7000-8000-00000000b001"


async def test_the_log_says_what_was_asked_for_where_that_tells_of_nobody(settings: Settings) -> None:
    paths = [
        "/",
        "/api/booking/v1/diary",
        "/api/booking/v1/series:preview",
        f"/api/booking/v1/appointments/{ID}:cancel",
        f"/api/video-links/v1/appointments/{ID}/room/hand-over",
        "/api/notifications/v1/openapi.json",
        f"/appointments/{ID}/room",
        "/settings/rules",
        "/problems/idempotency-key-reused",
        "/room/signals",
        "/config.json",
    ]
    async with running(Gateway(settings)), httpx.AsyncClient(base_url=settings.public_url) as client:
        for path in paths:
            await client.get(f"{path}?practitioner={ID}")
    lines = map(json.loads, (settings.logs / "gateway.log").read_text().splitlines())
    asked = [line["request"]["uri"] for line in lines if line.get("logger", "").startswith("http.log.access")]
    assert asked == paths


async def test_a_link_that_is_written_in_another_way_is_led_to_the_service_that_knows_it(settings: Settings) -> None:
    async with (
        Upstream.listening(settings.ports.video_links),
        running(Gateway(settings)),
        httpx.AsyncClient() as client,
    ):
        for path in (f"/v/{TOKEN}", f"//v/{TOKEN}", f"/V/{TOKEN}", f"/v//{TOKEN}.", "/v/", "/v", f"/v%2F{TOKEN}"):
            answer = await client.get(f"{settings.public_url}{path}")
            assert (answer.status_code, answer.text) == (200, "127.0.0.1"), path


async def test_the_replica_with_fewer_open_connections_gets_the_next_and_the_last_one_left_gets_all(
    settings: Settings,
) -> None:
    settings = replace(settings, replicas={"video_links": [ports.any_free()]})
    first, second = settings.replica_ports("video_links")
    async with AsyncExitStack() as one_ends, Upstream.listening(second) as lasting, AsyncExitStack() as web_sockets:
        ending = await one_ends.enter_async_context(Upstream.listening(first))
        async with running(Gateway(settings)), httpx.AsyncClient(base_url=settings.public_url) as client:
            for path in ("/room/socket", "/api/video-links/v1/room/socket"):
                opened = open_web_socket(settings.ports.gateway, path)
                reader, writer = await web_sockets.enter_async_context(opened)
                writer.write(b"hello")
                assert await reader.readexactly(5) == b"hello"
            assert (ending.upgraded, lasting.upgraded) == (1, 1)
            await one_ends.aclose()
            assert {(await client.get("/room/1")).status_code for _ in range(5)} == {200}


async def test_services_learn_who_asks_and_no_client_can_pretend_to_be_another(settings: Settings) -> None:
    pretended = {"X-Forwarded-For": "203.0.113.7"}
    async with (
        Upstream.listening(settings.ports.video_links),
        running(Gateway(settings)),
        httpx.AsyncClient(transport=httpx.AsyncHTTPTransport(local_address="127.0.0.2")) as client,
    ):
        answer = await client.get(f"{settings.public_url}/v/{TOKEN}", headers=pretended)
    assert answer.text == "127.0.0.2"
    log = (settings.logs / "gateway.log").read_text()
    assert "127.0.0.0" in log
    assert "127.0.0.2" not in log
    assert "203.0.113.7" not in log
