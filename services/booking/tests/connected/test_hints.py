"""What one user books appears before another without a reload: two replicas of the API, as processes."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest
from cryptography.fernet import Fernet

from booking.diary_changes import MOST
from booking.errors import TooManyReaders
from services.booking.tests.clinic import Booking, Clinic
from services.booking.tests.neighbours import Room, activity, after
from standing_local import ports
from standing_operator.databases import ServiceDatabases
from tests.support.eventually import eventually
from tests.support.issuer import Issuer
from tests.support.problems import refused
from tests.support.sealing_keys import SEALING_KEYS
from tests.support.signing_keys import SIGNING_KEYS, in_environment

ANYTHING = {"practitioner_id": None, "days": None}
WAIT = 20.0  # seconds for what comes within milliseconds


class Replica:
    """The API as a process, and streams of hints from it."""

    def __init__(self, process: asyncio.subprocess.Process, url: str, issuer: Issuer) -> None:
        self.process = process
        self._url = url
        self._issuer = issuer

    @classmethod
    @asynccontextmanager
    async def running(cls, booking: Booking) -> AsyncIterator["Replica"]:
        port = ports.any_free()
        settings = booking.settings
        process = await asyncio.create_subprocess_exec(
            Path(sys.executable).with_name("booking"),
            "api",
            env=os.environ
            | {
                "STANDING_PORT": str(port),
                "STANDING_DATABASE_URL": booking.urls.application_url,
                "STANDING_DATABASE_RELAY_URL": booking.urls.relay_url,
                "STANDING_ISSUER": settings.issuer,
                "STANDING_AUDIENCE": settings.audience,
                "STANDING_JWKS_URL": settings.jwks_url,
                "STANDING_STORAGE_KEYS": Fernet.generate_key().decode(),
                **in_environment({**SEALING_KEYS, **SIGNING_KEYS}),
            },
            stdout=asyncio.subprocess.DEVNULL,
        )
        replica = cls(process, f"http://127.0.0.1:{port}", booking.issuer)
        try:
            await eventually(replica.answers)
            yield replica
        finally:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()

    async def answers(self) -> bool:
        async with httpx.AsyncClient() as client:
            with suppress(httpx.TransportError):
                return (await client.get(f"{self._url}/health/ready")).status_code == 200
        return False

    async def asks_for_hints(self, clinic: Clinic) -> httpx.Response:
        """Where they are refused."""
        bearer = self._issuer.bearer(clinic.practice_id, "receptionist")
        async with asyncio.timeout(WAIT), httpx.AsyncClient() as client:
            return await client.get(f"{self._url}/api/booking/v1/diary/changes", headers=bearer)

    @asynccontextmanager
    async def hints(self, clinic: Clinic, **token: Any) -> AsyncIterator["Stream"]:
        bearer = self._issuer.bearer(clinic.practice_id, "receptionist", **token)
        async with (
            httpx.AsyncClient(timeout=WAIT) as client,
            client.stream("GET", f"{self._url}/api/booking/v1/diary/changes", headers=bearer) as response,
        ):
            assert response.status_code == 200
            assert response.headers["content-type"].startswith("text/event-stream")
            yield Stream(response)


class Stream:
    def __init__(self, response: httpx.Response) -> None:
        self._lines = response.aiter_lines()

    async def next(self) -> Any:
        """The data of the next event; None where the stream has ended."""
        event: dict[str, str] = {}
        async with asyncio.timeout(WAIT):
            async for line in self._lines:
                if not line and event:
                    assert event["event"] == "changed"
                    return json.loads(event["data"])
                field, _, value = line.partition(": ")
                if field:
                    event[field] = value
        return None


@pytest.fixture(scope="module")
async def booking(module_database: ServiceDatabases, issuer: Issuer) -> AsyncIterator[Booking]:
    async with Booking.running(await module_database("booking"), issuer) as booking:
        yield booking


@pytest.fixture(scope="module")
async def replica(booking: Booking) -> AsyncIterator[Replica]:
    async with Replica.running(booking) as replica:
        yield replica


async def test_a_booking_is_hinted_at_through_every_replica(booking: Booking, clinic: Clinic, replica: Replica) -> None:
    async with (
        Replica.running(booking) as other,
        replica.hints(clinic) as here,
        other.hints(clinic) as there,
    ):
        for stream in (here, there):
            assert await stream.next() == ANYTHING
        await clinic.books_weekly("2027-03-22T10:00", 3)
        for stream in (here, there):
            assert await stream.next() == {
                "practitioner_id": clinic.practitioner_id,
                "days": ["2027-03-22", "2027-03-29", "2027-04-05"],
            }


async def test_the_days_are_those_of_the_practices_diary(clinic: Clinic, replica: Replica) -> None:
    async with replica.hints(clinic) as stream:
        await stream.next()
        await clinic.books("2027-03-22T10:00", zone="Australia/Sydney")
        assert (await stream.next())["days"] == ["2027-03-21"]


async def test_the_longest_series_is_hinted_at_too(clinic: Clinic, replica: Replica) -> None:
    async with replica.hints(clinic) as stream:
        await stream.next()
        await clinic.books("2027-03-22T10:00", recurrence={"frequency": "daily", "count": 366})
        assert len((await stream.next())["days"]) == 366


async def test_what_is_refused_is_not_hinted_at_nor_is_what_is_read(clinic: Clinic, replica: Replica) -> None:
    booked = await clinic.books("2027-03-22T10:00")
    async with replica.hints(clinic) as stream:
        await stream.next()
        assert (await clinic.asks_for_series(clinic.booking_request("2027-03-22T10:00"))).status_code == 409
        await clinic.asks("POST", "/series:preview", json=clinic.booking_request("2027-03-23T10:00"))
        await clinic.summary(booked["appointments"][0]["id"])
        await clinic.books("2027-03-24T10:00")
        assert (await stream.next())["days"] == ["2027-03-24"]


async def test_a_waiting_client_is_hinted_at_and_the_sessions_end_but_not_that_a_link_was_opened(
    booking: Booking, clinic: Clinic, replica: Replica
) -> None:
    room = Room(clinic, await clinic.books_weekly("2027-03-22T10:00", 2), number=2)
    other = await Clinic.opened(booking)
    async with replica.hints(clinic) as stream, replica.hints(other) as elsewhere:
        assert [await stream.next(), await elsewhere.next()] == [ANYTHING, ANYTHING]
        await room.is_told(
            room.stands(1, activity("opened", scanner=True)),
            room.stands(2, activity("joined"), client="waiting", client_since=after(0)),
        )
        that_day = {"practitioner_id": clinic.practitioner_id, "days": ["2027-03-29"]}
        assert await stream.next() == that_day
        await room.is_told(room.stands(3, activity("opened", 1), client="waiting", client_since=after(0)))
        await room.is_told(room.ended(4, "concluded"))
        assert await stream.next() == that_day
        await clinic.books("2027-03-23T10:00")
        assert (await stream.next())["days"] == ["2027-03-23"]
        await other.books("2027-03-24T10:00")
        assert (await elsewhere.next())["days"] == ["2027-03-24"]


async def test_invariant_8_another_practices_bookings_are_not_hinted_at(
    booking: Booking, clinic: Clinic, replica: Replica
) -> None:
    other = await Clinic.opened(booking)
    async with replica.hints(clinic) as stream:
        await stream.next()
        await other.books("2027-03-22T10:00")
        await clinic.books("2027-03-23T10:00")
        assert (await stream.next())["days"] == ["2027-03-23"]


async def test_the_hints_end_when_the_access_token_does(clinic: Clinic, replica: Replica) -> None:
    async with replica.hints(clinic, lives=2) as stream:
        assert await stream.next() == ANYTHING
        assert await stream.next() is None


async def test_when_postgres_is_back_anything_may_have_changed(
    booking: Booking, clinic: Clinic, replica: Replica
) -> None:
    async with replica.hints(clinic) as stream:
        assert await stream.next() == ANYTHING
        await booking.superuser_rows(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'booking_relay' AND datname = $1",
            booking.urls.name,
        )
        assert await stream.next() == ANYTHING
        await clinic.books("2027-03-22T10:00")
        assert (await stream.next())["days"] == ["2027-03-22"]


async def test_all_who_look_share_one_connection_which_ends_with_the_last(
    booking: Booking, clinic: Clinic, replica: Replica
) -> None:
    async with replica.hints(clinic) as one, replica.hints(clinic) as another:
        assert [await one.next(), await another.next()] == [ANYTHING, ANYTHING]
        assert await listeners(booking) == 1

    async def nobody_listens() -> bool:
        return await listeners(booking) == 0

    await eventually(nobody_listens)


async def test_an_api_that_is_told_to_stop_does_not_wait_for_those_who_look(booking: Booking, clinic: Clinic) -> None:
    async with Replica.running(booking) as stopped, stopped.hints(clinic) as stream:
        await stream.next()
        loop = asyncio.get_running_loop()
        told = loop.time()
        stopped.process.terminate()
        assert await stream.next() is None
        assert await asyncio.wait_for(stopped.process.wait(), WAIT) == 0
        assert loop.time() - told < 4, "uvicorn gives up after 5 s"


async def test_nobody_is_told_who_is_not_signed_in(clinic: Clinic) -> None:
    assert (await clinic.booking.request("GET", "/diary/changes")).status_code == 401
    assert (await clinic.get("/diary/changes", role="client")).status_code == 403


async def test_one_user_follows_the_diary_in_so_many_windows_at_once(
    booking: Booking, clinic: Clinic, replica: Replica
) -> None:
    async with replica.hints(clinic, subject="somebody else") as another, AsyncExitStack() as windows:
        # A stream that nobody holds any more ends.
        streams = [await windows.enter_async_context(replica.hints(clinic)) for _ in range(MOST)]
        assert [await stream.next() for stream in streams] == [ANYTHING] * MOST
        refused(await replica.asks_for_hints(clinic), TooManyReaders)
        assert await another.next() == ANYTHING
        await windows.aclose()

        async def takes_one_more() -> bool:
            try:
                async with replica.hints(clinic) as stream:
                    return bool(await stream.next() == ANYTHING)
            except AssertionError:
                return False

        await eventually(takes_one_more)


async def listeners(booking: Booking) -> int:
    connection = await asyncpg.connect(booking.urls.superuser_url)
    try:
        count: int = await connection.fetchval(
            "SELECT count(*) FROM pg_stat_activity WHERE usename = 'booking_relay' AND datname = current_database()"
        )
        return count
    finally:
        await connection.close()
