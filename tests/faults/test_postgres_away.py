"""Postgres is away, or refuses."""

import asyncio
from pathlib import Path
from typing import Final

import pytest

from tests.faults.case import Case, Faults
from tests.faults.refusals import NotToBeHad, deadlock, kept_on, refused, small_disk
from tests.support.eventually import eventually

# Where each service writes what a booking brings it.
TABLES: Final = {"booking": "appointments", "video_links": "links", "notifications": "communications"}


@pytest.mark.faults
async def test_postgres_is_killed_and_started_again_while_series_are_booked(faults: Faults) -> None:
    async with faults.case("kill -9 of Postgres", "while series are booked") as case:
        case.begin_to_book()
        await case.are_answered(2)
        await case.stack.postgres.kill()
        await case.stack.postgres.start()


@pytest.mark.faults
async def test_postgres_is_restarted_while_messages_go_out(faults: Faults) -> None:
    async with faults.case("Postgres restarted", "while messages go out", copies=16) as case:
        await case.book()
        await case.comes_to_rest()
        trap = case.stack.notifications.smtp.freeze_at(rb"MAIL FROM")
        await case.remind()
        await trap.caught()
        await case.stack.postgres.stop()
        case.stack.notifications.smtp.mend()
        await case.stack.postgres.start()


@pytest.mark.parametrize("service", list(TABLES))
@pytest.mark.faults
async def test_all_connections_to_postgres_are_cut(faults: Faults, service: str) -> None:
    async with faults.case(f"connections of {service} to Postgres cut", "while series are booked") as case:
        case.begin_to_book()
        await case.are_answered(2)
        for role in ("api", "worker"):
            way = case.stack.member(service.replace("_", "-"), role).postgres
            way.cut()
            way.mend()


@pytest.mark.faults
async def test_postgres_is_gone_and_does_not_say_so(faults: Faults) -> None:
    """The connections are half open, until their users' time-out of 30 s has passed and the way is there again."""
    async with faults.case("Postgres gone without a word (half-open)", "while series are told") as case:
        case.begin_to_book()
        await case.are_answered(2)
        for worker in case.stack.workers:
            worker.postgres.drop_servers()
        await case.all_are_booked()
        await asyncio.sleep(35)
        for worker in case.stack.workers:
            worker.postgres.forget()


@pytest.mark.parametrize("service", list(TABLES))
@pytest.mark.faults
async def test_a_transaction_is_the_victim_of_a_deadlock(faults: Faults, service: str) -> None:
    async with (
        faults.case("deadlock", f"{service.replace('_', '-')} writes {TABLES[service]}") as case,
        deadlock(case.stack, service, TABLES[service]),
    ):
        await case.book()
        await case.comes_to_rest()


@pytest.mark.parametrize("service", list(TABLES))
@pytest.mark.faults
async def test_a_transaction_cannot_be_serialised(faults: Faults, service: str) -> None:
    async with (
        faults.case("serialisation failure, 3 times", f"{service.replace('_', '-')} writes {TABLES[service]}") as case,
        refused(case.stack, service, TABLES[service], sqlstate="40001", times=3),
    ):
        await case.book()
        await case.comes_to_rest()


@pytest.mark.faults
async def test_the_disk_is_full(faults: Faults, server_directory: Path) -> None:
    step = "notifications keeps series and messages"
    try:
        disk = small_disk(server_directory / "small")
        with disk as directory:
            async with (
                faults.case("disk full", step) as case,
                kept_on(directory, case.stack, "notifications", "series", "communications") as space,
            ):
                space.fill()
                await case.book()
                await eventually(lambda: has_said(case, "DiskFullError"), within=60)
                space.free()
                await case.comes_to_rest()
    except NotToBeHad as error:
        faults.not_run("disk full", step, str(error))
        pytest.skip(str(error))


async def has_said(case: Case, words: str) -> bool:
    log = case.stack.notifications.program.log
    return words in await asyncio.to_thread(log.read_text)
