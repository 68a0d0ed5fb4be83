"""A database that came back from a backup hears again what it has forgotten."""

import asyncpg
import pytest
from aiokafka import TopicPartition

from messaging import offsets
from messaging.database import Database
from tests.support.chassis import AFTER_GAP, Clinic
from tests.support.eventually import eventually


async def put(clinic: Clinic, *numbers: int) -> None:
    await clinic.put(*(clinic.record(number) | {"partition": 0} for number in numbers))


async def until_handled(clinic: Clinic, numbers: list[int]) -> None:
    async def handled() -> bool:
        return sorted(await clinic.notes()) == numbers

    await eventually(handled)


async def until_kept(clinic: Clinic, offset: int) -> None:
    async def kept() -> bool:
        async with Database(clinic.urls.application_url) as database, database.transaction() as connection:
            known = await offsets.kept(connection, clinic.topic)
        return known.get(TopicPartition(clinic.topic, 0)) == offset and await clinic.committed() == offset

    await eventually(kept)


async def came_back(clinic: Clinic, *, handled_to: int) -> None:
    """As a dump has it that was taken when so much had been handled: each note has the number of its offset."""
    connection = await asyncpg.connect(clinic.urls.superuser_url)
    try:
        await connection.execute("DELETE FROM notes WHERE number >= $1", handled_to)
        await connection.execute("UPDATE handled_offsets SET handled_to = $1 WHERE partition = 0", handled_to)
    finally:
        await connection.close()


async def test_what_a_database_has_forgotten_is_heard_again_though_nothing_more_comes(clinic: Clinic) -> None:
    await put(clinic, *range(10))
    async with clinic.worker():
        await until_kept(clinic, 10)
    await came_back(clinic, handled_to=4)
    async with clinic.worker() as worker:
        await until_handled(clinic, list(range(10)))
        await until_kept(clinic, 10)
        assert worker.trouble == []


async def test_what_a_database_has_forgotten_is_heard_before_what_comes_next(clinic: Clinic) -> None:
    await put(clinic, *range(10))
    async with clinic.worker():
        await until_kept(clinic, 10)
    await came_back(clinic, handled_to=4)
    await put(clinic, *range(10, 20))
    async with clinic.worker():
        await until_handled(clinic, list(range(20)))
    assert await clinic.notes() == list(range(20))


async def test_it_is_heard_again_after_each_time_that_it_came_back(clinic: Clinic) -> None:
    await put(clinic, *range(10))
    for handled_to in (10, 6, 2):
        await came_back(clinic, handled_to=handled_to)
        async with clinic.worker():
            await until_handled(clinic, list(range(10)))
            await until_kept(clinic, 10)


async def test_what_left_the_topic_since_is_said_and_what_is_left_of_it_is_read_once_that_is_accepted(
    clinic: Clinic,
) -> None:
    await put(clinic, *range(10))
    async with clinic.worker():
        await until_kept(clinic, 10)
    await came_back(clinic, handled_to=4)
    await clinic.loses(before=7)
    async with clinic.worker() as worker:

        async def refusal() -> str:
            return next((words for words in worker.trouble if "lost" in words), "")

        assert await eventually(refusal) == (
            f"{clinic.topic} has lost events that were never handled here: 4 to 6 of partition 0. "
            f"{AFTER_GAP}Then run `clinic accept-gap {clinic.topic}`"
        )
        assert await clinic.notes() == list(range(4))
        assert (await clinic.run("accept-gap", clinic.topic))[:2] == (0, "accepted: 4 to 6 of partition 0\n")
        await until_handled(clinic, [*range(4), *range(7, 10)])
        await until_kept(clinic, 10)
        assert worker.trouble == []


async def test_what_nobody_handles_is_passed_over_and_its_place_is_kept_all_the_same(clinic: Clinic) -> None:
    headers = [("ce_type", b"weather.changed.v1"), *clinic.record(0)["headers"][2:]]
    await clinic.put(clinic.record(0) | {"partition": 0, "headers": headers})
    async with clinic.worker():
        await until_kept(clinic, 1)
    assert await clinic.notes() == []


async def test_what_is_parked_is_kept_as_handled_with_it(clinic: Clinic) -> None:
    await clinic.put(clinic.record(0) | {"partition": 0, "value": b"{"})
    async with clinic.worker():
        await until_kept(clinic, 1)


@pytest.mark.parametrize(("known", "meanwhile", "stands"), [(None, None, 2), (5, None, 2), (None, 3, 3), (5, 6, 6)])
async def test_where_reading_begins_takes_back_nothing_that_was_handled_meanwhile(
    clinic: Clinic, known: int | None, meanwhile: int | None, stands: int
) -> None:
    """A watermark is believed by what stands here: one that went back would not be, until the next event."""
    place = TopicPartition(clinic.topic, 0)
    async with Database(clinic.urls.application_url) as database, database.transaction() as connection:
        if known is not None:
            await offsets.keep(connection, {place: known})
        seen = await offsets.kept(connection, clinic.topic)
        if meanwhile is not None:
            await offsets.keep(connection, {place: meanwhile})
        await offsets.begin(connection, {place: 2}, seen)
        assert await offsets.kept(connection, clinic.topic) == {place: stands}
