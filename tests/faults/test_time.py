"""Clocks that jump, workers that stand still, and hours in which nobody sent."""

import asyncio
import re
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from standing_local import checkout
from standing_local.processes import Program
from tests.faults.case import Case, Faults
from tests.faults.member import Member
from tests.faults.proxy import Trap
from tests.support.eventually import eventually

SESSION = 10.0  # s after which the broker gives a silent consumer's partitions to others


@pytest.mark.parametrize("step", ["claimed, before MAIL FROM", "claimed, recipient named, before DATA"])
@pytest.mark.faults
async def test_a_sender_stands_still_past_its_lease_and_goes_on(faults: Faults, step: str) -> None:
    """Another has sent its message meanwhile; it does not hand it over any more."""
    async with faults.case("SIGSTOP of a sender past its lease, SIGCONT", step) as case:
        first, second = case.stack.notifications, case.stack.member("notifications", "worker-2")
        await case.book()
        await case.comes_to_rest()
        session = case.reception.bookings[0].sessions[1]
        if step.endswith("DATA"):
            await asks_whether_to_hand_over(case, session)
        else:
            trap = first.smtp.freeze_at(rb"MAIL FROM")
            await case.remind(session=session)
            await trap.caught()
        first.pause()
        mails = len(case.stack.mailbox.mails)
        await second.begin()
        await eventually(lambda: more_mails(case, mails), within=120)
        first.mend()
        await second.is_ready()
        await case.comes_to_rest()
        await second.stop()


async def asks_whether_to_hand_over(case: Case, session: dict[str, str]) -> None:
    """Caught with what is said to Postgres of this message once its recipient is named."""
    worker = case.stack.notifications
    async with case.stack.superuser("notifications") as connection:
        reminder: UUID = await connection.fetchval(
            "SELECT id FROM communications WHERE appointment_id = $1 AND trigger = 'reminder'", UUID(session["id"])
        )
    asks: list[Trap] = []
    named = worker.smtp.call_at(
        rb"RCPT TO", call=lambda: asks.append(worker.postgres.freeze_at(re.escape(reminder.bytes)))
    )
    await case.remind(session=session)
    await named.caught()
    await asks[0].caught()


async def more_mails(case: Case, than: int) -> bool:
    return len(case.stack.mailbox.mails) > than


@pytest.mark.parametrize("service", ["booking", "video-links", "notifications"])
@pytest.mark.faults
async def test_a_worker_stands_still_past_its_session_and_goes_on(faults: Faults, service: str) -> None:
    async with faults.case(f"SIGSTOP of the worker of {service} for 15 s, SIGCONT", "handled, not committed") as case:
        first, second = case.stack.member(service, "worker"), case.stack.member(service, "worker-2")
        trap = first.postgres.freeze_at(rb"COMMIT;", after=rb"\{[0-9a-f-]{36}\}")
        case.begin_to_book()
        await trap.caught()
        first.pause()
        await second.begin()
        await asyncio.sleep(SESSION + 5)
        first.mend()
        await case.all_are_booked()
        await second.is_ready()
        await second.stop()


@pytest.mark.faults
async def test_reminders_that_fell_due_while_nobody_sent_go_when_somebody_does(faults: Faults) -> None:
    async with faults.case("no worker of notifications for 1 h", "reminders fall due meanwhile") as case:
        await case.book()
        await case.comes_to_rest()
        await case.stack.notifications.kill()
        await case.remind(ago="1 hour")
        await case.stack.notifications.start()


@pytest.mark.faults
async def test_a_clock_jumps_an_hour_on_and_back(faults: Faults, tmp_path: Path) -> None:
    async with faults.case("the clock of a sender 1 h on and back", "reminders due within the hour") as case:
        await case.book()
        await case.comes_to_rest()
        worker = case.stack.notifications
        await worker.stop()
        clock = Clock(tmp_path / "ahead")
        clock.set(timedelta())
        await worker.begin(clock.of(worker))
        await worker.is_ready()
        await case.remind(sessions=6, ago="-30 minutes")
        mails = len(case.stack.mailbox.mails)
        clock.set(timedelta(hours=1))
        await eventually(lambda: more_mails(case, mails + 5), within=60)
        clock.set(timedelta())
        await case.comes_to_rest()
        clock.set(timedelta(hours=-1))
        await case.comes_to_rest()
        clock.set(timedelta())
        await case.remind()
        await case.comes_to_rest()
        await worker.stop()


class Clock:
    """By which a worker goes, as far ahead of the true one as a test wants."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def set(self, ahead: timedelta) -> None:
        unfinished = self._file.with_suffix(".new")
        unfinished.write_text(str(ahead.total_seconds()))
        unfinished.rename(self._file)

    def of(self, worker: Member) -> Program:
        return replace(
            worker.program,
            command=[sys.executable, "-m", "tests.faults.worker_with_clock", self._file],
            environment={**worker.program.environment, "PYTHONPATH": str(checkout.ROOT)},
        )
