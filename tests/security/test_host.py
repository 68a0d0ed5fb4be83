"""Who may host: the appointment's practitioner, and a colleague who says so, once nobody else is there."""

from datetime import timedelta

import pytest

from contracts.series import SeriesCreated
from tests.support.link_users import Host
from tests.support.problems import refused
from tests.support.video_links import VideoLinks
from video_links.commands.agree_to_host import agree_to_host
from video_links.commands.enter_room import Seat
from video_links.commands.take_place import take_place
from video_links.domain.presence import GONE_AFTER
from video_links.domain.views import ClientView, HostView, view_of
from video_links.errors import ColleagueHosts, NobodyTakesOver, NotTheHost
from video_links.queries.call import load_call

COLLEAGUE = "clinician-2"
SECOND = timedelta(seconds=1)


class Room:
    """One session's: its practitioner, a colleague, and the client's browser."""

    def __init__(self, video_links: VideoLinks, booked: SeriesCreated, url: str) -> None:
        self._links = video_links
        self.id = booked.series.occurrences[0].id
        self._url = url
        self._browser = video_links.browser()
        self.practitioner = video_links.staff()
        self.colleague = video_links.staff(subject=COLLEAGUE, name="Morven Kerr")

    async def client_waits(self) -> Seat:
        return await self._links.enters(await self._browser.joins(self._url))

    async def hosts(self, host: Host, *, stand_in: bool = False) -> Seat:
        return await self._links.enters(await host.opens_room(self.id, stand_in=stand_in))

    async def sees(self, seat: Seat) -> ClientView | HostView:
        async with self._links.database.transaction(self._links.practice_id) as connection:
            call = await load_call(connection, self.id, window=self._links.installation.window)
        page = call.participant(seat.participant_id)
        assert page is not None
        return view_of(call, page, self._links.now)

    async def state_of(self, seat: Seat) -> str:
        return (await self.sees(seat)).state

    async def takes_place(self, seat: Seat) -> None:
        async with self._links.database.transaction(self._links.practice_id) as connection:
            await take_place(connection, seat, now=self._links.now, installation=self._links.installation)

    async def agrees(self, client: Seat, host: Seat) -> None:
        async with self._links.database.transaction(self._links.practice_id) as connection:
            await agree_to_host(
                connection,
                client,
                host.participant_id,
                now=self._links.now,
                installation=self._links.installation,
            )


@pytest.fixture
async def room(video_links: VideoLinks) -> Room:
    booked = await video_links.books_for_now()
    return Room(video_links, booked, (await video_links.urls_of(booked))[0])


async def test_any_other_clinician_is_no_host_unless_they_say_that_they_stand_in(room: Room) -> None:
    refused(await room.colleague.asks("POST", room.id, "room"), NotTheHost)
    for deed in ("admit", "conclude", "missed"):
        refused(await room.colleague.asks("POST", room.id, f"room/{deed}"), NotTheHost)
    seen = await room.colleague.sees(room.id)
    assert (seen["yours"], seen["has_user"], seen["hosted_by"]) == (False, True, None)
    await room.colleague.opens_room(room.id, stand_in=True)


async def test_a_colleague_takes_no_running_session_over_and_the_clients_camera_does_not_follow(room: Room) -> None:
    client, host = await room.client_waits(), await room.hosts(room.practitioner)
    await room.practitioner.admits(room.id)
    colleague = await room.hosts(room.colleague, stand_in=True)
    assert await room.sees(client) == ClientView("in_call", host=True, peer=host.participant_id)
    waits = await room.sees(colleague)
    assert isinstance(waits, HostView)
    assert (waits.state, waits.peer) == ("waits", None)
    there = await room.sees(host)
    assert isinstance(there, HostView)
    assert (there.state, there.colleague and there.colleague.name) == ("open", "Morven Kerr")
    for deed in ("admit", "conclude", "missed", "hand-over"):
        refused(await room.colleague.asks("POST", room.id, f"room/{deed}"), ColleagueHosts)


async def test_who_is_there_hands_over_and_the_client_is_asked_before_anybody_else_sees_them(room: Room) -> None:
    client, host = await room.client_waits(), await room.hosts(room.practitioner)
    await room.practitioner.admits(room.id)
    refused(await room.practitioner.asks("POST", room.id, "room/hand-over"), NobodyTakesOver)
    colleague = await room.hosts(room.colleague, stand_in=True)
    await room.practitioner.hands_over(room.id)
    assert (await room.state_of(host), await room.state_of(colleague)) == ("waits", "open")
    assert await room.sees(client) == ClientView("waiting", host=True)
    await room.colleague.admits(room.id)
    assert await room.sees(client) == ClientView(
        "asked", host=True, peer=None, asks=colleague.participant_id, name="Morven Kerr"
    )
    assert (await room.colleague.sees(room.id))["asked"] is True
    await room.agrees(client, host)  # to somebody else than who asks
    assert await room.state_of(client) == "asked"
    await room.agrees(client, colleague)
    assert await room.sees(client) == ClientView("in_call", host=True, peer=colleague.participant_id)


async def test_a_colleague_comes_in_by_themselves_once_who_was_there_has_gone(
    room: Room, video_links: VideoLinks
) -> None:
    client, host = await room.client_waits(), await room.hosts(room.practitioner)
    await room.practitioner.admits(room.id)
    colleague = await room.hosts(room.colleague, stand_in=True)
    await video_links.is_cut_off(host)
    video_links.now += GONE_AFTER - SECOND
    await video_links.stays(client, colleague)
    await room.takes_place(colleague)
    assert await room.state_of(colleague) == "waits", "whoever loads the page anew is not taken over from"
    video_links.now += SECOND
    await video_links.stays(client, colleague)
    await room.takes_place(colleague)
    assert await room.state_of(colleague) == "open"
    assert await room.state_of(client) == "waiting"
    back = await room.hosts(room.practitioner)
    assert await room.state_of(back) == "waits", "nor is a colleague who has stood in"


async def test_who_leaves_makes_room_at_once(room: Room, video_links: VideoLinks) -> None:
    host, colleague = await room.hosts(room.practitioner), await room.hosts(room.colleague, stand_in=True)
    await video_links.leaves(host)
    assert await room.state_of(colleague) == "open"


async def test_a_page_loaded_anew_keeps_its_place_and_the_client(room: Room, video_links: VideoLinks) -> None:
    client, host = await room.client_waits(), await room.hosts(room.practitioner)
    await room.practitioner.admits(room.id)
    colleague = await room.hosts(room.colleague, stand_in=True)
    await video_links.is_cut_off(host)
    anew = await room.hosts(room.practitioner)
    assert await room.state_of(colleague) == "waits"
    assert await room.sees(client) == ClientView("in_call", host=True, peer=anew.participant_id)


async def test_a_stand_in_whom_the_client_has_never_met_is_asked_about(room: Room) -> None:
    client, colleague = await room.client_waits(), await room.hosts(room.colleague, stand_in=True)
    await room.colleague.admits(room.id)
    assert await room.state_of(client) == "asked"
    await room.agrees(client, colleague)
    assert await room.state_of(client) == "in_call"


async def test_where_the_practitioner_has_no_user_whoever_stands_in_first_is_the_one(
    room: Room, video_links: VideoLinks
) -> None:
    await video_links.hears(video_links.practitioner(version=2, subject=None))
    seen = await room.practitioner.sees(room.id)
    assert (seen["yours"], seen["has_user"]) == (False, False)
    refused(await room.practitioner.asks("POST", room.id, "room"), NotTheHost)
    client, host = await room.client_waits(), await room.hosts(room.practitioner, stand_in=True)
    await room.practitioner.admits(room.id)
    assert await room.state_of(client) == "in_call"
    await room.hosts(room.colleague, stand_in=True)
    await video_links.leaves(host)
    assert await room.state_of(client) == "waiting"


async def test_that_somebody_stands_in_and_hands_over_is_on_record(room: Room, video_links: VideoLinks) -> None:
    await room.hosts(room.practitioner)
    await room.hosts(room.colleague, stand_in=True)
    await room.practitioner.hands_over(room.id)
    rows = await video_links.fetch("SELECT subject, name, action FROM audit_entries ORDER BY at, id")
    assert [tuple(row) for row in rows] == [
        ("clinician-1", "Joanne Price", "room_opened"),
        (COLLEAGUE, "Morven Kerr", "stood_in"),
        ("clinician-1", "Joanne Price", "room_handed_over"),
    ]
