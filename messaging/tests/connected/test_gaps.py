"""What left a topic before it was handled: no worker passes over it in silence."""

import asyncpg
import pytest

from messaging.cause import Cause
from messaging.database import Connection
from messaging.worker import Worker
from tests.support.chassis import AFTER_GAP, Clinic, NoteTaken
from tests.support.eventually import eventually


async def put(clinic: Clinic, *numbers: int, partition: int = 0) -> None:
    await clinic.put(*(clinic.record(number) | {"partition": partition} for number in numbers))


async def until_handled(clinic: Clinic, numbers: list[int]) -> None:
    async def handled() -> bool:
        return sorted(await clinic.notes()) == numbers

    await eventually(handled)


async def until_committed(clinic: Clinic, count: int) -> None:
    async def committed() -> bool:
        return await clinic.committed() == count

    await eventually(committed)


async def refusal(worker: Worker) -> str:
    async def words() -> str:
        return next((words for words in worker.trouble if "lost" in words), "")

    return await eventually(words)


def said(clinic: Clinic, gap: str) -> str:
    return (
        f"{clinic.topic} has lost events that were never handled here: {gap}. "
        f"{AFTER_GAP}Then run `clinic accept-gap {clinic.topic}`"
    )


async def test_a_worker_does_not_run_on_behind_a_gap_until_somebody_accepts_it(clinic: Clinic) -> None:
    await put(clinic, 0, 1, 2)
    async with clinic.worker():
        await until_committed(clinic, 3)
    await put(clinic, 3, 4, 5, 6)
    await clinic.loses(before=5)
    async with clinic.worker() as worker:
        assert await refusal(worker) == said(clinic, "3 to 4 of partition 0")
        await put(clinic, 100, partition=1)
        with pytest.raises(TimeoutError):
            await eventually(lambda: has_handled(clinic, 5), within=3)
        assert await clinic.notes() == [0, 1, 2]
        assert await clinic.committed() == 3

        assert (await clinic.run("accept-gap", clinic.topic))[:2] == (0, "accepted: 3 to 4 of partition 0\n")
        await until_handled(clinic, [0, 1, 2, 5, 6, 100])
        assert worker.trouble == []
    assert (await clinic.run("accept-gap", clinic.topic))[:2] == (0, f"{clinic.topic} has no gap.\n")

    # What was accepted is that gap, and no later one.
    await put(clinic, 7, 8)
    await clinic.loses(before=8)
    async with clinic.worker() as worker:
        assert await refusal(worker) == said(clinic, "7 to 7 of partition 0")


async def has_handled(clinic: Clinic, number: int) -> bool:
    return number in await clinic.notes()


async def test_a_gap_is_told_even_where_the_log_holds_nothing_more(clinic: Clinic) -> None:
    await put(clinic, 0)
    async with clinic.worker():
        await until_committed(clinic, 1)
    await put(clinic, 1, 2)
    await clinic.loses(before=3)
    async with clinic.worker() as worker:
        assert await refusal(worker) == said(clinic, "1 to 2 of partition 0")
        await clinic.run("accept-gap", clinic.topic)

        async def all_is_well() -> bool:
            return not worker.trouble

        await eventually(all_is_well)


async def test_a_gap_that_opens_while_a_worker_is_kept_from_handling_is_not_passed_over(clinic: Clinic) -> None:
    attempts = 0
    broken = True

    async def fail(connection: Connection, event: NoteTaken, cause: Cause) -> None:
        nonlocal attempts
        attempts += 1
        if broken and event.number >= 2:
            raise asyncpg.DeadlockDetectedError("for the test")
        await clinic.keep(connection, event, cause)

    clinic.on_note = fail
    await put(clinic, *range(6))

    async def tried_often() -> bool:
        return attempts > 5

    async with clinic.worker() as worker:
        await eventually(tried_often)
        await clinic.loses(before=4)
        assert await refusal(worker) == said(clinic, "2 to 3 of partition 0")
        broken = False
        assert await clinic.notes() == [0, 1]
        assert await clinic.committed() == 2
        await clinic.run("accept-gap", clinic.topic)
        await until_handled(clinic, [0, 1, 4, 5])


async def test_a_group_that_is_new_does_not_begin_in_the_middle_of_what_was_told(clinic: Clinic) -> None:
    await put(clinic, 0, 1, 2)
    await clinic.loses(before=2)
    async with clinic.worker() as worker:
        assert await refusal(worker) == said(clinic, "0 to 1 of partition 0")
        assert await clinic.notes() == []


async def test_a_log_that_begins_where_the_group_goes_on_is_no_gap(clinic: Clinic) -> None:
    await put(clinic, 0, 1, 2)
    async with clinic.worker():
        await until_committed(clinic, 3)
    await clinic.loses(before=3)
    async with clinic.worker() as worker:
        await put(clinic, 3)
        await until_handled(clinic, [0, 1, 2, 3])
        assert worker.trouble == []


async def test_a_gap_of_a_topic_that_is_not_read_here_cannot_be_accepted(clinic: Clinic) -> None:
    assert await clinic.run("accept-gap", "weather.events.v1") == (
        1,
        "",
        f"clinic: weather.events.v1 is not read here, but {clinic.topic}.",
    )
