import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import httpx
import pytest

from contracts.call import CallActivity
from messaging.http.refusals import Unavailable, Unforeseen
from tests.support.link_users import PUBLIC_URL, Page
from tests.support.problems import refused
from tests.support.sealing_keys import KEYS
from tests.support.video_links import VideoLinks
from video_links.routes.assets import ASSETS
from video_links.routes.browser import BROWSER, CSRF


async def a_link(video_links: VideoLinks, session: int = 1) -> str:
    """Of a weekly series of 4 on Wednesdays at 10am, 30 minutes, from 20 October 2027."""
    await video_links.hears(video_links.practice(), video_links.practitioner())
    booked = await video_links.books(sessions=4)
    return (await video_links.links_of(booked))[session - 1].url.open(KEYS)


def without_cookies(response: httpx.Response) -> dict[str, str]:
    return {name: value for name, value in response.headers.items() if name != "set-cookie"}


async def kill(video_links: VideoLinks, reason: str) -> None:
    await video_links.fetch("UPDATE links SET state = 'dead', reason = $1", reason)


async def test_before_the_time_the_page_says_when_with_whom_and_that_looking_uses_nothing_up(
    video_links: VideoLinks,
) -> None:
    page = Page(await video_links.opens(await a_link(video_links)))
    assert page.response.status_code == 200
    assert page.headline == "You are in the right place, and a little early"
    for words in (
        "Harbour Street Physiotherapy",
        "Dr. Adeyemi",
        "Wednesday 20 October 2027",
        "10am to 10:30am, UK time",
        "You can join from 9:45am",
        "Opening it does not use it up.",
        "01632 960 123",
        "Monday to Friday, 8:30am to 5:30pm",
    ):
        assert words in page.words
    assert 'href="tel:+441632960123"' in page.html


async def test_days_before_the_page_says_that_the_link_is_to_be_kept(video_links: VideoLinks) -> None:
    link = await a_link(video_links, session=2)
    page = Page(await video_links.opens(link))
    assert page.headline == "This link is for another day"
    assert "Wednesday 27 October at 10am, with Dr. Adeyemi. Keep it for then." in page.words
    assert "You can join from 9:45am (on Wednesday 27 October)" in page.words


async def test_each_time_that_a_page_says_can_be_told_on_the_readers_own_clock(video_links: VideoLinks) -> None:
    link = await a_link(video_links)
    for now, moments in (
        (datetime(2027, 10, 19, 8, tzinfo=UTC), ["2027-10-20T08:45:00+00:00", "2027-10-20T09:00:00+00:00"]),
        (datetime(2027, 10, 20, 8, tzinfo=UTC), ["2027-10-20T08:45:00+00:00", "2027-10-20T09:00:00+00:00"]),
        (datetime(2027, 10, 20, 10, tzinfo=UTC), ["2027-10-20T10:00:00+00:00", "2027-10-20T09:00:00+00:00"]),
    ):
        video_links.now = now
        page = Page(await video_links.opens(link))
        assert re.findall(r'data-here="([^"]*)"', page.html) == moments
        assert 'data-zone="Europe/London"' in page.html
        assert re.search(r'<script type="module" src="[^"]*/(here|client)\.js">', page.html)


async def test_when_the_time_has_come_the_page_says_so(video_links: VideoLinks) -> None:
    link = await a_link(video_links)
    video_links.now = datetime(2027, 10, 20, 8, 45, tzinfo=UTC)
    page = Page(await video_links.opens(link))
    assert page.headline == "You can join now"
    assert "Your video session with Dr. Adeyemi starts at 10am. Press the button." in page.words
    video_links.now = datetime(2027, 10, 20, 9, 59, tzinfo=UTC)
    page = Page(await video_links.opens(link))
    assert page.headline == "You can join now"
    assert "started at 10am." in page.words


async def test_after_the_time_the_page_says_whom_to_ring(video_links: VideoLinks) -> None:
    link = await a_link(video_links)
    video_links.now = datetime(2027, 10, 20, 10, tzinfo=UTC)
    page = Page(await video_links.opens(link))
    assert page.headline == "The time for this session has passed"
    assert "This link worked until 11am on Wednesday 20 October." in page.words
    assert "Ring the clinic to find a new time." in page.words


@pytest.mark.parametrize(
    ("reason", "headline"),
    [
        ("cancelled", "This session is cancelled"),
        ("concluded", "Your session has ended"),
        ("abandoned", "Your session has ended"),
        ("expired", "The time for this session has passed"),
        ("reissued", "There is a newer link for you"),
    ],
)
async def test_a_dead_link_says_what_it_was_for_and_whom_to_ring(
    video_links: VideoLinks, reason: str, headline: str
) -> None:
    link = await a_link(video_links)
    await kill(video_links, reason)
    page = Page(await video_links.opens(link))
    assert (page.response.status_code, page.headline) == (200, headline)
    assert "Wednesday 20 October 2027" in page.words
    assert "01632 960 123" in page.words


async def test_a_cancelled_session_says_so_even_while_its_link_lives(video_links: VideoLinks) -> None:
    link = await a_link(video_links)
    await video_links.fetch("UPDATE appointments SET status = 'cancelled'")
    page = Page(await video_links.opens(link))
    assert page.headline == "This session is cancelled"
    assert "There is no call on Wednesday 20 October at 10am." in page.words


@pytest.mark.parametrize(
    "path",
    [
        "/v/AAAAAAAAAAAAAAAAAAAAAA",
        "/v",
        "/v/",
        "/V",
        "/v/short",
        "/v/" + "z" * 5000,
        "/v/zzzzzzzzzzzzzzzzzzzzzz/and/more",
        "/v/assets/0123456789abcdef/other.js",
        "/v/%00",
        "/v/%ff%fe",
        "/v/%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "/v/..%2f..%2fetc",
    ],
)
async def test_what_is_no_link_of_ours_has_one_and_the_same_page(video_links: VideoLinks, path: str) -> None:
    unknown = await video_links.opens("/v/BBBBBBBBBBBBBBBBBBBBBA")
    page = Page(await video_links.opens(path))
    assert page.response.status_code == 404
    assert page.headline == "We do not know this link"
    assert "Ask your clinic. Its number or address is at the end of the email that brought the link." in page.words
    assert page.html == unknown.text
    assert page.response.headers == unknown.headers


async def test_a_link_of_which_a_character_is_missing_or_another_is_not_ours(video_links: VideoLinks) -> None:
    token = (await a_link(video_links)).rpartition("/")[2]
    for changed in (token[:-1], token[1:], token.swapcase(), f"{token[:11]}-{token[12:]}A"):
        answer = await video_links.browser().http.get(f"/v/{changed}", follow_redirects=True)
        assert (answer.status_code, Page(answer).headline) == (404, "We do not know this link")


async def test_a_hundred_readings_change_nothing_but_the_ledger(video_links: VideoLinks) -> None:
    link = await a_link(video_links)
    before = await video_links.rows()
    assert sum(map(len, before.values())) > 10
    for number in range(100):
        video_links.now += timedelta(minutes=number)
        await video_links.opens(link)
        await video_links.opens(link, method="HEAD")
        await video_links.opens("/v/CCCCCCCCCCCCCCCCCCCCCA")
    after = await video_links.rows()
    changed = {table for table, rows in after.items() if rows != before[table]}
    assert changed == {"activities", "outbox"}
    assert len(after["activities"]) == len(before["activities"]) + 200
    assert after["outbox"][: len(before["outbox"])] == before["outbox"]
    assert {told.call.version for told in await video_links.told(CallActivity)} == {0}


async def test_head_answers_like_get_without_the_page(video_links: VideoLinks) -> None:
    link = await a_link(video_links)
    get, head = await video_links.opens(link), await video_links.opens(link, method="HEAD")
    assert head.status_code == get.status_code == 200
    assert without_cookies(head) == without_cookies(get)


async def test_whatever_is_answered_at_a_links_address_keeps_it_to_itself(video_links: VideoLinks) -> None:
    link = await a_link(video_links)
    browser = video_links.browser()
    for response in (
        await browser.opens(link),
        await browser.opens("/v/unknown"),
        await browser.asks_to_join(link),
        await browser.asks_to_join("/v/unknown"),
        await browser.asks_for_current_link(link),
        await browser.http.put(link),
        await browser.http.get("/room/signals"),
    ):
        headers = response.headers
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cache-control"] == "no-store"
        assert headers["x-robots-tag"] == "noindex, nofollow"
        assert headers["x-content-type-options"] == "nosniff"
        policy = dict(part.partition(" ")[::2] for part in headers["content-security-policy"].split("; "))
        assert policy == {
            "default-src": "'none'",
            "script-src": "'self'",
            "style-src": "'self'",
            "img-src": "'self' data:",
            "media-src": "'self' blob:",
            "connect-src": f"'self' {PUBLIC_URL.replace('https', 'wss')}",
            "base-uri": "'none'",
            "form-action": "'self'",
            "frame-ancestors": "'none'",
        }


async def test_the_cookies_are_this_hosts_alone_and_no_scripts(video_links: VideoLinks) -> None:
    response = await video_links.opens(await a_link(video_links))
    cookies = dict(cookie.partition("=")[::2] for cookie in response.headers.get_list("set-cookie"))
    assert cookies.keys() == {BROWSER, CSRF}
    for name, same_site in ((BROWSER, "lax"), (CSRF, "strict")):
        assert name.startswith("__Host-")
        attributes = cookies[name].split("; ")[1:]
        assert set(attributes) == {"HttpOnly", "Max-Age=86400", "Path=/", f"SameSite={same_site}", "Secure"}


async def test_a_page_that_is_opened_from_a_mail_takes_its_form_from_no_other(video_links: VideoLinks) -> None:
    """The strict cookie does not come along then."""
    browser = video_links.browser()
    link = await a_link(video_links)
    await browser.opens(link)
    before = dict(browser.http.cookies)
    browser.http.cookies.delete(CSRF)
    await browser.opens(link)
    assert dict(browser.http.cookies) == before


async def test_the_page_fetches_nothing_but_its_own_stylesheet_and_scripts_which_stand_in_no_page(
    video_links: VideoLinks,
) -> None:
    page = Page(await video_links.opens(await a_link(video_links)))
    assert not re.search(r"<script(?![^>]* src=)", page.html)
    assert not re.search(r" (style|on[a-z]+)=", page.html)
    assert "<style" not in page.html
    assert "<img" not in page.html
    addresses = re.findall(r'(?:href|src)="(?!tel:|/v/[^/]*")([^"]*)"', page.html)
    assert addresses
    for address in addresses:
        assert address.startswith("/v/assets/")
        asset = await video_links.opens(address)
        assert asset.status_code == 200
        assert asset.headers["content-type"] in ("text/css; charset=utf-8", "text/javascript; charset=utf-8")
        assert "immutable" in asset.headers["cache-control"]
        assert not re.search(r"https?://", asset.text)
        assert "@import" not in asset.text


async def test_a_page_of_another_release_gets_what_there_is_and_does_not_keep_it(video_links: VideoLinks) -> None:
    asset = await video_links.opens("/v/assets/0123456789abcdef/client.js")
    assert asset.status_code == 200
    assert asset.headers["cache-control"] == "no-store"
    assert (await video_links.opens("/v/assets/0123456789abcdef/other.js")).status_code == 404


async def test_a_page_with_all_that_it_fetches_weighs_less_than_62_kb(video_links: VideoLinks) -> None:
    link = await a_link(video_links)
    for now in (datetime(2027, 10, 20, 8, tzinfo=UTC), datetime(2027, 10, 20, 9, tzinfo=UTC)):
        video_links.now = now
        page = await video_links.opens(link)
        assert len(page.content) + sum(map(len, ASSETS.values())) < 62_000


async def test_the_page_never_tells_of_another_session(video_links: VideoLinks) -> None:
    link = await a_link(video_links, session=2)
    for now in (datetime(2027, 10, 20, 8, tzinfo=UTC), datetime(2027, 10, 27, 9, tzinfo=UTC)):
        video_links.now = now
        page = Page(await video_links.opens(link))
        assert "27 October" in page.words
        assert not re.search(r"\b(20 October|3 November|10 November)\b", page.words)
        assert not re.search(r"\b(2nd|of 4|4 sessions|weekly|every week)\b", page.words)


async def test_the_page_names_neither_the_client_nor_the_kind_of_appointment(video_links: VideoLinks) -> None:
    page = Page(await video_links.opens(await a_link(video_links)))
    assert "follow-up" not in page.words


async def test_a_link_can_be_opened_before_booking_has_told_of_practice_and_practitioner(
    video_links: VideoLinks,
) -> None:
    booked = await video_links.books(sessions=1)
    (link,) = await video_links.links_of(booked)
    page = Page(await video_links.opens(link.url.open(KEYS)))
    assert page.headline == "You are in the right place, and a little early"
    assert "10am to 10:30am, UK time" in page.words
    assert "Ask your clinic. Its number or address is at the end of the email" in page.words
    assert "None" not in page.words


@pytest.mark.parametrize(
    ("phone", "dialled"),
    [
        ("+44 (0)20 7946 0958", "tel:+442079460958"),
        ("020 7946 0958", "tel:+442079460958"),
        ("020 7946 0958 ext. 4", "tel:+442079460958;ext=4"),
    ],
)
async def test_a_telephone_number_is_dialled_as_from_anywhere(
    video_links: VideoLinks, phone: str, dialled: str
) -> None:
    link = await a_link(video_links)
    await video_links.hears(video_links.practice(version=2, phone=phone))
    page = Page(await video_links.opens(link))
    assert f'<a href="{dialled}">{phone}</a>' in page.html


async def test_a_practice_with_an_address_alone_is_written_to(video_links: VideoLinks) -> None:
    link = await a_link(video_links)
    await video_links.hears(
        video_links.practice(version=2, phone=None, phone_hours=None, email="praxis@bücher.example")
    )
    page = Page(await video_links.opens(link))
    assert "Write to Harbour Street Physiotherapy: praxis@bücher.example" in page.words
    assert 'href="mailto:praxis@xn--bcher-kva.example"' in page.html
    assert "tel:" not in page.html
    assert not re.search(r"\bring\b", page.words, re.IGNORECASE)
    for reason in ("concluded", "expired", "cancelled"):
        await kill(video_links, reason)
        dead = Page(await video_links.opens(link)).words
        assert "write to the clinic" in dead.lower()
        assert not re.search(r"\bring\b", dead, re.IGNORECASE)


async def test_a_practice_with_both_is_rung_or_written_to(video_links: VideoLinks) -> None:
    link = await a_link(video_links)
    await video_links.hears(video_links.practice(version=2, email="desk@harbour.example"))
    page = Page(await video_links.opens(link))
    assert "Ring Harbour Street Physiotherapy:" in page.words
    assert "Or write to desk@harbour.example" in page.words


async def test_a_practice_that_a_former_release_has_kept_is_known_whole_once_it_is_told_again(
    video_links: VideoLinks,
) -> None:
    link = await a_link(video_links)
    await video_links.fetch("UPDATE practices SET phone = NULL, email = NULL, zone = NULL")
    await video_links.hears(video_links.practice(version=1, phone=None, email="desk@harbour.example"))
    assert "desk@harbour.example" in Page(await video_links.opens(link)).words


async def test_a_practice_that_tells_of_no_way_to_reach_it_sends_people_to_its_mails(video_links: VideoLinks) -> None:
    link = await a_link(video_links)
    await video_links.hears(video_links.practice(version=2, phone=None, phone_hours=None))
    page = Page(await video_links.opens(link))
    assert "Ask your clinic. Its number or address is at the end of the email" in page.words
    assert "tel:" not in page.html


async def test_names_are_text_and_never_markup(video_links: VideoLinks) -> None:
    link = await a_link(video_links)
    await video_links.hears(
        video_links.practice(version=2, name="<b>Bold & Sons</b>", phone='1" onload="x'),
        video_links.practitioner(version=2, name="<script>alert(1)</script>{{ 7 * 7 }}"),
    )
    page = Page(await video_links.opens(link))
    assert "<script>" not in page.html
    assert "<b>Bold" not in page.html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7 * 7 }}" in page.html
    assert "tel:" not in page.html
    assert 'onload="x' not in page.html


async def test_invariant_9_the_wall_clock_time_holds_when_the_clocks_change(video_links: VideoLinks) -> None:
    await video_links.hears(video_links.practice(), video_links.practitioner())
    booked = await video_links.books(sessions=3)
    first, _, third = booked.series.occurrences
    assert third.starts_at - first.starts_at == timedelta(weeks=2, hours=1)
    for link in await video_links.links_of(booked):
        assert "10am to 10:30am, UK time" in Page(await video_links.opens(link.url.open(KEYS))).words


async def test_of_two_times_that_look_alike_the_page_says_which_it_is(video_links: VideoLinks) -> None:
    await video_links.hears(video_links.practice(), video_links.practitioner())
    (at_first,) = video_links.series(1, first=datetime(2027, 10, 31, 1, 30)).series.occurrences
    second = at_first.model_copy(
        update={
            "fold": 1,
            "twice": True,
            "starts_at": at_first.starts_at + timedelta(hours=1),
            "ends_at": at_first.ends_at + timedelta(hours=1),
            "local_end": datetime(2027, 10, 31, 2),
        }
    )
    (link,) = await video_links.links_of(await video_links.books(occurrences=[second]))
    words = Page(await video_links.opens(link.url.open(KEYS))).words
    assert "1:30am (after the clocks have gone back) to 2am, UK time" in words


async def test_times_are_those_of_the_series_zone(video_links: VideoLinks) -> None:
    await video_links.hears(video_links.practice(), video_links.practitioner())
    booked = await video_links.books(sessions=1, zone=ZoneInfo("America/New_York"))
    (link,) = await video_links.links_of(booked)
    assert "10am to 10:30am, Eastern time" in Page(await video_links.opens(link.url.open(KEYS))).words


async def test_the_token_stands_in_no_log(video_links: VideoLinks, tmp_path: Path) -> None:
    token = (await a_link(video_links)).rpartition("/")[2]
    log = tmp_path / "log"
    async with video_links.process("api", log) as client:
        assert (await client.get(f"/v/{token}")).status_code == 200
        assert (await client.get(f"/v/{token}/more?token={token}")).status_code == 303
        assert (await client.get(f"/V/{token}")).status_code == 303
        assert (await client.get(f"/v/{token[:-1]}")).status_code == 404
        assert (await client.post(f"/v/{token}")).status_code == 303
        assert (await client.post(f"/v/{token}/join", json={})).status_code == 403
        assert (await client.post(f"/v/{token}/join", content=f"{token}")).status_code == 422
        assert (await client.post(f"/v/{token}/current-link")).status_code == 403
        assert (await client.get(f"/elsewhere/{token}")).status_code == 404
        await video_links.fetch("ALTER TABLE links RENAME TO gone")
        assert (await client.get(f"/v/{token}")).status_code == 500
    lines = log.read_text()
    assert lines.count('"route": "/v/{token:path}"') == 5  # a fault at the door comes before any route
    assert "UndefinedTable" in lines
    assert token[:-1] not in lines


async def test_the_api_describes_itself_without_any_server(video_links: VideoLinks) -> None:
    document = video_links.api.openapi()
    room = "/api/video-links/v1/appointments/{appointment_id}"
    assert {path: list(operations) for path, operations in document["paths"].items()} == {
        "/v/{token}": ["get"],
        "/v/{token}/join": ["post"],
        "/v/{token}/current-link": ["post"],
        f"{room}/room": ["get", "post"],
        f"{room}/room/hand-over": ["post"],
        f"{room}/room/admit": ["post"],
        f"{room}/room/conclude": ["post"],
        f"{room}/room/missed": ["post"],
        f"{room}/link/reissue": ["post"],
        "/api/video-links/v1/audit-entries": ["get"],
    }
    assert PUBLIC_URL not in str(document)


@pytest.mark.parametrize(("trouble", "status"), [(ConnectionRefusedError, 503), (KeyError, 500)])
async def test_who_opens_a_link_while_the_service_is_in_trouble_reads_a_page_and_its_script_a_problem(
    video_links: VideoLinks, trouble: type[Exception], status: int
) -> None:
    link = await a_link(video_links)
    browser = video_links.browser(raises=False)
    await browser.opens(link)

    def fails(*_: object) -> None:
        raise trouble

    video_links.api.state.database = SimpleNamespace(transaction=fails)
    for answer in (await browser.opens(link), await browser.asks_for_current_link(link)):
        page = Page(answer)
        assert (answer.status_code, page.headline) == (status, "Please try again in a moment")
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert answer.headers.get("retry-after") == ("2" if status == 503 else None)
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-robots-tag"] == "noindex, nofollow"
        assert "style-src 'self'" in answer.headers["content-security-policy"]
        assert '<a class="btn" href="">Try again</a>' in page.html
        assert "Ask your clinic. Its number or address is at the end of the email" in page.words
    refused(await browser.asks_to_join(link), Unavailable if status == 503 else Unforeseen)
