"""What time alone does: links whose time is over die, pages without a word are gone, what lies about is deleted."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta
from typing import Final

import structlog

from messaging.actor import Actor
from messaging.database import UNAVAILABLE, Connection, Database
from video_links.commands.clear_litter import clear_litter
from video_links.commands.clear_room import clear_room
from video_links.commands.end_meeting import let_lapse
from video_links.domain.room import GONE_AFTER
from video_links.installation import Installation
from video_links.lookups import (
    AppointmentRef,
    find_deserted_rooms,
    find_links_whose_time_is_over,
    find_practices_with_litter,
)

log = structlog.get_logger(__name__)

PAUSE: Final = 5.0  # seconds
BATCH: Final = 1000  # more than calls that overrun their window: such a link is found each time, and stays
LITTER: Final = timedelta(hours=1)
BY: Final = "standing"  # what events name as their actor, where nobody did it


class Sweeper:
    """Any number may run: each appointment is looked at anew under its lock."""

    def __init__(self, database: Database, installation: Installation) -> None:
        self._database = database
        self._installation = installation
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Until `stop`. Whatever fails is tried again."""
        while not self._stopping.is_set():
            try:
                await self.sweep()
            except UNAVAILABLE as error:
                log.warning("Postgres does not answer; trying again", error=type(error).__name__)
            except Exception:
                log.exception("sweeping broke off; trying again")
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), PAUSE)

    def stop(self) -> None:
        self._stopping.set()

    async def sweep(self) -> None:
        """Once. Rooms come first: a link lives while anybody is there."""
        now = self._installation.now()
        ended_before = now - self._installation.window.after
        async with self._database.transaction() as connection:
            deserted = await find_deserted_rooms(connection, seen_before=now - GONE_AFTER, at_most=BATCH)
            over = await find_links_whose_time_is_over(connection, ended_before=ended_before, at_most=BATCH)
            littered = await find_practices_with_litter(connection, made_before=now - LITTER)
        for room in deserted:
            await self._clear(room, now)
        for link in over:
            await self._let_lapse(link, now)
        for practice_id in littered:
            async with self._database.transaction(practice_id) as connection:
                await clear_litter(connection, made_before=now - LITTER)

    async def _clear(self, room: AppointmentRef, now: datetime) -> None:
        by = Actor(room.practice_id, BY)
        async with self._alone(room) as connection:
            await clear_room(connection, room.appointment_id, by=by, now=now, installation=self._installation)

    async def _let_lapse(self, link: AppointmentRef, now: datetime) -> None:
        by = Actor(link.practice_id, BY)
        async with self._alone(link) as connection:
            await let_lapse(connection, link.appointment_id, by=by, now=now, installation=self._installation)

    @asynccontextmanager
    async def _alone(self, appointment: AppointmentRef) -> AsyncIterator[Connection]:
        """A transaction that keeps to itself what is wrong with one appointment."""
        try:
            async with self._database.transaction(appointment.practice_id) as connection:
                yield connection
        except UNAVAILABLE:
            raise
        except Exception:
            log.exception("one appointment cannot be swept", appointment=str(appointment.appointment_id))
