from uuid_utils.compat import uuid7

from messaging.cause import Cause
from messaging.database import Connection, Database
from tests.support.chassis import Clinic, Note, NoteTaken
from tests.support.eventually import eventually
from tests.support.scraped import scrape


async def test_what_waits_is_handled_and_is_parked_can_be_asked_for(clinic: Clinic) -> None:
    async with Database(clinic.urls.application_url) as database:
        await clinic.take_notes(Note(clinic.topic, 1, clinic.practice_id), Note(clinic.topic, 2, clinic.practice_id))
        idle = clinic.idle_worker(database)
        before = await scrape(database, idle)
        assert before.value("standing_outbox_events") == 2
        assert (before.value("standing_outbox_oldest_seconds") or 0) > 0
        assert before.value("standing_relay_active") == 0
        assert before.value("standing_parked_events") == 0
        async with clinic.worker() as worker:
            await clinic.put({"value": b"no JSON", "headers": clinic.record(3)["headers"]})

            async def all_done() -> bool:
                now = await scrape(database, worker)
                return now.value("standing_outbox_events") == 0 and now.value("standing_parked_events") == 1

            await eventually(all_done)

            labels = {"topic": clinic.topic, "type": "note.taken.v2"}

            async def nothing_lags() -> bool:
                now = await scrape(database, worker)
                lags = now.of("standing_consumer_lag_events")
                assert sum(now.of("standing_consumer_standstill_seconds")) < 5
                handled = now.value("standing_events_total", **labels, result="handled")
                return handled == 2 and len(lags) == 2 and sum(lags) == 0

            await eventually(nothing_lags)  # the broker says where a partition ends with what it hands out
            after = await scrape(database, worker)
    assert after.value("standing_events_total", **labels, result="parked") == 1
    assert after.value("standing_relay_active") == 1
    assert after.value("standing_consumer_retrying", topic=clinic.topic) == 0


async def test_an_event_that_cannot_be_handled_now_lags_and_nothing_says_what_is_in_it(clinic: Clinic) -> None:
    secret = "Ida Frost"

    async def fail(*_: object) -> None:
        raise OSError(secret)

    clinic.on_note = fail
    async with Database(clinic.urls.application_url) as database, clinic.worker() as worker:
        await clinic.put({"value": b"", "headers": [("ce_type", secret.encode())]})

        async def passed_over() -> bool:
            of_topic = {"topic": clinic.topic, "type": "unknown", "result": "passed_over"}
            return (await scrape(database, worker)).value("standing_events_total", **of_topic) == 1

        await eventually(passed_over)
        await clinic.put(clinic.record(1), clinic.record(2) | {"key": secret.encode()})

        async def lags() -> bool:
            now = await scrape(database, worker)
            return (
                sum(now.of("standing_consumer_lag_events")) >= 2
                and now.value("standing_consumer_retrying", topic=clinic.topic) == 1
            )

        await eventually(lags)
        told = (await scrape(database, worker)).text
    assert secret not in told
    assert str(clinic.practice_id) not in told


async def test_a_partition_that_stands_is_seen_although_another_one_gets_on(clinic: Clinic) -> None:
    async def fail_at_7(connection: Connection, event: NoteTaken, cause: Cause) -> None:
        if event.number == 7:
            raise OSError
        await clinic.keep(connection, event, cause)

    clinic.on_note = fail_at_7

    async def stood_still() -> dict[str, float]:
        told = [await scrape(database, worker) for worker in (one, another)]
        return {
            dict(labels)["partition"]: value
            for each in told
            for (name, labels), value in each.samples.items()
            if name == "standing_consumer_standstill_seconds"
        }

    async with Database(clinic.urls.application_url) as database, clinic.worker() as one, clinic.worker() as another:

        async def each_has_its_partition() -> bool:
            return all(worker.consumers[0].assigned for worker in (one, another))

        await eventually(each_has_its_partition)
        await clinic.put(clinic.record(7) | {"partition": 0})

        async def gets_on_and_stands() -> bool:
            await clinic.put(clinic.record(1) | {"partition": 1})
            seconds = await stood_still()
            return seconds.get("0", 0) > 1 and seconds.get("1", 1) < 1

        await eventually(gets_on_and_stands)


async def test_a_process_tells_what_it_can_where_postgres_does_not_answer(clinic: Clinic) -> None:
    async with Database("postgresql://nobody@127.0.0.1:1/none") as away:
        told = await scrape(away, clinic.idle_worker(away))
    assert told.value("standing_outbox_events") is None
    assert told.value("standing_relay_active") == 0
    assert (told.value("standing_metrics_unanswered_total") or 0) >= 1


async def test_the_backlog_is_counted_only_so_far(clinic: Clinic) -> None:
    practice_id = uuid7()
    await clinic.take_notes(*(Note(clinic.topic, number, practice_id) for number in range(5)))
    async with Database(clinic.urls.application_url) as database, database.transaction() as connection:
        assert await connection.fetchval("SELECT unpublished FROM backlog(3)") == 3
