import asyncio
import math
from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg
import pytest

from messaging import outbox, watermarks
from messaging.cause import Cause
from messaging.database import Connection, Database
from messaging.handlers import Handlers
from messaging.metrics import NOT_AUTHENTIC, WATERMARKS_REFUSED, watermark_ages
from messaging.relay import Relay
from tests.support.chassis import (
    SHORT,
    Clinic,
    Heard,
    Note,
    NoteTaken,
    make_topics,
    relaying,
    terminate_the_active_relay,
)
from tests.support.eventually import eventually

NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)


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


def is_watermark(record: Any) -> bool:
    return bool(dict(record.headers)["ce_type"] == Heard.type.encode())


async def written(clinic: Clinic, *, beside: bool = False) -> list[tuple[int, Heard]]:
    """The watermarks with their partitions, in each one's order."""
    topic = clinic.topic if beside else clinic.watermarks_topic
    records = [record for record in await clinic.published(topic) if is_watermark(record)]
    assert all(map(clinic.signing.verify, records))
    return [(record.partition, Heard.model_validate_json(record.value)) for record in records]


async def last_written(clinic: Clinic) -> datetime | None:
    found = [*await written(clinic), *await written(clinic, beside=True)]
    return max((heard.committed_before for _, heard in found), default=None)


async def clock(clinic: Clinic) -> datetime:
    (row,) = await clinic.fetch("SELECT clock_timestamp() AS now")
    now: datetime = row["now"]
    return now


async def until_one_is_written_for(clinic: Clinic, moment: datetime) -> None:
    async def written_for_it() -> bool:
        last = await last_written(clinic)
        return last is not None and last > moment

    await eventually(written_for_it)


async def test_a_watermark_names_the_end_of_each_partition_and_stands_beside_no_event(clinic: Clinic) -> None:
    await clinic.put(*(clinic.record(number) | {"partition": 1} for number in range(3)))
    async with relaying(relay_of(clinic)):
        await until_one_is_written_for(clinic, await clock(clinic))
    assert {(partition, heard.partitions, heard.ends) for partition, heard in await written(clinic)} == {(0, 2, (0, 3))}
    assert await written(clinic, beside=True) == []


async def test_beside_events_each_partition_gets_every_watermark_and_how_many_of_them_there_are(clinic: Clinic) -> None:
    """As a former release reads it."""
    async with relaying(relay_of(clinic, beside=True)):
        await until_one_is_written_for(clinic, await clock(clinic))
    assert await written(clinic) == []
    found = await written(clinic, beside=True)
    assert {(heard.partitions, heard.ends) for _, heard in found} == {(2, ())}
    by_partition = [[heard.committed_before for place, heard in found if place == partition] for partition in (0, 1)]
    assert by_partition[0] == by_partition[1] == sorted(set(by_partition[0]))


async def test_a_watermark_stands_behind_all_that_was_committed_before_it(clinic: Clinic) -> None:
    """While many commit at once, two relays run, and the active one is cut off from Postgres again and again."""
    committed: dict[int, datetime] = {}
    enough = asyncio.Event()

    async def commit(first: int) -> None:
        async with Database(clinic.urls.application_url) as database:
            for number in range(first, first + 10_000):
                if enough.is_set():
                    return
                async with database.transaction(clinic.practice_id) as connection:
                    note = Note(clinic.topic, number, clinic.practice_id, f"key-{number % 7}".encode())
                    await outbox.add(connection, note)
                async with database.transaction() as connection:
                    committed[number] = await connection.fetchval("SELECT clock_timestamp()")

    one, other = relay_of(clinic), relay_of(clinic)

    async def one_is_active() -> bool:
        return one.active != other.active

    async with relaying(one), relaying(other):
        writers = asyncio.gather(*(commit(first) for first in range(0, 60_000, 10_000)))
        for _ in range(3):
            await eventually(one_is_active)
            await until_one_is_written_for(clinic, await clock(clinic))
            await terminate_the_active_relay(clinic)
        enough.set()
        await writers
        await until_one_is_written_for(clinic, await clock(clinic))
    first_seen: dict[int, Any] = {}
    for record in await clinic.published():
        first_seen.setdefault(NoteTaken.model_validate_json(record.value).number, record)
    claims = [heard for _, heard in await written(clinic)]
    assert len(first_seen) == len(committed) > 100
    assert len(claims) > 4
    wrong = [
        (number, event.partition, event.offset, heard.ends)
        for heard in claims
        for number, event in first_seen.items()
        if committed[number] < heard.committed_before and event.offset >= heard.ends[event.partition]
    ]
    assert wrong == []


async def test_a_transaction_in_flight_holds_no_watermark_back_and_stands_before_the_next_one(clinic: Clinic) -> None:
    note = Note(clinic.topic, 1, clinic.practice_id)
    async with relaying(relay_of(clinic)), Database(clinic.urls.application_url) as database:
        async with database.transaction(clinic.practice_id) as connection:
            await outbox.add(connection, note)
            await until_one_is_written_for(clinic, await clock(clinic))
        committed = await clock(clinic)
        await until_one_is_written_for(clinic, committed)
    (event,) = await clinic.published()
    found = [heard for _, heard in await written(clinic)]
    assert event.offset >= found[0].ends[event.partition]
    for heard in found:
        if heard.committed_before > committed:
            assert event.offset < heard.ends[event.partition]


async def test_no_watermark_is_written_while_an_event_of_the_topic_cannot_be_published(clinic: Clinic) -> None:
    too_large = b"x" * 3_000_000
    add = "INSERT INTO outbox (topic, key, headers, value) VALUES ($1, 'bad', '{}', $2)"
    async with relaying(relay_of(clinic)):
        await clinic.fetch(add, f"{clinic.topic}.dlq.clinic", too_large)
        await until_one_is_written_for(clinic, await clock(clinic))  # nobody is told of the other topic
        await clinic.fetch(add, clinic.topic, too_large)
        stuck_since = await clock(clinic)
        with pytest.raises(TimeoutError):
            await eventually(lambda: is_written_after(clinic, stuck_since), within=4)
        await clinic.fetch("DELETE FROM outbox WHERE topic = $1", clinic.topic)
        await until_one_is_written_for(clinic, stuck_since)


async def is_written_after(clinic: Clinic, moment: datetime) -> bool:
    last = await last_written(clinic)
    return last is not None and last > moment


async def test_a_watermark_is_kept_for_its_partition_and_never_goes_back(clinic: Clinic) -> None:
    later = NOON + timedelta(seconds=5)
    await clinic.put_watermark(later, partition=0)
    await clinic.put(clinic.record(1) | {"partition": 0})
    await clinic.put_watermark(NOON, partition=0)
    await clinic.put_watermark(NOON, partition=1)

    async def both_are_kept_and_all_is_read() -> bool:
        return await clinic.committed() == 4 and await clinic.heard() == {0: later, 1: NOON}

    async with clinic.worker() as worker:
        await eventually(both_are_kept_and_all_is_read)
        assert worker.consumers[0].passed_over == 0


async def test_a_watermark_is_kept_when_all_that_stands_before_it_was_handled_and_not_before(clinic: Clinic) -> None:
    attempts = 0
    broken = True

    async def fail(connection: Connection, event: NoteTaken, cause: Cause) -> None:
        nonlocal attempts
        if broken and event.number == 2:
            attempts += 1
            raise asyncpg.DeadlockDetectedError("for the test")
        await clinic.keep(connection, event, cause)

    clinic.on_note = fail
    later = NOON + timedelta(seconds=5)
    await clinic.put(clinic.record(1) | {"partition": 0})
    await clinic.put_watermark(NOON)
    await clinic.put(clinic.record(2) | {"partition": 0})
    await clinic.put_watermark(later)

    async def tried_often() -> bool:
        return attempts >= 3

    async def the_later_one_is_kept() -> bool:
        return await clinic.heard() == {0: later}

    async with clinic.worker():
        await eventually(tried_often)
        assert await clinic.heard() == {0: NOON}
        broken = False
        await eventually(the_later_one_is_kept)


async def test_a_broken_watermark_is_parked_and_a_parked_event_stops_none(clinic: Clinic) -> None:
    headers = [("ce_type", Heard.type.encode())]
    for value in (b"{}", None, b'{"committed_before": "2027-01-15T12:00:00", "partitions": 2}'):
        await clinic.put({"value": value, "headers": headers, "partition": 0})
    await clinic.put(clinic.record(1) | {"value": b"{not json", "partition": 0})
    await clinic.put_watermark(NOON)

    async def it_is_kept() -> bool:
        return await clinic.heard() == {0: NOON}

    async with clinic.worker():
        await eventually(it_is_kept)
    assert [row["offset"] for row in await clinic.parked()] == [0, 1, 2, 3]


async def test_a_watermark_from_the_future_or_of_partitions_that_there_are_not_is_not_kept_and_is_counted(
    clinic: Clinic,
) -> None:
    before = refused(clinic)
    now = await clock(clinic)
    await clinic.put_watermark(NOON)
    in_2099, soon = datetime(2099, 1, 1, tzinfo=UTC), now + timedelta(seconds=90)
    for moment, partitions in ((in_2099, 2), (soon, 2), (now, 8), (now, 0)):
        await clinic.put(clinic.record(1) | {"partition": 0})  # what another one follows at once is not looked at
        await clinic.put_watermark(moment, partitions=partitions)

    async def all_is_read() -> bool:
        return await clinic.committed() == 9

    async with clinic.worker() as worker:
        await eventually(all_is_read)
        assert worker.consumers[0].trouble is None
    assert await clinic.heard() == {0: NOON}
    assert await clinic.parked() == []
    assert refused(clinic) - before == 4


async def test_what_a_watermark_from_the_future_left_ends_with_the_next_one(clinic: Clinic) -> None:
    keep = "INSERT INTO watermarks VALUES ($1, $2, $3, $4)"
    await clinic.fetch(keep, clinic.topic, 0, 8, datetime(2099, 1, 1, tzinfo=UTC))
    await clinic.fetch(keep, clinic.topic, 5, 8, NOON)
    await clinic.put_watermark(NOON)

    async def it_is_kept_alone() -> bool:
        return await clinic.heard() == {0: NOON}

    async with clinic.worker():
        await eventually(it_is_kept_alone)


def refused(clinic: Clinic) -> float:
    return float(WATERMARKS_REFUSED.labels(clinic.topic)._value.get())


async def test_who_keeps_no_watermarks_passes_them_over_in_silence(clinic: Clinic) -> None:
    clinic.handlers = Handlers(clinic.topic, signed_by=clinic.signing, watermark=Heard)
    clinic.handlers.on(NoteTaken)(clinic.keep)
    await clinic.put_watermark(NOON)
    await clinic.put(clinic.record(1))

    async def all_is_read() -> bool:
        return await clinic.committed() == 2

    async with clinic.worker() as worker:
        await eventually(all_is_read)
        assert worker.consumers[0].passed_over == 0
    assert await clinic.heard() == {}
    assert await clinic.notes() == [1]


async def test_what_a_watermark_says_holds_while_workers_join_and_leave(clinic: Clinic) -> None:
    """Each one says, in seconds after noon, how many events stand before it in its partition."""

    async def load(partition: int) -> None:
        for start in range(0, 600, 20):
            await clinic.put(
                *(clinic.record(1000 * partition + n) | {"partition": partition} for n in range(start, start + 20))
            )
            await clinic.put_watermark(NOON + timedelta(seconds=start + 20), partition=partition)

    async def what_is_said_holds() -> None:
        rows = await clinic.fetch(
            """
            SELECT extract(epoch FROM committed_before - $1)::integer AS said,
                   (SELECT count(*) FROM notes WHERE number / 1000 = partition
                       AND number % 1000 < extract(epoch FROM committed_before - $1)) AS found
              FROM watermarks
            """,
            NOON,
        )
        assert [row for row in rows if row["said"] != row["found"]] == []

    async def committed(count: int) -> bool:
        await what_is_said_holds()
        return await clinic.committed() >= count

    loading = asyncio.gather(load(0), load(1))
    async with clinic.worker():
        await eventually(lambda: committed(100))
        async with clinic.worker():
            await eventually(lambda: committed(600), within=60)
        await loading
        await eventually(lambda: committed(1260), within=60)
        await what_is_said_holds()
    assert await clinic.heard() == dict.fromkeys((0, 1), NOON + timedelta(seconds=600))


async def test_a_topic_that_is_not_wholly_heard_is_infinitely_old(clinic: Clinic) -> None:
    nothing, half, whole = (f"{name}.events.v1" for name in ("nothing", "half", "whole"))
    for topic, partition in ((half, 0), (whole, 0), (whole, 1)):
        await clinic.fetch("INSERT INTO watermarks VALUES ($1, $2, 2, now() - interval '7 s')", topic, partition)
    async with Database(clinic.urls.application_url) as database, database.transaction() as connection:
        (family,) = await watermark_ages([nothing, half, whole])(connection)
    ages = {sample.labels["topic"]: sample.value for sample in family.samples}
    assert ages == {nothing: math.inf, half: math.inf, whole: pytest.approx(7, abs=5)}


async def test_a_watermark_apart_is_believed_of_each_partition_once_as_much_of_it_was_handled(clinic: Clinic) -> None:
    """It comes before the events that it vouches for are handled, and says nothing until they are."""
    handled, let_on = asyncio.Event(), asyncio.Event()

    async def wait(connection: Connection, event: NoteTaken, cause: Cause) -> None:
        if event.number == 2:
            handled.set()
            await let_on.wait()
        await clinic.keep(connection, event, cause)

    clinic.on_note = wait
    await clinic.put(clinic.record(1) | {"partition": 0}, clinic.record(2) | {"partition": 0})
    later = NOON + timedelta(seconds=5)
    await clinic.put_watermark_apart(NOON, 1, 0)

    async def kept(wanted: dict[int, datetime]) -> None:
        async def is_kept() -> bool:
            return await clinic.heard() == wanted

        await eventually(is_kept)

    async with clinic.worker():
        await handled.wait()
        await kept({0: NOON, 1: NOON})
        await clinic.put_watermark_apart(later, 2, 0)
        await kept({0: NOON, 1: later})
        with pytest.raises(TimeoutError):
            await eventually(lambda: believed(clinic, 0, later), within=2)
        assert await clinic.notes() == [1]
        let_on.set()
        await kept({0: later, 1: later})
        assert await clinic.notes() == [1, 2]


async def believed(clinic: Clinic, partition: int, moment: datetime) -> bool:
    return (await clinic.heard()).get(partition) == moment


async def test_each_watermark_that_was_reached_counts_though_there_is_always_a_newer_one(clinic: Clinic) -> None:
    """Who is never done with the newest still knows how far it is."""
    async with clinic.worker():
        for second in range(1, 5):
            await clinic.put(clinic.record(second) | {"partition": 0})
            await clinic.put_watermark_apart(NOON + timedelta(seconds=second), second, 0)
        await clinic.put_watermark_apart(NOON + timedelta(seconds=9), 100, 0)

        async def as_far_as_it_is() -> bool:
            return await clinic.heard() == {0: NOON + timedelta(seconds=4), 1: NOON + timedelta(seconds=9)}

        await eventually(as_far_as_it_is)


async def test_a_watermark_apart_that_lies_is_not_kept_is_parked_by_nobody_and_is_counted(clinic: Clinic) -> None:
    before, not_authentic = refused(clinic), NOT_AUTHENTIC.labels(clinic.watermarks_topic)._value.get()
    now = await clock(clinic)
    async with clinic.worker() as worker:
        await clinic.put_watermark_apart(NOON, 0, 0)

        async def it_is_kept_alone() -> bool:
            return await clinic.heard() == {0: NOON, 1: NOON}

        await eventually(it_is_kept_alone)
        for moment, ends in ((datetime(2099, 1, 1, tzinfo=UTC), (0, 0)), (now, (0,) * 8), (now, ())):
            await clinic.put_watermark_apart(moment, *ends)
        await clinic.put_watermark_apart(now, 0, 0, headers=[("ce_type", Heard.type.encode())])
        await clinic.put_watermark_apart(now, 0, 0, value=b"{}")

        async def all_are_counted() -> bool:
            forged = NOT_AUTHENTIC.labels(clinic.watermarks_topic)._value.get() - not_authentic
            return (refused(clinic) - before, forged) == (3, 2)

        await eventually(all_are_counted)
        assert await clinic.heard() == {0: NOON, 1: NOON}
        later = NOON + timedelta(seconds=5)
        await clinic.put_watermark_apart(later, 0, 0)
        await eventually(lambda: believed(clinic, 0, later))
        assert worker.trouble == []
    assert await clinic.parked() == []


async def test_a_worker_hears_the_newest_when_it_begins_whatever_its_age(clinic: Clinic) -> None:
    """A topic that is quiet says that it is, and one whose log begins later has been handled so far."""
    await clinic.put(*(clinic.record(number) | {"partition": 1} for number in range(3)))
    await clinic.put_watermark_apart(NOON, 0, 3)
    await clinic.loses(before=3, partition=1)
    await clinic.fetch("INSERT INTO accepted_gaps VALUES ($1, 1, 0, 3)", clinic.topic)
    async with clinic.worker():
        await eventually(lambda: believed(clinic, 1, NOON))
    assert await clinic.notes() == []


async def test_events_are_published_though_there_is_no_topic_of_watermarks_yet(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watermarks, "_AGAIN", 0.2)
    clinic.watermarks_topic += "-later"
    async with relaying(relay_of(clinic)):
        await clinic.take_notes(*(Note(clinic.topic, number, clinic.practice_id) for number in (1, 2)))

        async def are_published() -> bool:
            return len(await clinic.published()) == 2

        await eventually(are_published)
        await make_topics(clinic.bootstrap, clinic.watermarks_topic, partitions=1)
        await until_one_is_written_for(clinic, await clock(clinic))
