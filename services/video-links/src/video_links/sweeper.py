"""What time alone does: links whose time is over die, pages without a word are gone, what lies about is deleted."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Final

import structlog

from messaging.actor import Actor
from messaging.database import UNAVAILABLE, Connection, Database
from messaging.repeating import Repeating
from video_links.commands.clear_litter import clear_litter
from video_links.commands.clear_room import clear_room
from video_links.commands.end_call import let_lapse
from video_links.domain.presence import GONE_AFTER
from video_links.installation import Installation
from video_links.lookups import (
    AppointmentRef,
    find_deserted_rooms,
    find_links_whose_time_is_over,
    find_practices_with_litter,
)

log = structlog.get_logger(__name__)

BATCH: Final = 1000  # more than calls that overrun their window: such a link is found each time, and stays
LITTER: Final = timedelta(hours=1)
BY: Final = "standing"  # what events name as their actor, where nobody did it


class Sweeper(Repeating):
    """Any number may run: each appointment is looked at anew under its lock."""

    pause = 5.0

    def __init__(self, database: Database, installation: Installation) -> None:
        super().__init__()
        self._database = database
        self._installation = installation

    async def _once(self) -> float:
        await self.sweep()
        return self.pause

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
