"""Counts now and then what the other services have not made of booking's series, for a gauge."""

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Final

import structlog

from booking import lookups
from booking.domain.reconciliation import CONCERNS
from booking.metrics import DEVIATIONS
from messaging.database import UNAVAILABLE, Database

log = structlog.get_logger(__name__)

PAUSE: Final = 30.0  # seconds at least
SHARE: Final = 0.02  # of a processor of Postgres's at most: a large diary is counted less often


class Reconciler:
    def __init__(self, database: Database, *, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Until `stop`. While it cannot be counted there is no figure: the last one would look like a new one."""
        while not self._stopping.is_set():
            since = time.monotonic()
            try:
                await self.count()
            except UNAVAILABLE as error:
                DEVIATIONS.clear()
                log.warning("deviations cannot be counted; trying again", error=type(error).__name__)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), max(PAUSE, (time.monotonic() - since) / SHARE))

    def stop(self) -> None:
        self._stopping.set()

    async def count(self) -> None:
        """Once."""
        async with self._database.transaction() as connection:
            counted = await lookups.count_deviations(connection, now=self._now())
        for code, concerns in CONCERNS.items():
            if code in counted:
                DEVIATIONS.labels(code, concerns).set(counted[code])
