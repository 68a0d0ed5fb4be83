import asyncio
import json
from typing import Any

import asyncpg
from aiokafka import AIOKafkaConsumer, TopicPartition
from faststream import AckPolicy
from uuid_utils.compat import uuid7

from messaging.cause import Cause
from messaging.database import Connection
from messaging.worker import Worker
from tests.support.chassis import Clinic, NoteTaken
from tests.support.eventually import eventually


async def test_each_event_is_handled_once_in_order_and_then_committed(clinic: Clinic) -> None:
    await clinic.put(*(clinic.record(number) for number in range(300)))
    async with clinic.worker():

        async def all_committed() -> bool:
            return await clinic.committed() == 300

        await eventually(all_committed)
    assert await clinic.notes() == list(range(300))


def without(record: dict[str, Any], *names: str) -> dict[str, Any]:
    return record | {"headers": [header for header in record["headers"] if header[0] not in names]}


def with_header(record: dict[str, Any], name: str, value: bytes | None) -> dict[str, Any]:
    changed = without(record, name)
    return changed | {"headers": [*changed["headers"], (name, value)]}


async def test_an_event_that_cannot_be_handled_is_parked_and_the_next_one_is_handled(clinic: Clinic) -> None:
    good = clinic.record
    bad = [
        good(100) | {"headers": []},
        with_header(good(101), "ce_type", b"\xff\xfe"),
        with_header(good(102), "ce_type", None),
        with_header(good(103), "ce_type", b"note.taken.v9"),
        with_header(good(104), "ce_practiceid", b"nobody"),
        with_header(good(105), "ce_time", b"2026-11-23T10:00:00"),
        good(106) | {"value": b"{not json"},
        good(107) | {"value": None},
        good(108) | {"value": b'{"number": "many"}'},
        good(-1),  # breaks the table's CHECK: SQLSTATE 23514
    ]
    await clinic.put(good(1), *bad, good(2))
    async with clinic.worker():

        async def both_good_ones_are_kept() -> bool:
            return await clinic.notes() == [1, 2]

        await eventually(both_good_ones_are_kept)

        async def copies() -> bool:
            return len(await clinic.published(f"{clinic.topic}.dlq.clinic")) == len(bad)

        await eventually(copies)
    parked = await clinic.parked()
    assert len(parked) == len(bad)
    assert {row["value"] for row in parked} == {record["value"] for record in bad}
    assert all("many" not in row["reason"] for row in parked), "a reason quotes nothing of the event"
    dead = await clinic.published(f"{clinic.topic}.dlq.clinic")
    assert sorted(dict(record.headers)["dlq_offset"] for record in dead) == sorted(
        str(row["offset"]).encode() for row in parked
    )


async def test_nothing_in_a_record_keeps_it_from_being_parked(clinic: Clinic) -> None:
    good = clinic.record
    strange = {
        "too large a value": good(100) | {"value": b"{" + b" " * 1_000_007},
        "too large a key": good(101, key=b"k" * 3_000) | {"value": b"{not json"},
        "too many headers": good(102) | {"headers": [("h", b"")] * 5_000},
        "too large headers": with_header(good(103), "ce_actor", b"a" * 500_000) | {"value": b"{not json"},
        "a word that Postgres takes in no text": with_header(good(104), "ce_type", b"note.taken.v\0" + b"9" * 9_000),
    }
    await clinic.put(good(1), *strange.values(), good(2))
    async with clinic.worker():

        async def the_last() -> bool:
            return await clinic.notes() == [1, 2]

        await eventually(the_last)

        async def copies() -> bool:
            return len(await clinic.published(f"{clinic.topic}.dlq.clinic")) == len(strange)

        await eventually(copies)
    parked = dict(zip(strange, await clinic.parked(), strict=True))
    left_out = {name: json.loads(row["left_out"]) for name, row in parked.items()}
    assert {name: list(parts) for name, parts in left_out.items()} == {
        "too large a value": ["value"],
        "too large a key": ["key"],
        "too many headers": ["headers"],
        "too large headers": ["headers"],
        "a word that Postgres takes in no text": [],
    }
    assert left_out["too large a value"]["value"]["size"] == 1_000_008
    assert all(len(row["reason"]) <= 301 for row in parked.values())
    dead = [dict(record.headers) for record in await clinic.published(f"{clinic.topic}.dlq.clinic")]
    assert sum("dlq_left_out" in headers for headers in dead) == 4


async def test_a_header_that_is_no_utf8_anywhere_in_a_batch_loses_no_other_event(clinic: Clinic) -> None:
    strange = with_header(clinic.record(2), "strange", b"\xff\xff")
    await clinic.put(clinic.record(1), strange, clinic.record(3))
    async with clinic.worker():

        async def all_three() -> bool:
            return await clinic.notes() == [1, 2, 3]

        await eventually(all_three)


async def test_a_type_that_nobody_here_handles_is_counted_and_passed_over(clinic: Clinic) -> None:
    await clinic.put(with_header(clinic.record(1), "ce_type", b"weather.changed.v1"), clinic.record(2))
    async with clinic.worker() as worker:

        async def the_second() -> bool:
            return await clinic.notes() == [2]

        await eventually(the_second)
        assert worker.consumers[0].passed_over == 1
    assert await clinic.parked() == []


async def test_a_failing_environment_parks_nothing_and_loses_nothing(clinic: Clinic) -> None:
    broken = True
    attempts = 0

    async def fail_from_the_100th_on(connection: Connection, event: NoteTaken, cause: Cause) -> None:
        nonlocal attempts
        if broken and event.number >= 100:
            attempts += 1
            raise asyncpg.DeadlockDetectedError("for the test")
        await clinic.keep(connection, event, cause)

    clinic.on_note = fail_from_the_100th_on
    await clinic.put(*(clinic.record(number) for number in range(300)))
    async with clinic.worker() as worker:

        async def tried_often() -> bool:
            return attempts >= 5

        await eventually(tried_often)
        assert worker.trouble
        assert await clinic.committed() == 100
        broken = False

        async def all_committed() -> bool:
            return await clinic.committed() == 300

        await eventually(all_committed)
        assert not worker.trouble
    assert await clinic.notes() == list(range(300))
    assert await clinic.parked() == []


async def test_a_database_that_is_gone_moves_no_offset_even_where_an_event_is_to_be_parked(clinic: Clinic) -> None:
    await clinic.fetch("REVOKE INSERT ON parked_events FROM chassis_application")
    await clinic.put(clinic.record(1) | {"value": b"{not json"}, clinic.record(2))
    async with clinic.worker() as worker:

        async def in_trouble() -> bool:
            return worker.consumers[0].troubled

        await eventually(in_trouble)
        assert await clinic.committed() == 0
        assert await clinic.notes() == []
        await clinic.fetch("GRANT INSERT ON parked_events TO chassis_application")

        async def the_second() -> bool:
            return await clinic.notes() == [2]

        await eventually(the_second)
    assert len(await clinic.parked()) == 1


async def test_invariant_7_replaying_the_topic_from_0_changes_no_row_and_publishes_nothing(clinic: Clinic) -> None:
    await clinic.put(clinic.record(1), clinic.record(2) | {"headers": []}, clinic.record(3))

    async def all_committed() -> bool:
        return await clinic.committed() == 3

    async with clinic.worker():
        await eventually(all_committed)
    before = (await clinic.notes(), await clinic.parked(), len(await clinic.published(f"{clinic.topic}.dlq.clinic")))
    await rewind(clinic)
    assert await clinic.committed() == 0
    async with clinic.worker():
        await eventually(all_committed)
    assert before == (
        await clinic.notes(),
        await clinic.parked(),
        len(await clinic.published(f"{clinic.topic}.dlq.clinic")),
    )


async def rewind(clinic: Clinic) -> None:
    partitions = [TopicPartition(clinic.topic, number) for number in (0, 1)]
    group = AIOKafkaConsumer(
        bootstrap_servers=clinic.bootstrap, group_id=f"clinic.{clinic.topic}", enable_auto_commit=False
    )
    await group.start()
    try:
        group.assign(partitions)
        await group.commit(dict.fromkeys(partitions, 0))
    finally:
        await group.stop()


async def test_a_second_worker_that_joins_and_leaves_under_load_loses_and_doubles_nothing(clinic: Clinic) -> None:
    keys = [f"key-{number}".encode() for number in range(10)]

    async def load() -> None:
        for start in range(0, 2000, 100):
            await clinic.put(*(clinic.record(n, key=keys[n % 10]) for n in range(start, start + 100)))

    loading = asyncio.create_task(load())

    async def committed(count: int) -> bool:
        return await clinic.committed() >= count

    async with clinic.worker():
        await eventually(lambda: committed(200))
        async with clinic.worker():
            await eventually(lambda: committed(900), within=60)
        await loading
        await eventually(lambda: committed(2000), within=60)
    assert sorted(await clinic.notes()) == list(range(2000))


async def test_invariant_8_a_handler_sees_the_rows_of_its_events_practice_alone(clinic: Clinic) -> None:
    seen: dict[int, int] = {}

    async def count(connection: Connection, event: NoteTaken, cause: Cause) -> None:
        await clinic.keep(connection, event, cause)
        seen[event.number] = await connection.fetchval("SELECT count(*) FROM notes")

    clinic.on_note = count
    mine = [clinic.record(number) for number in (1, 2)]
    clinic.practice_id = uuid7()
    await clinic.put(*mine, clinic.record(3))
    async with clinic.worker():

        async def all_three() -> bool:
            return len(seen) == 3

        await eventually(all_three)
    assert seen == {1: 1, 2: 2, 3: 1}


async def test_invariant_8_an_event_that_would_write_another_practices_rows_is_parked(clinic: Clinic) -> None:
    theirs = uuid7()

    async def write_theirs(connection: Connection, event: NoteTaken, cause: Cause) -> None:
        practice_id = theirs if event.number == 1 else cause.practice_id
        await connection.execute(
            "INSERT INTO notes (practice_id, event_id, number, seen) VALUES ($1, $2, $3, 0)",
            practice_id,
            cause.event_id,
            event.number,
        )

    clinic.on_note = write_theirs
    await clinic.put(clinic.record(1), clinic.record(2))
    async with clinic.worker():

        async def the_second() -> bool:
            return await clinic.notes() == [2]

        await eventually(the_second)
    assert len(await clinic.parked()) == 1


async def test_every_subscriber_acknowledges_by_itself_and_begins_at_the_earliest_event(clinic: Clinic) -> None:
    async with clinic.worker() as worker:
        subscribers = worker_subscribers(worker)
        assert len(subscribers) == len(worker.consumers)
        for subscriber in subscribers:
            assert subscriber.ack_policy is AckPolicy.MANUAL
            assert subscriber._connection_args["auto_offset_reset"] == "earliest"
            assert subscriber._connection_args["enable_auto_commit"] is False
            assert subscriber.batch_timeout_ms == 50


def worker_subscribers(worker: Worker) -> list[Any]:
    return list(worker._broker.subscribers)
