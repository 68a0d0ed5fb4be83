"""Judges now and then, some series at a time, what the other services have made of booking's, for a gauge."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from typing import Final
from uuid import UUID

from booking import lookups
from booking.commands.judge_series import judge_series
from booking.domain.reconciliation import CONCERNS, Code
from booking.metrics import DEVIATIONS, DEVIATIONS_COUNTED
from messaging.database import Database
from messaging.repeating import Repeating

JUDGED: Final = 500  # series a practice and tick


class Reconciler(Repeating):
    """A round goes through the series of all practices, in as many ticks as it takes."""

    pause = 30.0  # between rounds
    share = 0.02  # a large diary is gone through more slowly

    def __init__(self, database: Database, *, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._database = database
        self._now = now
        # How far each practice has been gone through that is not done.
        self._after: dict[UUID, UUID | None] = {}
        self._found: Counter[Code] = Counter()
        self._last: Counter[Code] = Counter()

    async def _once(self) -> float:
        return self.pause if await self.tick() else 0.0

    async def tick(self) -> bool:
        """Goes on with the round, or begins one; whether that is the end of it."""
        now = self._now()
        if not self._after:
            async with self._database.transaction() as connection:
                self._after = dict.fromkeys(await lookups.find_practices(connection))
            self._found.clear()
        for practice_id, after in list(self._after.items()):
            await self._go_on(practice_id, after, now)
        done = not self._after
        if done:
            self._last = self._found.copy()
            DEVIATIONS_COUNTED.set(now.timestamp())
        for code, concerns in CONCERNS.items():
            if done or self._found[code] > self._last[code]:
                DEVIATIONS.labels(code, concerns).set(self._found[code])
        return done

    async def _go_on(self, practice_id: UUID, after: UUID | None, now: datetime) -> None:
        async with self._database.transaction(practice_id) as connection:
            page = await judge_series(connection, practice_id, now=now, after=after, at_most=JUDGED)
        self._found.update(finding.code for each in page.series for finding in each.findings)
        if page.next is None:
            del self._after[practice_id]
        else:
            self._after[practice_id] = page.next
