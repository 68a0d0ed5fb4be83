"""The call, whatever breaks on the way: pages reloaded, networks cut, processes killed, links opened by programs."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import timedelta
from typing import Final

import httpx
import pytest
from playwright.async_api import Page, expect

from standing_local.demo.clinic import Clinic
from tests.e2e.callers import COMPUTER, PATIENCE, Host, frames_flow
from tests.e2e.front_desk import Summary
from tests.e2e.link_clinic import CONNECTIONS, FRAMES
from tests.e2e.meeting import Appointed, Meeting
from tests.e2e.running_stack import RunningStack
from tests.e2e.screens import look_at
from tests.e2e.windows import NewWindow
from tests.support.eventually import eventually
from tests.support.firefox import Firefox
from tests.support.turn import TurnServer
from tests.support.udp_relay import UdpRelay
from tests.support.wire import Wire

CONFIDED: Final[set[str]] = set()
"""Links' tokens, tickets and cookies that this file's tests have used."""


@pytest.fixture
async def clinician(stack: RunningStack) -> AsyncIterator[Clinic]:
    async with await Clinic.signed_in(stack.settings, "clinician") as clinic:
        yield clinic


@pytest.fixture
async def appointed(
    stack: RunningStack, manager: Clinic, clinician: Clinic, new_window: NewWindow
) -> AsyncIterator[Appointed]:
    appointed = Appointed(stack.settings, await Meeting.booked(manager), clinician, new_window)
    yield appointed
    CONFIDED.update(await appointed.confided())


async def test_a_client_who_reloads_is_back_without_being_let_in_anew(appointed: Appointed) -> None:
    host, client = await appointed.host(), await appointed.client()
    await appointed.call(host, client)
    await client.page.reload()
    await frames_flow(host, client)
    assert await appointed.happened("rejoined") >= 1
    assert await appointed.happened("admitted") == 1


async def test_a_host_who_reloads_is_back_in_the_call(appointed: Appointed) -> None:
    host, client = await appointed.host(), await appointed.client()
    await appointed.call(host, client)
    await host.page.reload()
    await frames_flow(host, client)
    assert await appointed.happened("admitted") == 1


async def test_the_call_goes_on_while_the_signalling_is_cut_and_after_it_is_back(
    appointed: Appointed, stack: RunningStack
) -> None:
    host, client = await appointed.host(), await appointed.client()
    async with Wire.to(stack.settings.ports.gateway) as wire:
        await appointed.call(host, client, url=appointed.meeting.url_at(wire.port))
        connections = [(await caller.media()).connection for caller in (host, client)]
        wire.cut()
        await frames_flow(host, client)
        await client.enters_again(wire.mend)
        await frames_flow(host, client)
        assert [(await caller.media()).connection for caller in (host, client)] == connections
        await host.concludes()
        await client.sees("Your session has ended")


async def test_when_the_media_are_cut_ice_restarts_and_pictures_come_again(appointed: Appointed) -> None:
    with closing(UdpRelay()) as relay:
        host, client = await appointed.host(relay=relay), await appointed.client(relay=relay)
        await appointed.call(host, client)
        before = await client.media()
        relay.is_another_network()

        async def restarted() -> bool:
            return (await client.media()).ice != before.ice

        await eventually(restarted, within=PATIENCE, each=0.25)
        await frames_flow(host, client)
        assert (await client.media()).connection == before.connection


async def test_the_call_stands_over_two_replicas_and_outlives_one(appointed: Appointed, stack: RunningStack) -> None:
    first, second = stack.settings.replica_ports("video_links")
    of_first = f"ws://127.0.0.1:{first}/room/signals"
    host = await appointed.host(socket=of_first, bypass_csp=True)
    client = await appointed.client()
    await appointed.call(host, client, url=appointed.meeting.url_at(second))
    assert {socket.url for socket in host.sockets} == {of_first}
    assert {socket.url for socket in client.sockets} == {f"ws://127.0.0.1:{second}/room/signals"}
    await client.enters_again(lambda: stack.kill("video-links-2"))
    await frames_flow(host, client)
    assert (await client.media()).connection == 1
    await client.page.reload()
    await frames_flow(host, client)


async def test_the_call_outlives_a_kill_of_postgres(appointed: Appointed, stack: RunningStack) -> None:
    host, client = await appointed.host(), await appointed.client()
    await appointed.call(host, client)
    stack.kill("postgres")
    await frames_flow(host, client)
    # Whoever comes back needs the signals to find the other.
    await client.comes_back_by(appointed.meeting.url)
    await frames_flow(host, client)


async def test_pictures_come_through_a_turn_server(appointed: Appointed, turn_server: TurnServer | None) -> None:
    if turn_server is None:
        pytest.skip("There is no turnserver on the PATH, and STANDING_TEST_TURNSERVER names none.")
    host, client = await appointed.host(policy="relay"), await appointed.client(policy="relay")
    await appointed.call(host, client)
    assert {(await caller.media()).local for caller in (host, client)} == {"relay"}


async def test_a_host_in_chromium_and_a_client_in_firefox_see_each_other(
    appointed: Appointed, firefox: Firefox | None
) -> None:
    if firefox is None:
        pytest.skip("There is no firefox-esr or firefox on the PATH, and STANDING_TEST_FIREFOX names none.")
    host = await appointed.host()
    await firefox.runs_first(CONNECTIONS)
    await firefox.opens(appointed.meeting.url)
    await firefox.presses("[data-do=join]")
    await firefox.sees("They know that you are here")
    await firefox.sees("You: camera and microphone on")
    await host.admits()
    await frames_flow(host)
    await firefox.sees("Connected")
    before = await firefox.finds(f"({FRAMES})()")

    async def frames_come() -> bool:
        return bool(await firefox.finds(f"({FRAMES})()") > before)

    await eventually(frames_come, within=PATIENCE)
    assert await firefox.finds("document.querySelector('video[data-remote]').videoWidth") > 0
    await firefox.presses("main:not([hidden]) [data-do=leave]")
    await firefox.sees("You have left the call")
    await host.sees(f"{appointed.meeting.client} has left")
    await firefox.presses("[data-section=left] [data-do=join]")
    await frames_flow(host)
    assert await appointed.happened("admitted") == 1


async def test_a_second_browser_takes_the_place_of_the_first_and_is_let_in_anew(appointed: Appointed) -> None:
    host, first, second = await appointed.host(), await appointed.client(), await appointed.client(device=COMPUTER)
    await appointed.call(host, first)
    await second.opens(appointed.meeting.url)
    await second.sees("You have already joined on another phone or computer")
    await second.joins_here_instead()
    await first.sees("You have already joined on another phone or computer")
    await host.admits()
    await frames_flow(host, second)
    assert await appointed.happened("admitted") == 2
    assert await appointed.happened("taken_over") == 1


async def test_who_leaves_for_now_can_join_again(appointed: Appointed) -> None:
    host, client = await appointed.host(), await appointed.client()
    await appointed.call(host, client)
    await client.leaves()
    await host.sees(f"{appointed.meeting.client} has left")
    await client.joins_again()
    await frames_flow(host, client)
    assert await appointed.happened("admitted") == 1


async def test_who_waits_when_it_is_said_that_they_did_not_attend_reads_it(
    stack: RunningStack, manager: Clinic, clinician: Clinic, new_window: NewWindow
) -> None:
    meeting = await Meeting.booked(manager, starts_in=timedelta(0))
    begun = Appointed(stack.settings, meeting, clinician, new_window)
    host, client = await begun.host(), await begun.client()
    await client.opens(meeting.url)
    await client.joins()
    await host.says_the_client_did_not_attend(meeting.client)
    await client.sees("This session did not take place")
    CONFIDED.update(await begun.confided())


async def test_before_the_start_nobody_can_be_said_not_to_have_attended(appointed: Appointed) -> None:
    host = await appointed.host()
    await expect(host.page.get_by_role("button", name="Leave for now")).to_be_visible()
    await expect(host.page.get_by_role("button", name="Did not attend")).to_have_count(0)


async def test_a_colleague_stands_in_once_it_is_handed_over_and_the_client_has_said_yes(
    stack: RunningStack, manager: Clinic, clinician: Clinic, new_window: NewWindow
) -> None:
    meeting = await Meeting.booked(manager, subject="colleague")
    own = Appointed(stack.settings, meeting, clinician, new_window)
    host, client = await Host.on(await new_window(user_agent=COMPUTER)), await own.client()
    await host.signs_in(stack.settings, "Morven Kerr")
    await host.opens_room(stack.settings, meeting.appointment)
    await own.call(host, client)

    colleague = await Host.on(await new_window(user_agent=COMPUTER))
    await colleague.signs_in(stack.settings, "Casey Lind")
    await colleague.opens_room(stack.settings, meeting.appointment)
    await colleague.sees(f"This session is with {meeting.practitioner}")
    await expect(colleague.page.get_by_text("Morven Kerr is in the room.")).to_be_visible()
    faults = await look_at(colleague.page, "room-stand-in")
    await colleague.stands_in()
    await colleague.sees("Morven Kerr is in the room.")
    await expect(colleague.page.get_by_role("button", name="Conclude")).to_have_count(0)
    faults |= await look_at(colleague.page, "room-waits")
    await host.sees("Casey Lind would stand in for you.")
    await frames_flow(host, client)  # nothing has changed for those who talk
    faults |= await look_at(host.page, "room-hand-over")

    await host.hands_over()
    await client.waits()
    await colleague.lets_in()
    await expect(colleague.page.get_by_text("They are asked whether they go on with you.")).to_be_visible()
    await client.sees("Go on with Casey Lind?")
    assert not await client.is_connected(), "nobody sees the client before they have said yes"
    faults |= await look_at(client.page, "client-asked")
    await client.agrees()
    await frames_flow(colleague, client)
    await host.sees("Casey Lind is in the room.")
    await colleague.concludes()
    await client.sees("Your session has ended")
    assert faults == {}
    CONFIDED.update(await own.confided())


async def test_axe_finds_nothing_serious_in_the_hosts_room(appointed: Appointed) -> None:
    host, client = await appointed.host(), await appointed.client()
    await client.opens(appointed.meeting.url)
    await client.joins()
    await expect(host.page.get_by_role("button", name="Admit")).to_be_visible()
    faults = await look_at(host.page, "room-admit")
    await host.admits()
    await frames_flow(host, client)
    faults |= await look_at(host.page, "room-call")
    assert faults == {}


SCANNERS: Final = (
    "Mozilla/5.0 (compatible; Proofpoint URL Defense)",
    "Mimecast-CI/1.0",
    "Mozilla/5.0 (Windows NT 10.0; Microsoft Office Existence Discovery) SafeLinks",
    "BarracudaCentral/1.0 Barracuda Sentinel (EE)",
    "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
    "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
)


async def test_a_link_that_scanners_have_opened_a_hundred_times_can_be_joined(
    appointed: Appointed, new_window: NewWindow
) -> None:
    url, sandbox = appointed.meeting.url, await new_window()
    async with httpx.AsyncClient(timeout=PATIENCE) as scanner:
        for _ in range(12):
            opened = [scanner.get(url, headers={"User-Agent": agent}) for agent in SCANNERS]
            answers = await asyncio.gather(scanner.head(url), *opened)
            assert {answer.status_code for answer in answers} == {200}
    for _ in range(16):
        await follow_every_link(sandbox, url)
    assert await appointed.happened("opened", scanner=True) == 100

    host, client = await appointed.host(), await appointed.client()
    await appointed.call(host, client)
    await host.page.goto(f"{appointed.settings.public_url}/appointments/{appointed.meeting.appointment['id']}")
    summary = await Summary.on(host.page)
    await summary.reloaded_until("Let in")
    suspects = summary.activity.get_by_role("row").filter(has_text="Opened by a mail scanner")
    folded = await suspects.all_inner_texts()
    assert len(folded) <= 2, "those of one hour stand in one line"
    assert sum(int(times) for row in folded for times in re.findall(r"(\d+) times", row)) >= 99


async def follow_every_link(sandbox: Page, url: str) -> None:
    """As a sandbox does: scripts run, nothing is pressed."""
    await sandbox.goto(url)
    found = [await link.get_attribute("href") for link in await sandbox.get_by_role("link").all()]
    for address in found:
        if address and re.match("https?:|/", address):
            await sandbox.goto(url if address.startswith("/") else address)


async def test_no_log_has_a_link_a_ticket_or_a_cookie(appointed: Appointed, stack: RunningStack) -> None:
    host, client = await appointed.host(), await appointed.client()
    await appointed.call(host, client)
    await host.concludes()
    await client.sees("Your session has ended")
    secrets = CONFIDED | await appointed.confided()
    assert {len(secret) for secret in secrets} >= {22}
    logs = [path for path in stack.settings.logs.rglob("*") if path.is_file()]
    assert {"gateway", "video-links", "video-links-2", "booking", "postgres", "kafka"} <= {log.stem for log in logs}
    told = {log.name: log.read_text(errors="replace") for log in logs}
    assert [name for name, words in told.items() if any(secret in words for secret in secrets)] == []
