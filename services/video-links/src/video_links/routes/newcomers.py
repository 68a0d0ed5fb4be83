"""The sockets that have not said yet who they are."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

OF_ONE: Final = 20  # at once from one address, at each replica
OF_ALL: Final = 1_000


class Newcomers:
    """Where there are too many, those go that have waited longest: whoever has a ticket shows it at once, and comes in
    whatever others hold open from the same address."""

    def __init__(self, *, of_one: int = OF_ONE, of_all: int = OF_ALL) -> None:
        self._of_one = of_one
        self._of_all = of_all
        self._waiting: dict[asyncio.Timeout, str] = {}  # longest first

    @contextmanager
    def one(self, address: str, patience: asyncio.Timeout) -> Iterator[None]:
        """`patience` runs out when its place is taken."""
        if len(self._waiting) >= self._of_all:
            self._send_away(next(iter(self._waiting)))
        same = [waiting for waiting, its_address in self._waiting.items() if its_address == address]
        if len(same) >= self._of_one:
            self._send_away(same[0])
        self._waiting[patience] = address
        try:
            yield
        finally:
            self._waiting.pop(patience, None)

    def _send_away(self, patience: asyncio.Timeout) -> None:
        del self._waiting[patience]
        patience.reschedule(asyncio.get_running_loop().time())
