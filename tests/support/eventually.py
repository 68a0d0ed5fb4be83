"""Waiting in tests: for a condition and with a deadline, never for a time."""

import asyncio
import time
from collections.abc import Awaitable, Callable


async def eventually[T](condition: Callable[[], Awaitable[T]], *, within: float = 30, each: float = 0.02) -> T:
    """What `condition` answers once it is true; asked every `each` s. Raises TimeoutError with the last answer."""
    deadline = time.monotonic() + within
    while True:
        answer = await condition()
        if answer:
            return answer
        if time.monotonic() > deadline:
            raise TimeoutError(f"still {answer!r} after {within} s")
        await asyncio.sleep(each)
