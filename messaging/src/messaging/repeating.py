"""What time alone asks for: done again and again, a pause apart."""

import asyncio
import math
import time
from abc import ABC, abstractmethod
from contextlib import suppress
from typing import ClassVar

import structlog

from messaging.database import UNAVAILABLE

log = structlog.get_logger(__name__)


class Repeating(ABC):
    """A task of a worker. Whatever fails is tried again, and takes nothing else down.

    `pause`: seconds to the next time, also after a failure. `share`: of the time at most, so that what takes long is
    done less often.
    """

    pause: ClassVar[float]
    share: ClassVar[float] = math.inf

    def __init__(self) -> None:
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Until `stop`."""
        while not self._stopping.is_set():
            began, pause = time.monotonic(), self.pause
            try:
                pause = await self._once()
            except UNAVAILABLE as error:
                log.warning("Postgres does not answer; trying again", task=self._name, error=type(error).__name__)
            except Exception:
                log.exception("broke off; trying again", task=self._name)
            with suppress(TimeoutError):
                elapsed = time.monotonic() - began
                await asyncio.wait_for(self._stopping.wait(), max(pause, elapsed / self.share))

    def stop(self) -> None:
        self._stopping.set()

    @abstractmethod
    async def _once(self) -> float:
        """The seconds to the next time."""

    @property
    def _name(self) -> str:
        return type(self).__name__
