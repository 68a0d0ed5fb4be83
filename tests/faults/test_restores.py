"""A database comes back from a backup, twice, alone or all three, and who operates the installation does as
docs/operations.md says under "When a database came back from a backup". Diary, links and messages agree in the end,
nothing goes twice, and what clients hold works."""

import asyncio
import json
import secrets
import urllib.error
import urllib.request
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pytest

from standing_local.ports import HOST
from standing_local.processes import run
from standing_local.service import Service
from tests.faults.case import Case, Faults
from tests.faults.stack import FaultStack
from tests.support.eventually import eventually

TIMES: Final = 2  # that it comes back


class Backup:
    """A dump of one service's database, and when it was begun."""

    def __init__(self, stack: FaultStack, service: str, file: Path) -> None:
        self._stack = stack
        self._service = service
        self._file = file
        self.begun_at = datetime.now(UTC)

    @classmethod
    async def of(cls, stack: FaultStack, service: str) -> "Backup":
        backup = cls(stack, service, stack.settings.directory / f"{service}.dump")
        owner = stack.databases[service].owner_url
        await _tool(stack, "pg_dump", "--enable-row-security", "-Fc", "-d", owner, "-f", str(backup._file))
        return backup

    async def is_played_in(self) -> None:
        """Its processes do not run meanwhile. A watermark has told of what came since: one goes each 5 s."""
        await eventually(self._all_is_said, within=60)
        members = [self._stack.member(self._name, role) for role in ("api", "worker")]
        for member in members:
            await member.stop()
        await _tool(
            self._stack,
            "pg_restore",
            "--clean",
            "--if-exists",
            "--single-transaction",
            "-d",
            self._stack.databases[self._service].superuser_url,
            str(self._file),
        )
        for member in members:
            await member.begin()
        await members[0].is_ready()

    async def is_noticed(self) -> None:
        """By the worker, whose readiness says what to run."""
        port = self._stack.member(self._name, "worker").port

        async def asks_for_it() -> bool:
            return f"{self._name} restored" in await asyncio.to_thread(_health, port)

        await eventually(asks_for_it, within=120)

    async def _all_is_said(self) -> bool:
        async with self._stack.superuser(self._service) as connection:
            said: bool = await connection.fetchval(
                "SELECT last_watermark.last_row = outbox_id_seq.last_value FROM last_watermark, outbox_id_seq"
            )
        return said

    @property
    def _name(self) -> str:
        return self._service.replace("_", "-")


def _health(port: int) -> str:
    try:
        with urllib.request.urlopen(f"http://{HOST}:{port}/health/worker", timeout=5) as answer:
            return str(answer.read())
    except urllib.error.HTTPError as error:
        return " ".join(json.loads(error.read())["trouble"])
    except OSError as error:
        return str(error)


async def _tool(stack: FaultStack, name: str, *arguments: str) -> None:
    ran = await asyncio.create_subprocess_exec(
        stack.binaries / name, *arguments, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    said, _ = await ran.communicate()
    assert ran.returncode == 0, said.decode()


def commands_of(case: Case) -> Callable[[str, str], Awaitable[None]]:
    """A service's command as somebody runs it from a shell."""
    services: dict[str, Service] = case.stack.services

    async def runs(service: str, command: str) -> None:
        await run(services[service].command(*command.split()))

    return runs


async def test_invariant_6_notifications_alone_comes_back_and_sends_nothing_twice(faults: Faults) -> None:
    async with faults.case("notifications' database came back", "after six confirmations") as case:
        backup = await Backup.of(case.stack, "notifications")
        await case.book()
        await case.comes_to_rest()
        for _ in range(TIMES):
            await backup.is_played_in()
            await backup.is_noticed()
            await commands_of(case)("notifications", f"restored --from {backup.begun_at.isoformat()}")
            await case.stack.notifications.is_ready()
            await case.comes_to_rest()


@pytest.mark.faults
async def test_video_links_alone_comes_back_and_what_clients_hold_works(faults: Faults) -> None:
    async with faults.case("video-links' database came back", "after six series had their links") as case:
        backup = await Backup.of(case.stack, "video_links")
        await case.book()
        await case.comes_to_rest()
        for _ in range(TIMES):
            await backup.is_played_in()
            await backup.is_noticed()
            await commands_of(case)("video_links", "restored")
            await commands_of(case)("booking", "resync all")
            await case.stack.video_links.is_ready()
            await case.comes_to_rest()


@pytest.mark.faults
async def test_booking_alone_comes_back_and_the_others_follow_what_it_says_from_then_on(faults: Faults) -> None:
    """A cancellation is lost with what came after the backup; the next one is followed."""
    async with faults.case("booking's database came back", "after a cancellation") as case:
        await case.book()
        await case.comes_to_rest()
        backup = await Backup.of(case.stack, "booking")
        lost, later = case.reception.bookings[:2]
        for _ in range(TIMES):
            await cancels_untold(case, lost.series, lost.sessions[1])
            await case.comes_to_rest()
            await backup.is_played_in()
            await backup.is_noticed()
            await commands_of(case)("booking", "restored")
            await case.stack.booking.is_ready()
            await case.comes_to_rest()
        await case.reception.cancel(later, later.sessions[1])


@pytest.mark.faults
@pytest.mark.parametrize("healed", [True, False], ids=["when all is healed", "in the middle of healing"])
async def test_all_three_come_back_from_dumps_that_were_taken_one_after_another(faults: Faults, healed: bool) -> None:
    """While reminders go out; then a cancellation is lost with what came after. And they come back once more."""
    when = "when all is healed" if healed else "in the middle of healing"
    async with faults.case(f"all three databases came back, twice, {when}", "dumps while reminders go out") as case:
        await case.book()
        await case.comes_to_rest()
        await case.remind(sessions=6)
        backups = [await Backup.of(case.stack, service) for service in ("booking", "video_links", "notifications")]
        await case.comes_to_rest()
        lost = case.reception.bookings[0]
        for time in range(TIMES):
            await cancels_untold(case, lost.series, lost.sessions[-1])
            if healed or time == 0:
                await case.comes_to_rest()
            for backup in backups:
                await backup.is_played_in()
            since = min(backup.begun_at for backup in backups).isoformat()
            for service, command in (
                ("notifications", f"restored --from {since}"),
                ("booking", "restored"),
                ("video_links", "restored"),
                ("booking", "resync all"),
            ):
                await commands_of(case)(service, command)
            for worker in case.stack.workers:
                await worker.is_ready()
            if healed:
                await case.comes_to_rest()


async def cancels_untold(case: Case, series: Any, session: Any) -> None:
    answer = await case.reception.api.post(
        f"/booking/v1/appointments/{session['id']}:cancel",
        json={"scope": "this", "notify": False},
        headers={"Idempotency-Key": secrets.token_urlsafe(), "If-Match": await case.reception.etag(series["id"])},
    )
    assert answer.is_success, answer.text
