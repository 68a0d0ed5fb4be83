"""One fault at one step: real series are booked under load, it comes, it goes, and nothing is amiss in the end."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from tests.faults.findings import Beginning, Findings, look
from tests.faults.reception import Reception
from tests.faults.stack import FaultStack
from tests.support.eventually import eventually
from tests.support.rest import comes_to_rest

SERIES = 6


@dataclass(frozen=True, slots=True)
class Row:
    """Of the table in docs/reliability.md."""

    fault: str
    step: str
    findings: Findings
    parked: int


@dataclass(frozen=True, slots=True)
class NotRun:
    """Here, and why."""

    fault: str
    step: str
    why: str


@dataclass
class Case:
    stack: FaultStack
    reception: Reception
    since: Beginning
    parked_before: int
    _reminded: set[UUID] = field(default_factory=set, init=False)
    _booking: "asyncio.Task[None] | None" = field(default=None, init=False)

    def begin_to_book(self) -> None:
        """And go on with something else meanwhile."""
        self._booking = asyncio.create_task(self.reception.book_all())

    async def all_are_booked(self) -> None:
        assert self._booking is not None
        await self._booking

    async def are_answered(self, count: int) -> None:
        """So many series, of those that are being booked."""

        async def so_many() -> bool:
            return len(self.reception.answered) >= count

        await eventually(so_many, within=120)

    async def book(self) -> None:
        self.begin_to_book()
        await self.all_are_booked()

    async def comes_to_rest(self) -> None:
        await comes_to_rest(self.stack)

    async def remind(self, *, sessions: int | None = None, session: Any = None, ago: str = "0 seconds") -> None:
        """The reminders of so many sessions, or of this one, or of all that follow a first one, fall due, or did `ago`.

        Each but once.
        """
        later = [session] if session else [each for booking in self.reception.answered for each in booking.sessions[1:]]
        ids = [UUID(each["id"]) for each in later]
        chosen = [session_id for session_id in ids if session_id not in self._reminded][:sessions]
        async with self.stack.superuser("notifications") as connection:
            changed = await connection.execute(
                "UPDATE communications SET due_at = now() - $2::text::interval"
                " WHERE appointment_id = ANY ($1) AND trigger = 'reminder' AND status = 'scheduled'",
                chosen,
                ago,
            )
        assert changed == f"UPDATE {len(chosen)}"
        self._reminded.update(chosen)

    def reminds_anew(self, session: Any) -> None:
        """It was moved: another reminder of it is to fall due."""
        self._reminded.discard(UUID(session["id"]))

    async def stop(self) -> None:
        if self._booking is not None and not self._booking.done():
            self._booking.cancel()
            await asyncio.gather(self._booking, return_exceptions=True)


class Faults:
    """The stack, and what was found in each case."""

    def __init__(self, stack: FaultStack) -> None:
        self.stack = stack
        self.rows: list[Row | NotRun] = []
        self._private_words: set[str] = set()
        self._since: Beginning | None = None

    def not_run(self, fault: str, step: str, why: str) -> None:
        self.rows.append(NotRun(fault, step, why))

    async def leaks(self) -> list[str]:
        """Where a private word of any case stands in clear, once all is written that is written late: spans are."""
        if self._since is None:
            return []
        for member in self.stack.members.values():
            await member.stop()
        return await self._since.leaks(self._private_words)

    @asynccontextmanager
    async def case(
        self, fault: str, step: str, *, copies: int = 0, refused: int = 0, parked: int = 0
    ) -> AsyncIterator[Case]:
        """The block books and lets the fault happen. What is promised is looked at after it.

        `copies`: mails that may come once more with the same Message-ID. `refused`: messages that the mail server
        refuses for good. `parked`: events that are parked.
        """
        stack = self.stack
        self._since = self._since or await Beginning.now(stack)
        await stack.mend()
        async with Reception.opened(stack.settings, series=SERIES) as reception:
            await comes_to_rest(stack)
            case = Case(stack, reception, await Beginning.now(stack), await parked_events(stack))
            try:
                yield case
                await stack.mend()
                if case._booking is not None:
                    await case.all_are_booked()
                await case.comes_to_rest()
                await case.remind()
                await case.comes_to_rest()
            finally:
                await case.stop()
            findings = await look(stack, reception, case.since)
            self._private_words.update(findings.private_words)
            newly_parked = await parked_events(stack) - case.parked_before
        self.rows.append(Row(fault, step, findings, newly_parked))
        assert findings.wrong == []
        assert findings.series == SERIES
        assert (findings.lost, findings.doubled, findings.leaked) == (0, 0, 0)
        assert findings.copies <= copies
        assert findings.refused == refused
        assert newly_parked == parked


async def parked_events(stack: FaultStack) -> int:
    count = 0
    for service in stack.databases:
        async with stack.superuser(service) as connection:
            count += await connection.fetchval("SELECT count(*) FROM parked_events")
    return count
