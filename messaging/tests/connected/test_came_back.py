"""A database that came back from a backup without anybody saying so: nothing is published, handled or sent."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
import pytest

from messaging import came_back, incarnations
from messaging.came_back import CameBack
from messaging.database import Database
from messaging.relay import Relay
from messaging.worker import Worker
from tests.support.chassis import SHORT, Clinic, Heard, Note, relaying
from tests.support.eventually import eventually


class Careful:
    """Says that it runs."""

    def __init__(self) -> None:
        self.runs = False
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        self.runs = True
        await self._stopping.wait()

    def stop(self) -> None:
        self._stopping.set()


@asynccontextmanager
async def working(clinic: Clinic, careful: Careful) -> AsyncIterator[Worker]:
    async with Database(clinic.urls.application_url) as database:
        worker = Worker(
            service="clinic",
            database=database,
            relay_url=clinic.urls.relay_url,
            bootstrap=clinic.bootstrap,
            signing=clinic.signing,
            handlers=[clinic.handlers],
            careful=[careful],
            watermarks=clinic.watermarks(),
            pauses=SHORT,
        )
        running = asyncio.create_task(worker.run())
        try:
            yield worker
        finally:
            worker.stop()
            await running


def relay_of(clinic: Clinic, *, beside: bool = False) -> Relay:
    watermarks = clinic.watermarks(beside=beside)
    return Relay(
        clinic.urls.relay_url,
        clinic.bootstrap,
        service="clinic",
        signing=clinic.signing,
        watermarks=watermarks,
        pauses=SHORT,
    )


def said(clinic: Clinic) -> str:
    return (
        f"the database is of an earlier time than {clinic.topic} has heard from it. "
        "If it came back from a backup, run `clinic restored`"
    )


async def heard(clinic: Clinic) -> list[Heard]:
    records = [*await clinic.published(clinic.watermarks_topic), *await clinic.published()]
    records = [each for each in records if dict(each.headers)["ce_type"] == Heard.type.encode()]
    return [Heard.model_validate_json(each.value) for each in records]


async def until_said_of(clinic: Clinic, last_row: int) -> None:
    async def is_said() -> bool:
        return any(each.last_row >= last_row for each in await heard(clinic))

    await eventually(is_said)


async def takes_notes(clinic: Clinic, *numbers: int) -> None:
    await clinic.take_notes(*(Note(clinic.topic, number, clinic.practice_id) for number in numbers))


async def goes_back(clinic: Clinic, *, last_row: int, incarnation: int = 0) -> None:
    """As a dump has it that was taken when the outbox had had so many rows."""
    connection = await asyncpg.connect(clinic.urls.superuser_url)
    try:
        await connection.execute("UPDATE last_watermark SET last_row = $1", last_row)
        await connection.execute("DELETE FROM incarnations WHERE incarnation > $1", incarnation)
        await connection.execute("SELECT setval('outbox_id_seq', $1)", last_row)
    finally:
        await connection.close()


async def has_said(clinic: Clinic, last_row: int) -> None:
    """As the relay notes it that is active."""
    connection = await asyncpg.connect(clinic.urls.superuser_url)
    try:
        await connection.execute("UPDATE last_watermark SET last_row = $1", last_row)
    finally:
        await connection.close()


async def is_restored(clinic: Clinic) -> int:
    async with Database(clinic.urls.application_url) as database, database.transaction() as connection:
        return await incarnations.begin(connection, whole=True)


async def stands(worker: Worker, clinic: Clinic) -> None:
    async def says_so() -> bool:
        return worker.trouble == [said(clinic)]

    await eventually(says_so)


async def goes_on(worker: Worker, clinic: Clinic, *numbers: int) -> None:
    async def handled() -> bool:
        return set(numbers) <= set(await clinic.notes()) and not worker.trouble

    await eventually(handled)


async def test_nothing_goes_on_until_somebody_says_that_the_database_came_back(clinic: Clinic) -> None:
    await takes_notes(clinic, 1, 2, 3)
    async with working(clinic, Careful()) as worker:
        await goes_on(worker, clinic, 1, 2, 3)
        await until_said_of(clinic, 3)
    await goes_back(clinic, last_row=1)
    published = await everything(clinic)
    careful = Careful()
    async with working(clinic, careful) as worker:
        await stands(worker, clinic)
        await takes_notes(clinic, 4)
        with pytest.raises(TimeoutError):
            await eventually(lambda: _is_more(clinic, published), within=2)
        assert not careful.runs
        began = await is_restored(clinic)
        await goes_on(worker, clinic, 4)
        assert careful.runs
    (note,) = [each for each in (await clinic.published())[-200:] if each.value == b'{"number": 4}']
    assert dict(note.headers)["ce_incarnation"] == str(began).encode()


async def _is_more(clinic: Clinic, published: int) -> bool:
    return await everything(clinic) > published


async def everything(clinic: Clinic) -> int:
    return len(await clinic.published()) + len(await clinic.published(clinic.watermarks_topic))


async def test_what_a_former_release_has_said_beside_its_events_is_heard_as_well(clinic: Clinic) -> None:
    await takes_notes(clinic, 1, 2)
    async with relaying(relay_of(clinic, beside=True)):
        await until_said_of(clinic, 2)
    assert await clinic.published(clinic.watermarks_topic) == []
    await goes_back(clinic, last_row=1)
    async with working(clinic, Careful()) as worker:
        await stands(worker, clinic)


async def test_it_is_noticed_though_more_was_decided_since_than_had_been_before(clinic: Clinic) -> None:
    """The API goes on booking, whatever the worker has noticed."""
    await takes_notes(clinic, 1, 2, 3)
    async with working(clinic, Careful()) as worker:
        await goes_on(worker, clinic, 3)
        await until_said_of(clinic, 3)
    await goes_back(clinic, last_row=1)
    await takes_notes(clinic, *range(10, 20))
    async with working(clinic, Careful()) as worker:
        await stands(worker, clinic)


async def test_a_dump_from_before_an_earlier_restoration_is_noticed_too(clinic: Clinic) -> None:
    await takes_notes(clinic, 1)
    async with working(clinic, Careful()) as worker:
        await goes_on(worker, clinic, 1)
        await until_said_of(clinic, 1)
        began = await is_restored(clinic)

        async def told() -> bool:
            return any(each.incarnation == began for each in await heard(clinic))

        await eventually(told)
    await goes_back(clinic, last_row=1)
    async with working(clinic, Careful()) as worker:
        await stands(worker, clinic)
        assert await is_restored(clinic) > began
        await takes_notes(clinic, 2)
        await goes_on(worker, clinic, 2)


async def test_a_database_of_which_nothing_is_lost_goes_on(clinic: Clinic) -> None:
    await takes_notes(clinic, 1)
    for number in (2, 3):
        async with working(clinic, Careful()) as worker:
            await takes_notes(clinic, number)
            await goes_on(worker, clinic, number)
            await until_said_of(clinic, number)


async def test_a_database_that_goes_back_beneath_a_running_worker_ends_it(clinic: Clinic) -> None:
    await takes_notes(clinic, 1, 2)
    running = asyncio.create_task(relay_of(clinic).run())
    await until_said_of(clinic, 2)
    async with nobody_connected(clinic):
        await goes_back(clinic, last_row=1)
    with pytest.raises(CameBack, match="run `clinic restored`"):
        await running


@asynccontextmanager
async def nobody_connected(clinic: Clinic) -> AsyncIterator[None]:
    """But superusers, who bring the database back."""
    superuser = await asyncpg.connect(clinic.urls.superuser_url)
    name = await superuser.fetchval("SELECT quote_ident(current_database())")
    try:
        await superuser.execute(f"ALTER DATABASE {name} CONNECTION LIMIT 0")
        await superuser.execute(
            """
            SELECT pg_terminate_backend(pid)
              FROM pg_stat_activity
             WHERE datname = current_database()
               AND pid <> pg_backend_pid()
            """
        )
        yield
    finally:
        await superuser.execute(f"ALTER DATABASE {name} CONNECTION LIMIT -1")
        await superuser.close()


async def test_what_another_relay_says_meanwhile_is_no_sign_that_the_database_went_back(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    await takes_notes(clinic, 1)
    async with relaying(relay_of(clinic)):
        await until_said_of(clinic, 1)
    hear = came_back._heard_of

    async def hear_what_has_just_been_said(topic: str, *arguments: Any, **named: Any) -> Heard | None:
        found = await hear(topic, *arguments, **named)
        assert found is None or isinstance(found, Heard)
        if found is None:
            return None
        await has_said(clinic, found.last_row + 5)
        return found.model_copy(update={"last_row": found.last_row + 5})

    monkeypatch.setattr(came_back, "_heard_of", hear_what_has_just_been_said)
    relay = relay_of(clinic)

    async def is_active() -> bool:
        assert relay.trouble is None
        return relay.active

    async with relaying(relay):
        await eventually(is_active)
