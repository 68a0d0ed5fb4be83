import asyncio
import os
import secrets
import signal
from collections import defaultdict
from pathlib import Path

import asyncpg
import pytest

from messaging import incarnations, outbox, trace
from messaging.database import Database
from messaging.outbox import EventTooLarge
from messaging.relay import Relay
from standing_local import ports
from standing_local.kafka import Kafka
from standing_local.processes import running
from tests.support.chassis import SHORT, Clinic, Note, make_topics, relaying, terminate_the_active_relay
from tests.support.eventually import eventually


async def outbox_is_empty(clinic: Clinic) -> bool:
    return not await clinic.fetch("SELECT FROM outbox LIMIT 1")


def relay_of(clinic: Clinic, bootstrap: str | None = None) -> Relay:
    return Relay(
        clinic.urls.relay_url, bootstrap or clinic.bootstrap, service="clinic", signing=clinic.signing, pauses=SHORT
    )


async def test_what_was_committed_is_published_as_it_was_added_and_leaves_the_outbox(clinic: Clinic) -> None:
    note = Note(clinic.topic, 1, clinic.practice_id)
    with trace.continued("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "a request"):
        await clinic.take_notes(note)
    async with relaying(relay_of(clinic)):
        await eventually(lambda: outbox_is_empty(clinic))
    (record,) = await clinic.published()
    assert (record.key, record.value) == (note.key, note.value)
    headers = dict(record.headers)
    assert headers["ce_id"] == str(note.event_id).encode()
    assert headers["traceparent"].startswith(b"00-4bf92f3577b34da6a3ce929d0e0e4736-")


async def test_what_was_rolled_back_is_never_published(clinic: Clinic) -> None:
    async def fail_after_adding() -> None:
        async with (
            Database(clinic.urls.application_url) as database,
            database.transaction(clinic.practice_id) as connection,
        ):
            await outbox.add(connection, Note(clinic.topic, 1, clinic.practice_id))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail_after_adding()
    await clinic.take_notes(Note(clinic.topic, 2, clinic.practice_id))
    async with relaying(relay_of(clinic)):
        await eventually(lambda: outbox_is_empty(clinic))
    assert [record.value for record in await clinic.published()] == [b'{"number": 2}']


async def test_an_event_too_large_for_the_broker_is_refused_with_its_transaction(clinic: Clinic) -> None:
    class Large(Note):
        value = b"x" * 1_100_000

    with pytest.raises(EventTooLarge):
        await clinic.take_notes(Large(clinic.topic, 1, clinic.practice_id))
    assert await outbox_is_empty(clinic)


async def test_every_key_keeps_its_order(clinic: Clinic) -> None:
    keys = [f"key-{number}".encode() for number in range(20)]
    notes = [Note(clinic.topic, number, clinic.practice_id, keys[number % 20]) for number in range(1200)]
    await clinic.take_notes(*notes)
    async with relaying(relay_of(clinic)):
        await eventually(lambda: outbox_is_empty(clinic))
    by_key: dict[bytes, list[int]] = defaultdict(list)
    for record in await clinic.published():
        by_key[record.key].append(int(record.value.split(b":")[1].strip(b" }")))
    assert by_key == {key: list(range(number, 1200, 20)) for number, key in enumerate(keys)}


async def test_a_publish_that_is_refused_stops_its_key_and_no_other(clinic: Clinic) -> None:
    await clinic.take_notes(Note(clinic.topic, 1, clinic.practice_id, b"good"))
    await clinic.fetch(
        "INSERT INTO outbox (topic, key, headers, value) VALUES ($1, 'bad', '{}', $2), ($1, 'bad', '{}', 'behind')",
        clinic.topic,
        b"x" * 3_000_000,
    )
    await clinic.take_notes(Note(clinic.topic, 2, clinic.practice_id, b"good"))

    async def the_bad_key_is_left() -> bool:
        rows = await clinic.fetch("SELECT key FROM outbox")
        return [row["key"] for row in rows] == [b"bad", b"bad"]

    async with relaying(relay_of(clinic)):
        await eventually(the_bad_key_is_left)
        await clinic.take_notes(Note(clinic.topic, 3, clinic.practice_id, b"good"))
        await eventually(the_bad_key_is_left)
    assert [record.key for record in await clinic.published()] == [b"good"] * 3


async def test_one_relay_is_active_and_another_takes_over_when_it_is_cut_off(clinic: Clinic) -> None:
    async with relaying(relay_of(clinic)) as one, relaying(relay_of(clinic)) as other:

        async def one_is_active() -> bool:
            return one.active != other.active

        await eventually(one_is_active)
        for number in range(200):
            await clinic.take_notes(Note(clinic.topic, number, clinic.practice_id))
            if number == 100:
                await terminate_the_active_relay(clinic)
        await eventually(lambda: outbox_is_empty(clinic))
        # The one that was cut off learns of it a moment after the other has its lock.
        await eventually(one_is_active)
    numbers = [int(record.value.split(b":")[1].strip(b" }")) for record in await clinic.published()]
    assert sorted(set(numbers)) == list(range(200))


def a_kafka(directory: Path) -> Kafka:
    name = secrets.token_hex(4)
    return Kafka(directory / name, ports.any_free(), ports.any_free(), log=directory / f"{name}.log")


async def test_an_absent_kafka_is_waited_for_and_nothing_is_lost(clinic: Clinic, server_directory: Path) -> None:
    kafka = a_kafka(server_directory)
    async with relaying(relay_of(clinic, kafka.bootstrap)) as relay:
        await clinic.take_notes(*(Note(clinic.topic, number, clinic.practice_id) for number in range(10)))
        assert not relay.active
        async with running(kafka):
            await make_topics(kafka.bootstrap, clinic.topic)
            await eventually(lambda: outbox_is_empty(clinic), within=60)


async def test_invariant_6_an_event_stays_until_the_broker_has_acknowledged_it(
    clinic: Clinic, server_directory: Path
) -> None:
    kafka = a_kafka(server_directory)
    async with running(kafka) as broker:
        await make_topics(kafka.bootstrap, clinic.topic)
        async with relaying(relay_of(clinic, kafka.bootstrap)):
            await clinic.take_notes(Note(clinic.topic, 1, clinic.practice_id))
            # A relay that still waited for the first one's answer would not have come to the second.
            await eventually(lambda: clinic.published(bootstrap=kafka.bootstrap))
            await eventually(lambda: outbox_is_empty(clinic))
            os.killpg(broker.pid, signal.SIGSTOP)
            try:
                await clinic.take_notes(Note(clinic.topic, 2, clinic.practice_id))
                with pytest.raises(TimeoutError):
                    await eventually(lambda: outbox_is_empty(clinic), within=1.5)
            finally:
                os.killpg(broker.pid, signal.SIGCONT)
            await eventually(lambda: outbox_is_empty(clinic))


async def test_stopping_drains_the_outbox_first(clinic: Clinic) -> None:
    relay = relay_of(clinic)
    task = asyncio.create_task(relay.run())

    async def active() -> bool:
        return relay.active

    await eventually(active)
    await clinic.take_notes(*(Note(clinic.topic, number, clinic.practice_id) for number in range(700)))
    relay.stop()
    await task
    assert await outbox_is_empty(clinic)
    assert len(await clinic.published()) == 700


async def test_the_application_can_add_to_the_outbox_and_not_read_it(clinic: Clinic) -> None:
    async with Database(clinic.urls.application_url) as database:
        for forbidden in ("SELECT * FROM outbox", "DELETE FROM outbox"):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                async with database.transaction(clinic.practice_id) as connection:
                    await connection.fetch(forbidden)


async def test_what_waited_while_a_database_came_back_is_published_as_of_its_new_life(clinic: Clinic) -> None:
    await clinic.take_notes(Note(clinic.topic, 1, clinic.practice_id))
    async with relaying(relay_of(clinic)):
        await eventually(lambda: outbox_is_empty(clinic))
    await clinic.take_notes(Note(clinic.topic, 2, clinic.practice_id))
    async with Database(clinic.urls.application_url) as database, database.transaction() as connection:
        earlier = await incarnations.begin(connection, whole=False)
        later = await incarnations.begin(connection, whole=True)
    async with relaying(relay_of(clinic)):
        await eventually(lambda: outbox_is_empty(clinic))
    before, after = [dict(record.headers) for record in await clinic.published()]
    assert "ce_incarnation" not in before
    assert after["ce_incarnation"] == str(later).encode()
    assert earlier < later


async def test_a_copy_for_the_dead_letters_keeps_the_incarnation_of_whom_it_was_told_by(clinic: Clinic) -> None:
    async with Database(clinic.urls.application_url) as database, database.transaction() as connection:
        await incarnations.begin(connection, whole=True)
    copies = f"{clinic.topic}.dlq.clinic"
    await clinic.take_notes(Note(copies, 1, clinic.practice_id))
    async with relaying(relay_of(clinic)):
        await eventually(lambda: outbox_is_empty(clinic))
    (copy,) = await clinic.published(copies)
    assert "ce_incarnation" not in dict(copy.headers)
