"""What time alone does: links whose time is over die, pages without a word are gone, what lies about is deleted."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta
from typing import Final

import structlog

from messaging.actor import Actor
from messaging.database import UNAVAILABLE, Connection, Database
from video_links import room_store, views
from video_links.commands.clear_room import clear_room
from video_links.commands.end_meeting import let_lapse
from video_links.commands.tell_links import Making
from video_links.domain.room import GONE_AFTER
from video_links.views import Place

log = structlog.get_logger(__name__)

PAUSE: Final = 5.0  # seconds
BATCH: Final = 1000  # more than calls that overrun their window: such a link is found each time, and stays
LITTER: Final = timedelta(hours=1)
BY: Final = "standing"  # what events name as their actor, where nobody did it


class Sweeper:
    """Any number may run: each appointment is looked at anew under its lock."""

    def __init__(self, database: Database, making: Making, *, now: Callable[[], datetime]) -> None:
        self._database = database
        self._making = making
        self._now = now
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
        now = self._now()
        async with self._database.transaction() as connection:
            deserted = await views.deserted_rooms(connection, now - GONE_AFTER, at_most=BATCH)
            over = await views.links_whose_time_is_over(connection, now - self._making.window.after, at_most=BATCH)
            littered = await views.practices_with_litter(connection, now - LITTER)
        for place in deserted:
            await self._clear(place, now)
        for place in over:
            await self._let_lapse(place, now)
        for practice_id in littered:
            async with self._database.transaction(practice_id) as connection:
                await room_store.delete_litter(connection, now - LITTER)

    async def _clear(self, place: Place, now: datetime) -> None:
        by = Actor(place.practice_id, BY)
        async with self._alone(place) as connection:
            await clear_room(connection, place.appointment_id, by=by, now=now, new_id=self._making.new_id)

    async def _let_lapse(self, place: Place, now: datetime) -> None:
        by = Actor(place.practice_id, BY)
        async with self._alone(place) as connection:
            await let_lapse(connection, place.appointment_id, self._making, by=by, now=now)

    @asynccontextmanager
    async def _alone(self, place: Place) -> AsyncIterator[Connection]:
        """A transaction that keeps to itself what is wrong with one appointment."""
        try:
            async with self._database.transaction(place.practice_id) as connection:
                yield connection
        except UNAVAILABLE:
            raise
        except Exception:
            log.exception("one appointment cannot be swept", appointment=str(place.appointment_id))
