"""From the answer to a booking until the mail server has its confirmation: the whole stack, with `delay` 0.

Each series of four video sessions is booked over the gateway when the confirmation before has arrived. The mail server
is the mail catcher, which writes each mail into a file; the time ends when the file is seen. The peer is a mail of the
same size that is handed to the same mail catcher by bare aiosmtplib on a kept connection.
"""

import asyncio
import os
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

from aiosmtplib import SMTP

from benchmarks.measure import in_turns, latencies
from standing_local.demo.clinic import Clinic
from standing_local.ports import HOST
from tests.e2e.running_stack import RunningStack

_ROUNDS = 5
_BOOKINGS = 30  # in each round
_TEXT = "All your dates, and the first session's link.\n" * 240  # about as large as a confirmation


async def measured(directory: Path) -> str:
    stack = RunningStack.in_directory(directory)
    await stack.start()
    mails = stack.settings.directory / "mail"
    try:
        async with await Clinic.signed_in(stack.settings, "manager") as clinic:
            desk = await _Desk.opened(clinic)
            smtp = SMTP(hostname=HOST, port=stack.settings.ports.smtp)
            await smtp.connect()

            async def booked() -> Sequence[float]:
                return [await _arrival(mails, desk.book) for _ in range(_BOOKINGS)]

            async def bare() -> Sequence[float]:
                return [await _arrival(mails, lambda: _hand_over(smtp)) for _ in range(_BOOKINGS)]

            taken = await in_turns({"a confirmation": booked, "bare aiosmtplib": bare}, rounds=_ROUNDS)
            await smtp.quit()
    finally:
        await stack.stop()
    return latencies("until the mail server has it", taken, peer="bare aiosmtplib")


class _Desk:
    """Books one series after the other, of a new practitioner every ten weeks."""

    def __init__(self, clinic: Clinic, client: object, kind: object) -> None:
        self._clinic = clinic
        self._client = client
        self._kind = kind
        self._practitioner: object = None
        self._booked = 0

    @classmethod
    async def opened(cls, clinic: Clinic) -> "_Desk":
        client = await clinic.add_client("Ida Frost", "ida@client.example")
        return cls(clinic, client, await clinic.kind(video=True))

    async def book(self) -> float:
        """When it was answered."""
        block, hour = divmod(self._booked, 8)
        if self._booked % 80 == 0:
            self._practitioner = await self._clinic.add_practitioner(f"Dr. {self._booked}")
        self._booked += 1
        day = datetime.now() + timedelta(weeks=2 + 4 * (block % 10))  # noqa: DTZ005
        await self._clinic.book(
            practitioner=self._practitioner,
            client=self._client,
            kind=self._kind,
            starts_local=day.replace(hour=9 + hour, minute=0, second=0, microsecond=0),
            recurrence={"frequency": "weekly", "count": 4},
            accept=["client_elsewhere"],
        )
        return time.perf_counter()


async def _hand_over(smtp: SMTP) -> float:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@standing.example", "b@client.example", "Your sessions"
    message.set_content(_TEXT)
    since = time.perf_counter()
    await smtp.send_message(message)
    return since


async def _arrival(mails: Path, cause: Callable[[], Awaitable[float]]) -> float:
    """ms from what `cause` says to one more mail."""
    there = _count(mails)
    since = await cause()
    async with asyncio.timeout(60):
        while _count(mails) == there:  # noqa: ASYNC110
            await asyncio.sleep(0.002)
    return max(time.perf_counter() - since, 0.0) * 1000


def _count(mails: Path) -> int:
    return sum(entry.name.endswith(".eml") for entry in os.scandir(mails))
