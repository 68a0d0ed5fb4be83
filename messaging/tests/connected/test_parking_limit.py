"""Parking has a limit: where nothing can be handled any more, a partition goes back and waits."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from messaging.cause import Cause
from messaging.database import Connection, Database
from messaging.release import RELEASE
from messaging.streaks import LIMIT
from messaging.worker import Worker
from tests.support.chassis import Clinic, NoteTaken
from tests.support.eventually import eventually
from tests.support.scraped import scrape

ANOTHER_RELEASE = "UPDATE parked_streaks SET release = '0.0.1'"


def good(clinic: Clinic, number: int) -> dict[str, Any]:
    return clinic.signed(clinic.record(number)) | {"partition": 0}


def bad(clinic: Clinic, number: int) -> dict[str, Any]:
    """Of a version that this release does not know."""
    record = clinic.record(number)
    headers = [(name, b"note.taken.v3" if name == "ce_type" else value) for name, value in record["headers"]]
    return clinic.signed(record | {"headers": headers}) | {"partition": 0}


def several(clinic: Clinic, make: Callable[[Clinic, int], dict[str, Any]], numbers: range) -> list[dict[str, Any]]:
    return [make(clinic, number) for number in numbers]


async def until_noted(clinic: Clinic, *numbers: int) -> None:
    async def noted() -> bool:
        return sorted(await clinic.notes()) == sorted(numbers)

    await eventually(noted)


async def until_parked(clinic: Clinic, count: int) -> None:
    async def parked() -> bool:
        return len(await clinic.parked()) == count

    await eventually(parked)


async def until_it_stands(worker: Worker) -> str:
    async def stands() -> str:
        return next((words for words in worker.trouble if "stands at" in words), "")

    return await eventually(stands)


async def offsets_of(clinic: Clinic) -> list[int]:
    return [row["offset"] for row in await clinic.parked()]


async def kept(clinic: Clinic) -> int | None:
    rows = await clinic.fetch("SELECT handled_to FROM handled_offsets WHERE partition = 0")
    return rows[0]["handled_to"] if rows else None


def said(clinic: Clinic, first: int, last: int) -> str:
    return (
        f"{clinic.topic} stands at offset {first} of partition 0: 100 events in a row, up to offset {last}, "
        f"could not be handled by release {RELEASE}. `clinic parked list` says why. "
        "Another release tries them again by itself; "
        f"`clinic park-on {clinic.topic} 0 --to {last}` leaves them parked and goes on"
    )


async def test_after_a_hundred_in_a_row_the_partition_goes_back_to_the_first_of_them_and_waits(clinic: Clinic) -> None:
    await clinic.put(good(clinic, 0), *several(clinic, bad, range(LIMIT)), good(clinic, 1), bad(clinic, 2))
    async with clinic.worker() as worker, Database(clinic.urls.application_url) as database:
        assert await until_it_stands(worker) == said(clinic, 1, LIMIT)

        async def gone_back() -> bool:
            return await clinic.committed() == 1

        await eventually(gone_back)
        await clinic.put(good(clinic, 7) | {"partition": 1})
        await until_noted(clinic, 0, 7)
        assert await kept(clinic) == 1
        assert await offsets_of(clinic) == list(range(1, LIMIT + 1))
        told = await scrape(database, worker)
        assert told.value("standing_partition_stands", topic=clinic.topic, partition="0") == 1
        assert told.value("standing_consumer_retrying", topic=clinic.topic) == 0


async def test_an_event_that_is_handled_between_them_ends_the_row(clinic: Clinic) -> None:
    await clinic.put(
        *several(clinic, bad, range(LIMIT - 1)),
        good(clinic, 0),
        *several(clinic, bad, range(LIMIT - 1)),
        good(clinic, 1),
    )
    async with clinic.worker() as worker:
        await until_noted(clinic, 0, 1)
        assert worker.trouble == []
        assert await clinic.fetch("SELECT FROM parked_streaks") == []
    assert len(await clinic.parked()) == 2 * (LIMIT - 1)


async def test_watermarks_and_what_nobody_handles_end_no_row(clinic: Clinic) -> None:
    weather = clinic.record(0)
    weather["headers"] = [(name, b"weather.v1" if name == "ce_type" else value) for name, value in weather["headers"]]
    await clinic.put(*several(clinic, bad, range(LIMIT - 1)), clinic.signed(weather) | {"partition": 0})
    await clinic.put_watermark(datetime.now(UTC))
    await clinic.put(bad(clinic, LIMIT))
    async with clinic.worker() as worker:
        assert await until_it_stands(worker) == said(clinic, 0, LIMIT + 1)


@pytest.mark.parametrize("whose", ["nobody's", "a stranger's", "copies of one of ours"])
async def test_a_stranger_cannot_stop_a_partition(clinic: Clinic, whose: str) -> None:
    """What is copied onto the topic has the signature that it came with."""
    copied = bad(clinic, 1)
    strange: dict[str, Callable[[], dict[str, Any]]] = {
        "nobody's": lambda: clinic.record(-1) | {"partition": 0},
        "a stranger's": lambda: _forged(good(clinic, 1)),
        "copies of one of ours": lambda: copied,
    }
    await clinic.put(*(strange[whose]() for _ in range(LIMIT + 20)), good(clinic, 2))
    async with clinic.worker() as worker:
        await until_noted(clinic, 2)
        assert worker.trouble == []
    assert len(await clinic.parked()) == LIMIT + 20


def _forged(record: dict[str, Any]) -> dict[str, Any]:
    return record | {"value": b'{"number": 666}'}


async def test_forged_ones_among_them_neither_count_nor_end_the_row(clinic: Clinic) -> None:
    await clinic.put(
        *several(clinic, bad, range(60)),
        *(_forged(good(clinic, 1)) for _ in range(30)),
        *several(clinic, bad, range(40)),
    )
    async with clinic.worker() as worker:
        assert await until_it_stands(worker) == said(clinic, 0, 129)


async def test_what_counts_is_known_to_the_worker_that_takes_over(clinic: Clinic) -> None:
    await clinic.put(*several(clinic, bad, range(60)))
    async with clinic.worker():
        await until_parked(clinic, 60)
    await clinic.put(*several(clinic, bad, range(39)))
    async with clinic.worker() as worker:
        await until_parked(clinic, 99)
        assert worker.trouble == []
    await clinic.put(*several(clinic, bad, range(1)), good(clinic, 1))
    async with clinic.worker() as worker:
        await until_it_stands(worker)
    async with clinic.worker() as worker, clinic.worker() as second:

        async def one_of_them_says_so() -> bool:
            return any("stands at" in words for words in [*worker.trouble, *second.trouble])

        await eventually(one_of_them_says_so)
        assert await clinic.notes() == []
        assert await kept(clinic) == 0


async def test_what_is_handed_out_again_counts_once(clinic: Clinic) -> None:
    """As after a crash before the group's offsets were committed."""
    await clinic.put(*several(clinic, bad, range(60)))
    for _ in range(2):
        async with clinic.worker():
            await until_kept(clinic, 60)
        await clinic.fetch("UPDATE handled_offsets SET handled_to = 0")
    async with clinic.worker() as worker:
        await until_kept(clinic, 60)
        assert worker.trouble == []
    assert len(await clinic.parked()) == 60


async def until_kept(clinic: Clinic, offset: int) -> None:
    async def reached() -> bool:
        return await kept(clinic) == offset

    await eventually(reached)


def knows(clinic: Clinic, *kinds: str) -> None:
    """As another release does, which reads what this one cannot."""
    for kind in kinds:

        class Newer(NoteTaken):
            type = kind

        clinic.handlers.on(Newer)(clinic.dispatch)


async def test_another_release_tries_them_again_and_what_it_can_handle_goes_out_of_the_list(clinic: Clinic) -> None:
    await clinic.put(*several(clinic, bad, range(LIMIT)), _forged(good(clinic, 1)), good(clinic, 500))
    async with clinic.worker() as worker:
        await until_it_stands(worker)
        await until_copied(clinic, LIMIT)

    async def but_for_one(connection: Connection, event: NoteTaken, cause: Cause) -> None:
        await clinic.keep(connection, NoteTaken(number=-1) if event.number == 50 else event, cause)

    clinic.on_note = but_for_one
    knows(clinic, "note.taken.v3")
    await clinic.fetch(ANOTHER_RELEASE)
    async with clinic.worker() as worker:
        await until_noted(clinic, *(number for number in range(LIMIT) if number != 50), 500)
        await until_copied(clinic, LIMIT + 1)  # with the forged one, which nobody had come to
        assert worker.trouble == []
    assert await offsets_of(clinic) == [50, LIMIT]
    assert await clinic.fetch("SELECT FROM parked_streaks") == []


async def until_copied(clinic: Clinic, count: int) -> None:
    async def copied() -> bool:
        return len(await clinic.published(f"{clinic.topic}.dlq.clinic")) == count

    await eventually(copied)


async def test_where_another_release_cannot_either_it_stands_again_and_nothing_is_parked_twice(clinic: Clinic) -> None:
    await clinic.put(*several(clinic, bad, range(LIMIT)))
    async with clinic.worker() as worker:
        await until_it_stands(worker)
        await until_copied(clinic, LIMIT)
    before = await clinic.parked()
    await clinic.fetch(ANOTHER_RELEASE)
    async with clinic.worker() as worker:
        assert await until_it_stands(worker) == said(clinic, 0, LIMIT - 1)
        await clinic.put(good(clinic, 1) | {"partition": 1})
        await until_noted(clinic, 1)
    assert await clinic.parked() == before
    assert len(await clinic.published(f"{clinic.topic}.dlq.clinic")) == LIMIT


async def test_somebody_can_have_them_parked_up_to_an_offset_and_from_there_the_limit_holds_again(
    clinic: Clinic,
) -> None:
    await clinic.put(*several(clinic, bad, range(LIMIT + 30)), *several(clinic, bad, range(LIMIT)))
    last = 2 * LIMIT + 29
    async with clinic.worker() as worker:
        await until_it_stands(worker)
        for wrong in (-1, last + 1):
            status, _, why = await clinic.run("park-on", clinic.topic, "0", "--to", str(wrong))
            assert (status, why) == (1, f"clinic: It stands at offset 0, and ends with {last}: name one of these.")
        status, printed, _ = await clinic.run("park-on", clinic.topic, "0", "--to", str(LIMIT + 29))
        assert (status, printed) == (
            0,
            f"{clinic.topic}/0 goes on: what cannot be handled up to offset {LIMIT + 29} is parked.\n",
        )
        await until_parked(clinic, last + 1)
        assert await until_it_stands(worker) == said(clinic, LIMIT + 30, last)
    assert await offsets_of(clinic) == list(range(last + 1))


async def test_only_what_stands_can_be_let_go_on(clinic: Clinic) -> None:
    status, _, why = await clinic.run("park-on", clinic.topic, "0", "--to", "5")
    assert (status, why) == (1, f"clinic: Partition 0 of {clinic.topic} does not stand.")


async def test_a_topic_that_was_made_anew_is_read_from_its_beginning(clinic: Clinic) -> None:
    await clinic.put(good(clinic, 1))
    await clinic.fetch(
        """
        INSERT INTO parked_streaks (topic, partition, begins, ends, events, release, park_to)
        SELECT $1, 0, 900, 999, array_agg(gen_random_uuid()), $2, -1
          FROM generate_series(1, 100)
        """,
        clinic.topic,
        str(RELEASE),
    )
    async with clinic.worker() as worker:
        await until_noted(clinic, 1)
        assert worker.trouble == []
