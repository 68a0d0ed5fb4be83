"""What the demo does, step by step. The end-to-end tests tell the same story, with a stack of their own."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import httpx

from standing_local.demo.clinic import Clinic
from standing_local.demo.clock_change import week_before_clock_change
from standing_local.demo.findings import Findings, look
from standing_local.demo.inbox import Inbox
from standing_local.settings import Settings
from standing_operator.errors import StandingError

SESSIONS = 4
HOST = "clinician"  # who hosts the sessions of the first demo; later ones stand in
_PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Booked:
    """A booking, and the eyes to see what comes of it."""

    clinic: Clinic
    inbox: Inbox
    series: Any
    practitioner: Any

    async def look(self) -> Findings:
        return await look(self.clinic, self.inbox, self.series, self.practitioner)

    async def settled(self, *, after: timedelta = timedelta(), patience: float = _PATIENCE) -> Findings:
        """What there is once every promise is kept, or else when patience ends, which begins `after` now."""
        findings: Findings | None = None
        try:
            async with asyncio.timeout(after.total_seconds() + patience):
                while findings is None or findings.broken_promises():
                    findings = await self._look_past_failures() or findings
                    await asyncio.sleep(0.5)
        except TimeoutError:
            if findings is None:
                raise StandingError(
                    "Nothing could be seen of the booking: the gateway or the mails do not answer."
                ) from None
        assert findings is not None
        return findings

    async def _look_past_failures(self) -> Findings | None:
        try:
            return await self.look()
        except (httpx.TransportError, httpx.HTTPStatusError):
            return None


@asynccontextmanager
async def booked_series(
    settings: Settings, say: Callable[[str], None], *, reminder_in: timedelta
) -> AsyncIterator[Booked]:
    """Four weekly video sessions, of which the second one's reminder falls due `reminder_in` from now."""
    async with (
        await Clinic.signed_in(settings, "manager") as manager,
        await Clinic.signed_in(settings, "receptionist") as receptionist,
        httpx.AsyncClient(base_url=settings.mail_url, timeout=10) as catcher,
    ):
        practice = await manager.practice()
        say(f"Signed in at {practice['name']} as its manager and as its receptionist")
        name = secrets.token_hex(3)
        practitioner = await manager.add_practitioner(
            f"Dr Sam Brook ({name})", subject=None if await manager.has_practitioner(HOST) else HOST
        )
        address = f"client-{name}@client.example"
        client = await receptionist.add_client("Alex Moss", address)
        zone = ZoneInfo(practice["zone"])
        starts_local = week_before_clock_change(zone, datetime.now(UTC))
        second_start = (starts_local + timedelta(weeks=1)).replace(tzinfo=zone)
        async with reminder_due(manager, second_start, reminder_in):
            series = await receptionist.book(
                practitioner=practitioner,
                client=client,
                kind=await receptionist.kind(video=True),
                starts_local=starts_local,
                recurrence={"frequency": "weekly", "count": SESSIONS},
            )
            say(f"Booked {SESSIONS} weekly video sessions from {starts_local:%A %-d %B %Y, %H:%M} for {address}")
            yield Booked(receptionist, Inbox(catcher, address), series, practitioner)


@asynccontextmanager
async def reminder_due(manager: Clinic, starts_at: datetime, due_in: timedelta) -> AsyncIterator[None]:
    """While this lasts, the practice reminds of a session at `starts_at` in `due_in`. What it had before comes back."""
    (rule,) = await _until(lambda: manager.rules("reminder"))
    lead = starts_at.astimezone(UTC) - datetime.now(UTC) - due_in
    await manager.change_rule(rule, lead=f"PT{int(lead.total_seconds())}S")
    try:
        yield
    finally:
        await manager.change_rule(rule, lead=rule["lead"])


async def _until(ask: Callable[[], Awaitable[Any]]) -> Any:
    """What `ask` answers, once it answers something: a new practice has its rules when it is heard of."""
    async with asyncio.timeout(_PATIENCE):
        while not (answer := await ask()):  # noqa: ASYNC110
            await asyncio.sleep(0.2)
    return answer
