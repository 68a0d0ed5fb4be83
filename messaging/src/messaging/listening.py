"""Hears what Postgres says by NOTIFY, for as long as somebody wants to hear it."""

import asyncio
from collections.abc import Callable
from contextlib import suppress

import structlog

from messaging.database import UNAVAILABLE, connect
from messaging.pauses import USUAL

log = structlog.get_logger(__name__)

LOOK = 15.0  # seconds after which a silent connection is asked whether it is still there


class Listener:
    """Calls `heard` with each payload, and `anew` whenever it begins to hear: what was said before may be missed.

    `url` is a direct connection, since LISTEN is a session's.
    """

    def __init__(self, url: str, channel: str, *, heard: Callable[[str], None], anew: Callable[[], None]) -> None:
        self._url = url
        self._channel = channel
        self._heard = heard
        self._anew = anew
        self.listening = False

    async def run(self) -> None:
        """Until it is cancelled. Where the connection is lost, it is made anew."""
        while True:
            try:
                await self._listen()
            except UNAVAILABLE as error:
                log.warning(
                    "Postgres does not say any more; trying again", channel=self._channel, error=type(error).__name__
                )
            await asyncio.sleep(USUAL.anew)

    async def _listen(self) -> None:
        connection = await connect(self._url)
        try:
            lost = asyncio.Event()
            connection.add_termination_listener(lambda _: lost.set())
            await connection.add_listener(self._channel, lambda *said: self._heard(str(said[3])))
            self.listening = True
            self._anew()
            while not await _happens(lost, within=LOOK):
                await connection.execute("SELECT 1", timeout=5)
        finally:
            self.listening = False
            with suppress(*UNAVAILABLE):
                await connection.close(timeout=1)


async def _happens(event: asyncio.Event, *, within: float) -> bool:
    with suppress(TimeoutError):
        await asyncio.wait_for(event.wait(), within)
    return event.is_set()
