"""Mail scanners and previews open links before people do."""

import pytest

from contracts.call import CallActivity
from tests.support.link_users import FIREFOX, IPHONE
from tests.support.video_links import VideoLinks

AGENTS = [
    "Mozilla/5.0 (compatible; Barracuda Sentinel (EE); http://www.barracuda.com)",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Microsoft Office/16.0 (Microsoft Outlook 16.0.17126; Pro)",
    "Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5",
    "WhatsApp/2.24.13.77 A",
    "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/136.0 Safari/537.36",
]


async def test_a_hundred_scans_leave_a_link_that_can_be_joined_and_stand_in_the_ledger(
    video_links: VideoLinks,
) -> None:
    booked = await video_links.books_for_now()
    link, *_ = await video_links.urls_of(booked)
    for number in range(100):
        scanner = video_links.browser(AGENTS[number % 6], address=f"198.51.100.{number}")
        if number % 7 == 0:
            await scanner.http.head(link)
        else:
            await scanner.opens(link)
    await video_links.enters(await video_links.browser().joins(link))
    room = await video_links.staff().sees(booked.series.occurrences[0].id)
    assert room["client"] == "waiting"
    opened = [activity["scanner"] for activity in room["activities"] if activity["kind"] == "opened"]
    assert opened == [True] * 100 + [False]
    told = [one for event in await video_links.told(CallActivity) for one in event.activities]
    assert [one.scanner for one in told if one.kind == "opened"] == opened


@pytest.mark.parametrize("agent", [FIREFOX, IPHONE])
async def test_a_persons_browser_is_not_suspected(video_links: VideoLinks, agent: str) -> None:
    booked = await video_links.books_for_now()
    link, *_ = await video_links.urls_of(booked)
    await video_links.browser(agent).opens(link)
    (activity,) = (await video_links.staff().sees(booked.series.occurrences[0].id))["activities"]
    assert (activity["kind"], activity["scanner"]) == ("opened", False)


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Purpose": "prefetch;prerender"},
        {"Purpose": "prefetch"},
        {"Accept-Language": ""},
        {"Accept": "image/*"},
        {"User-Agent": ""},
    ],
    ids=str,
)
async def test_what_no_person_sends_is_suspected(video_links: VideoLinks, headers: dict[str, str]) -> None:
    booked = await video_links.books_for_now()
    link, *_ = await video_links.urls_of(booked)
    await video_links.browser().opens(link, **headers)
    (activity,) = (await video_links.staff().sees(booked.series.occurrences[0].id))["activities"]
    assert activity["scanner"]


async def test_an_opening_is_told_with_its_generation_and_kept_with_its_agent(video_links: VideoLinks) -> None:
    booked = await video_links.books_for_now()
    await video_links.staff().reissues(booked.series.occurrences[0].id)
    link, *_ = await video_links.urls_of(booked)
    await video_links.browser("Firefox " + "x" * 5000).opens(link)
    (opened,) = (await video_links.told(CallActivity))[-1].activities
    assert (opened.kind, opened.generation) == ("opened", 2)
    (row,) = await video_links.fetch("SELECT agent FROM activities WHERE kind = 'opened'")
    assert row["agent"] == "Firefox " + "x" * 192


@pytest.mark.parametrize(
    ("agent", "suspected"), [*((agent, True) for agent in AGENTS), (FIREFOX, False), (IPHONE, False)]
)
async def test_a_join_by_what_looks_like_a_scanner_is_marked_so(
    video_links: VideoLinks, agent: str, suspected: bool
) -> None:
    booked = await video_links.books_for_now()
    link, *_ = await video_links.urls_of(booked)
    browser = video_links.browser(agent)
    await browser.opens(link)
    # As a script asks, which takes any kind of document.
    assert (await browser.asks_to_join(link, Accept="*/*")).status_code == 200
    assert (await browser.asks_to_join(link, Accept="*/*")).status_code == 200
    room = await video_links.staff().sees(booked.series.occurrences[0].id)
    kept = {one["kind"]: one["scanner"] for one in room["activities"]}
    assert kept == {"opened": suspected, "joined": suspected, "rejoined": suspected}
    told = {one.kind: one.scanner for event in await video_links.told(CallActivity) for one in event.activities}
    assert told == kept
