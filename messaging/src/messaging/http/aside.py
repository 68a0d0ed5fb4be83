"""Work that takes the processor by what somebody sent: beside the event loop, and one piece after the other.

A thread lets the loop go on every few milliseconds. It ends no work: whoever hands it over has bounded its size.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from typing import Final

from messaging.errors import Refusal

PATIENCE: Final = 5.0  # seconds until it is done, with the time that it waits for its turn
WAITING: Final = 20  # pieces at once


class TooBusy(Refusal):
    status = HTTPStatus.SERVICE_UNAVAILABLE
    code = "too-busy"
    title = "Too much of this is asked for just now"
    meaning = "This takes some work, of which one piece is done after the other, and there are too many before it."
    remedy = "Ask again after the time in the header Retry-After. Nothing was done."

    @property
    def headers(self) -> dict[str, str]:
        return {"Retry-After": f"{PATIENCE:.0f}"}


class Aside:
    def __init__(self, *, patience: float = PATIENCE, waiting: int = WAITING) -> None:
        self._patience = patience
        self._places = waiting
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="aside")

    async def do[T](self, work: Callable[[], T]) -> T:
        """Raises TooBusy where it is not done in time; what has not begun by then never does."""
        if not self._places:
            raise TooBusy
        self._places -= 1
        try:
            async with asyncio.timeout(self._patience):
                return await asyncio.get_running_loop().run_in_executor(self._thread, work)
        except TimeoutError as error:
            raise TooBusy from error
        finally:
            self._places += 1
