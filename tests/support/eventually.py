"""Waiting in tests: for a condition and with a deadline, never for a time."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Final

LONGER: Final = 0.1  # of the time that was waited
LONGEST: Final = 1.0  # s


async def eventually[T](condition: Callable[[], Awaitable[T]], *, within: float = 60, each: float = 0.02) -> T:
    """What `condition` answers once it is true. Raises TimeoutError with the last answer.

    `within` is for a machine that does other work too. It is asked after `each` s, and the longer it takes the less
    often, up to once a second: asking costs what others that run at the same time would use, and nothing is seen later
    by it than by a tenth of the time that it takes.
    """
    began = time.monotonic()
    while True:
        answer = await condition()
        if answer:
            return answer
        waited = time.monotonic() - began
        if waited > within:
            raise TimeoutError(f"still {answer!r} after {within} s")
        await asyncio.sleep(max(each, min(waited * LONGER, LONGEST)))
