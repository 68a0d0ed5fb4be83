"""Entries of the audit log that are older than an installation keeps them go, now and then."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final

import structlog

from messaging.database import UNAVAILABLE, Database

log = structlog.get_logger(__name__)

PAUSE: Final = 3600.0  # seconds
AT_ONCE: Final = 1000  # entries a transaction


class AuditLifetime:
    """`kept`: how long. The database lets none go that is younger than a year, whoever asks."""

    def __init__(self, database: Database, *, kept: timedelta, now: Callable[[], datetime]) -> None:
        self._database = database
        self._kept = kept
        self._now = now
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Until `stop`."""
        while not self._stopping.is_set():
            try:
                if gone := await self.forget():
                    log.info("entries of the audit log are gone", entries=gone, older_than_days=self._kept.days)
            except UNAVAILABLE as error:
                log.warning("the audit log cannot be looked through; trying again", error=type(error).__name__)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), PAUSE)

    def stop(self) -> None:
        self._stopping.set()

    async def forget(self) -> int:
        """How many went."""
        older_than, gone = self._now() - self._kept, 0
        while not self._stopping.is_set():
            async with self._database.transaction() as connection:
                went = await connection.fetchval("SELECT forget_audit_entries($1, $2)", older_than, AT_ONCE)
            gone += went
            if went < AT_ONCE:
                break
        return gone
