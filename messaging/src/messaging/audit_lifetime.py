"""Entries of the audit log that are older than an installation keeps them go, now and then."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

import structlog

from messaging.database import Database
from messaging.repeating import Repeating

log = structlog.get_logger(__name__)

AT_ONCE: Final = 1000  # entries a transaction


class AuditLifetime(Repeating):
    """`kept`: how long. The database lets none go that is younger than a year, whoever asks."""

    pause = 3600.0

    def __init__(self, database: Database, *, kept: timedelta, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._database = database
        self._kept = kept
        self._now = now

    async def _once(self) -> float:
        if gone := await self.forget():
            log.info("entries of the audit log are gone", entries=gone, older_than_days=self._kept.days)
        return self.pause

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
