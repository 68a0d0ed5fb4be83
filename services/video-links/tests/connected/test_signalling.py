"""The socket of a room, on two replicas: the client's page is on the one, the host's on the other."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidStatus

from contracts.call import CallActivity
from standing_operator.databases import ServiceDatabases
from tests.support.eventually import eventually
from tests.support.issuer import Issuer
from tests.support.link_users import PUBLIC_URL
from tests.support.video_links import LONDON, VideoLinks, installed
from video_links.domain.flow import FRAMES, FRAMES_AT_ONCE
from video_links.domain.presence import GONE_AFTER
from video_links.routes.newcomers import OF_ONE
from video_links.routes.signalling import FIRST_FRAME


class Page:
    """An open page with its socket."""

    def __init__(self, socket: ClientConnection, participant: UUID) -> None:
        self._socket = socket
        self.participant = participant

    async def says(self, **frame: Any) -> None:
        await self._socket.send(json.dumps(frame, default=str))

    async def says_to(self, other: "Page", number: int, payload: str) -> None:
        await self.says(type="signal", number=number, to=other.participant, payload=payload)
        await self.hears(lambda frame: frame == {"type": "taken", "number": number})

    async def has(self, signal: dict[str, Any]) -> None:
        await self.says(type="received", **{"from": signal["from"], "number": signal["number"]})

    async def hears(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The first frame of this kind; those before it are passed over."""
        async with asyncio.timeout(30):
            while True:
                frame: dict[str, Any] = json.loads(await self._socket.recv())
                if wanted(frame):
                    return frame

    async def hears_signal(self) -> dict[str, Any]:
        return await self.hears(lambda frame: frame["type"] == "signal")

    async def is_told(self, **room: Any) -> dict[str, Any]:
        return await self.hears(lambda frame: frame["type"] == "room" and room.items() <= frame.items())

    async def is_closed(self) -> int:
        """With this code."""
        async with asyncio.timeout(30):
            await self._socket.wait_closed()
        assert self._socket.close_code is not None
        return self._socket.close_code

    async def vanishes(self) -> None:
        self._socket.transport.abort()


class Replicas:
    """video-links twice, and one session whose link is open."""

    def __init__(self, video_links: VideoLinks, addresses: Sequence[str], appointment_id: UUID, link: str) -> None:
        self.client_side, self.host_side = addresses
        self.appointment_id = appointment_id
        self.link = link
        self.browser = video_links.browser(address=str(uuid4()))
        self.host = video_links.staff()
        self.token = partial(video_links.issuer.token, video_links.practice_id)
        self.colleague = video_links.staff(subject="clinician-2", name="Morven Kerr")

    @asynccontextmanager
    async def page(self, address: str, ticket: str, participant: UUID | None = None) -> AsyncIterator[Page]:
        async with connect(address) as socket:
            page = Page(socket, participant or uuid4())
            await page.says(type="enter", ticket=ticket, participant=page.participant)
            yield page

    @asynccontextmanager
    async def client(self, participant: UUID | None = None) -> AsyncIterator[Page]:
        async with self.page(self.client_side, await self.browser.joins(self.link), participant) as page:
            yield page

    @asynccontextmanager
    async def hosts(self) -> AsyncIterator[Page]:
        async with self.page(self.host_side, await self.host.opens_room(self.appointment_id)) as page:
            yield page

    @asynccontextmanager
    async def stands_in(self) -> AsyncIterator[Page]:
        ticket = await self.colleague.opens_room(self.appointment_id, stand_in=True)
        async with self.page(self.client_side, ticket) as page:
            yield page

    @asynccontextmanager
    async def call(self) -> AsyncIterator[tuple[Page, Page]]:
        """The client's page and the host's, let in."""
        async with self.client() as client, self.hosts() as host:
            await host.is_told(client="waiting")
            await self.host.admits(self.appointment_id)
            await client.is_told(state="in_call", peer=str(host.participant))
            await host.is_told(client="in_call", peer=str(client.participant))
            yield client, host


@pytest.fixture(scope="module")
async def service(module_database: ServiceDatabases, issuer: Issuer) -> AsyncIterator[VideoLinks]:
    async with installed(module_database, issuer) as video_links:
        yield video_links


@pytest.fixture(scope="module")
async def addresses(service: VideoLinks, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[list[str]]:
    logs = tmp_path_factory.mktemp("replicas")
    async with service.process("api", logs / "one.log") as one, service.process("api", logs / "other.log") as other:
        yield [f"{replica.base_url}/room/signals".replace("http", "ws", 1) for replica in (one, other)]


@pytest.fixture
async def replicas(service: VideoLinks, addresses: list[str]) -> Replicas:
    # The replicas go by the clock on the wall.
    service.now = datetime.now(UTC)
    await service.hears(service.practitioner())
    booked = await service.books(2, first=service.now.astimezone(LONDON).replace(tzinfo=None))
    return Replicas(service, addresses, booked.series.occurrences[0].id, (await service.urls_of(booked))[0])


async def test_a_client_waits_is_let_in_and_both_sides_hear_each_other_across_replicas(replicas: Replicas) -> None:
    async with replicas.call() as (client, host):
        await client.says_to(host, 1, "an offer")
        heard = await host.hears_signal()
        assert heard == {"type": "signal", "from": str(client.participant), "number": 1, "payload": "an offer"}
        await host.says_to(client, 1, "an answer")
        assert (await client.hears_signal())["payload"] == "an answer"


async def test_a_ticket_lets_one_page_in_once(replicas: Replicas) -> None:
    ticket = await replicas.browser.joins(replicas.link)
    async with replicas.page(replicas.client_side, ticket) as page:
        await page.is_told(state="waiting")
        async with replicas.page(replicas.host_side, ticket) as another:
            assert await another.is_closed() == 4401


async def test_nobody_takes_the_others_place_by_naming_its_page(replicas: Replicas) -> None:
    async with replicas.call() as (_, host):
        ticket = await replicas.browser.joins(replicas.link)
        async with replicas.page(replicas.client_side, ticket, host.participant) as page:
            assert await page.is_closed() == 4401


async def test_a_client_who_waits_cannot_reach_the_host(replicas: Replicas) -> None:
    async with replicas.client() as client, replicas.hosts() as host:
        await host.is_told(client="waiting")
        await client.says_to(host, 1, "let me in")
        await replicas.host.admits(replicas.appointment_id)
        await client.is_told(state="in_call")
        await client.says_to(host, 2, "an offer")
        assert (await host.hears_signal())["payload"] == "an offer"


async def test_what_has_not_arrived_comes_again_and_what_was_sent_twice_comes_once(replicas: Replicas) -> None:
    async with replicas.call() as (client, host):
        await host.says_to(client, 1, "before the cut")
        await host.says_to(client, 2, "at the cut")
        await client.has(await client.hears_signal())
        await client.hears_signal()
        await client.vanishes()
        await host.is_told(client="lost", peer=None)
        async with replicas.client(client.participant) as back:
            await host.is_told(client="in_call", peer=str(client.participant))
            assert (await back.hears_signal())["payload"] == "at the cut"
            await host.says_to(client, 2, "at the cut")
            await host.says_to(client, 3, "after it")
            assert (await back.hears_signal())["payload"] == "after it"


async def test_a_page_has_one_socket_and_the_newest_counts(replicas: Replicas) -> None:
    async with replicas.call() as (client, host), replicas.client(client.participant) as back:
        await back.is_told(state="in_call", peer=str(host.participant))
        assert await client.is_closed() == 4409
        await host.says_to(client, 1, "to the newest")
        assert (await back.hears_signal())["payload"] == "to the newest"


async def test_a_page_that_was_taken_for_gone_is_to_come_again(replicas: Replicas, service: VideoLinks) -> None:
    """As after a pause of the database, through which no page could say that it is there."""
    async with replicas.client() as client:
        await client.is_told(state="waiting")
        service.now += GONE_AFTER + timedelta(seconds=5)
        await service.sweeper.sweep()
        assert await client.is_closed() == 1013


async def test_who_leaves_can_come_back_without_being_let_in_anew(replicas: Replicas) -> None:
    async with replicas.call() as (client, host):
        await client.says(type="leave")
        assert await client.is_closed() == 1000
        await host.is_told(client="left", peer=None)
        async with replicas.client() as back:
            await back.is_told(state="in_call", peer=str(host.participant))


async def test_who_leaves_and_is_cut_off_meanwhile_has_left(replicas: Replicas, service: VideoLinks) -> None:
    async with replicas.call() as (client, host):
        held = await asyncpg.connect(service.urls.owner_url)
        try:
            async with held.transaction():
                await held.execute("SELECT FROM calls WHERE appointment_id = $1 FOR UPDATE", replicas.appointment_id)
                await client.says(type="leave")
                await service.someone_waits_for_a_lock()
                leaving = await service.waiting()
                await client.vanishes()
                # The page's other half finds out when it has something to say.
                await host.says_to(client, 1, "an offer")

                async def broken_off() -> bool:
                    return not leaving & await service.waiting()

                await eventually(broken_off)
        finally:
            await held.close()
        await host.is_told(client="left", peer=None)


async def test_another_host_page_takes_over_and_the_older_is_told(replicas: Replicas) -> None:
    async with replicas.call() as (client, host), replicas.hosts() as newer:
        await host.is_told(state="elsewhere")
        await client.is_told(state="in_call", peer=str(newer.participant))


async def test_both_sides_are_told_that_the_host_has_concluded(replicas: Replicas) -> None:
    async with replicas.call() as (client, host):
        await replicas.host.concludes(replicas.appointment_id)
        await client.is_told(state="ended")
        await host.is_told(state="ended", ended="concluded")


async def test_a_colleague_waits_until_who_is_there_has_left_and_the_client_is_asked(replicas: Replicas) -> None:
    async with replicas.call() as (client, host), replicas.stands_in() as colleague:
        await colleague.is_told(state="waits", colleague={"name": "Joanne Price"}, peer=None)
        await host.is_told(state="open", colleague={"name": "Morven Kerr"})
        await host.says(type="leave")
        await colleague.is_told(state="open", client="waiting", peer=None)
        await client.is_told(state="waiting", peer=None)
        await replicas.colleague.admits(replicas.appointment_id)
        asked = await client.is_told(state="asked", name="Morven Kerr", peer=None)
        await client.says(type="agree", **{"with": asked["asks"]})
        await client.is_told(state="in_call", peer=str(colleague.participant))
        await colleague.is_told(client="in_call", peer=str(client.participant))


async def test_a_colleague_comes_in_by_themselves_once_who_was_there_is_gone_for_long_enough(
    replicas: Replicas, service: VideoLinks
) -> None:
    async with replicas.hosts() as host, replicas.stands_in() as colleague:
        await colleague.is_told(state="waits", colleague={"name": "Joanne Price"})
        await host.vanishes()
        await colleague.is_told(state="waits", colleague=None)
        await service.fetch(
            "UPDATE calls SET host_gone_at = host_gone_at - $2::interval WHERE appointment_id = $1",
            replicas.appointment_id,
            GONE_AFTER,
        )
        await colleague.is_told(state="open")


async def test_a_hosts_socket_ends_five_minutes_after_their_token_and_the_call_stays_as_it_is(
    replicas: Replicas, service: VideoLinks
) -> None:
    async with replicas.call() as (client, _):
        ticket = await replicas.host.opens_room(replicas.appointment_id)
        await service.fetch("UPDATE room_tickets SET until = now() - interval '5 minutes'")
        async with replicas.page(replicas.host_side, ticket) as late:
            assert await late.is_closed() == 4401
        await client.is_told(state="in_call")


async def test_a_page_renews_over_its_open_socket_by_a_token_of_the_same_person(
    replicas: Replicas, service: VideoLinks
) -> None:
    ticket = await replicas.host.opens_room(replicas.appointment_id)
    await service.fetch("UPDATE room_tickets SET until = now() - interval '4 minutes'")
    async with replicas.page(replicas.host_side, ticket) as page:
        for bad in (
            "not a token",
            replicas.token("clinician", subject="clinician-2"),
            replicas.token("manager", subject="clinician-1"),
            replicas.token("clinician", subject="clinician-1", lives=-60),
            replicas.token("clinician", subject="clinician-1", practice_id=str(uuid4())),
        ):
            await page.says(type="renew", token=bad)
        await page.says(type="alive")
        assert (await page.hears(lambda frame: frame["type"] in ("alive", "renewed")))["type"] == "alive"
        await page.says(type="renew", token=replicas.token("clinician", subject="clinician-1", lives=600))
        frame = await page.hears(lambda frame: frame["type"] == "renewed")
        assert datetime.fromisoformat(frame["until"]) > datetime.now(UTC) + timedelta(seconds=500)


async def test_booking_is_told_who_is_there_by_versions_that_rise(replicas: Replicas, service: VideoLinks) -> None:
    async with replicas.call() as (client, host):
        await client.vanishes()
        await host.is_told(client="lost")
    told = [
        event.call for event in await service.told(CallActivity) if event.call.appointment_id == replicas.appointment_id
    ]
    assert [call.version for call in told] == sorted({call.version for call in told})
    presences = [call.client for call in told]
    in_order = [presence for presence, before in zip(presences, [None, *presences], strict=False) if presence != before]
    assert in_order[:4] == ["absent", "waiting", "in_call", "lost"]


@pytest.mark.parametrize(
    "frame",
    [
        "not JSON",
        '{"type": "signal", "number": 1, "to": "0", "payload": ""}',
        '{"type": "enter", "ticket": "x", "participant": "x"}',
        '{"type": "enter"}',
        '{"type": "enter", "ticket": "\\u0000", "participant": "\\u0000"}',
    ],
)
async def test_a_page_that_does_not_say_who_it_is_is_closed(replicas: Replicas, frame: str) -> None:
    async with connect(replicas.client_side) as socket:
        await socket.send(frame)
        assert await Page(socket, uuid4()).is_closed() == 4400


async def test_another_sites_page_opens_no_socket(replicas: Replicas) -> None:
    for origin in ("https://elsewhere.example", "null", f"{PUBLIC_URL}.elsewhere.example"):
        with pytest.raises(InvalidStatus) as refused:
            await connect(replicas.client_side, additional_headers={"Origin": origin})
        assert refused.value.response.status_code == 403
    by_another_name = replicas.client_side.replace("ws", "http", 1).removesuffix("/room/signals")
    for origin in (PUBLIC_URL, by_another_name):
        async with connect(replicas.client_side, additional_headers={"Origin": origin}):
            pass


async def test_a_signal_with_a_nul_is_not_understood(replicas: Replicas) -> None:
    async with replicas.call() as (client, host):
        await client.says(type="signal", number=1, to=host.participant, payload="a\0b")
        assert await client.is_closed() == 4400


async def test_a_page_that_says_too_much_is_read_more_slowly(replicas: Replicas) -> None:
    loop = asyncio.get_running_loop()
    async with replicas.call() as (client, _):
        since = loop.time()
        for _ in range(FRAMES_AT_ONCE + 2 * FRAMES):
            await client.says(type="alive")
        for _ in range(FRAMES_AT_ONCE + 2 * FRAMES):
            await client.hears(lambda frame: frame["type"] == "alive")
        assert loop.time() - since > 1.5


async def test_sockets_that_say_nothing_keep_nobody_from_the_same_address_out(replicas: Replicas) -> None:
    async with AsyncExitStack() as stack:
        silent = [await stack.enter_async_context(connect(replicas.client_side)) for _ in range(OF_ONE + 5)]
        async with replicas.client() as client:
            await client.is_told(state="waiting")
        async with asyncio.timeout(FIRST_FRAME / 2):
            assert [await Page(socket, uuid4()).is_closed() for socket in silent[:5]] == [1013] * 5
