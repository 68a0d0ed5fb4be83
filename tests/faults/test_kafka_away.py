"""Kafka is away, or a worker's way to it."""

import asyncio

import pytest

from tests.faults.case import Case, Faults
from tests.faults.proxy import Way
from tests.support.eventually import eventually

BOOKED = rb"series\.created\.v1"
LONGER_THAN_A_REQUEST = 12.0  # s, after which a producer gives up


@pytest.mark.faults
async def test_kafka_is_killed_and_started_again_while_series_are_booked(faults: Faults) -> None:
    async with faults.case("kill -9 of Kafka", "in mid-batch") as case:
        trap = case.stack.video_links.kafka.freeze_at(BOOKED, Way.TO_CLIENT)
        case.begin_to_book()
        await trap.caught()
        await case.stack.kafka.kill()
        case.stack.video_links.kafka.forget()
        await case.stack.kafka.start()


@pytest.mark.faults
async def test_kafka_is_stopped_for_two_minutes_and_booking_goes_on(faults: Faults) -> None:
    async with faults.case("Kafka stopped for 2 minutes", "while series are booked") as case:
        await case.stack.kafka.stop()
        await case.book()
        await asyncio.sleep(120)
        assert len(await case.reception.diary()) == 3 * len(case.reception.bookings)
        await case.stack.kafka.start()


@pytest.mark.parametrize("service", ["booking", "video-links", "notifications"])
@pytest.mark.faults
async def test_a_workers_connections_to_kafka_are_cut(faults: Faults, service: str) -> None:
    async with faults.case(f"connections of {service} to Kafka cut", "while series are booked") as case:
        way = case.stack.member(service, "worker").kafka
        case.begin_to_book()
        await case.are_answered(2)
        way.cut()
        await case.all_are_booked()
        way.mend()


@pytest.mark.parametrize("service", ["booking", "video-links", "notifications"])
@pytest.mark.faults
async def test_kafka_says_nothing_for_longer_than_a_request_lasts(faults: Faults, service: str) -> None:
    async with faults.case(f"Kafka says nothing to {service} for 12 s", "while series are booked") as case:
        way = case.stack.member(service, "worker").kafka
        case.begin_to_book()
        await case.are_answered(2)
        way.freeze(Way.TO_CLIENT)
        await asyncio.sleep(LONGER_THAN_A_REQUEST)
        way.mend()


@pytest.mark.parametrize("service", ["booking", "video-links", "notifications"])
@pytest.mark.faults
async def test_a_connection_to_kafka_is_lost_in_the_middle_of_an_event(faults: Faults, service: str) -> None:
    async with faults.case(f"connections of {service} to Kafka lost", "in the middle of an event") as case:
        way = case.stack.member(service, "worker").kafka
        case.begin_to_book()
        await case.are_answered(2)
        way.close_after(1500, Way.TO_SERVER)
        await case.all_are_booked()
        way.mend()


@pytest.mark.faults
async def test_a_slow_way_to_kafka_changes_nothing(faults: Faults) -> None:
    async with faults.case("100 ms more to Kafka, each way", "all the time") as case:
        for worker in case.stack.workers:
            worker.kafka.delay(0.1)
        await case.book()
        await case.comes_to_rest()


@pytest.mark.faults
async def test_two_relays_publish_at_once(faults: Faults) -> None:
    """One has lost its lock with an event on its way; the other publishes that, and what follows; then it arrives."""
    async with faults.case("two relays at once", "the first one's events arrive after the second one's") as case:
        first, second = case.stack.booking, case.stack.member("booking", "worker-2")
        trap = first.kafka.freeze_at(BOOKED)
        case.begin_to_book()
        await trap.caught()
        await second.begin()
        async with case.stack.superuser("booking") as connection:
            await connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted"
                " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
            )
        await case.all_are_booked()
        await eventually(lambda: outbox_is_empty(case), within=60)
        first.kafka.mend()
        await second.is_ready()
        await case.comes_to_rest()
        await second.stop()


async def outbox_is_empty(case: Case) -> bool:
    async with case.stack.superuser("booking") as connection:
        return not await connection.fetchval("SELECT count(*) FROM outbox")


@pytest.mark.parametrize("service", ["booking", "video-links", "notifications"])
@pytest.mark.faults
async def test_a_second_worker_joins_under_load_and_leaves(faults: Faults, service: str) -> None:
    async with faults.case(f"a second worker of {service} joins and leaves", "while series are booked") as case:
        second = case.stack.member(service, "worker-2")
        case.begin_to_book()
        await case.are_answered(1)
        await second.start()
        await case.all_are_booked()
        await second.stop()
