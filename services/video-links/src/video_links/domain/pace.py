"""How many of what costs something are answered in a second."""

from typing import Final

PATIENCE: Final = 2.0  # seconds that somebody waits at most
WAITING: Final = 200  # who wait at once


class Pace:
    """`a_second` at an even pace, after as many at once where it was quiet. Moments are seconds on any clock that only
    goes on."""

    def __init__(self, a_second: int, *, patience: float = PATIENCE, waiting: int = WAITING) -> None:
        self.patience = patience
        self._each = 1 / a_second
        self._longest = min(patience, waiting * self._each)
        self._taken_until = float("-inf")

    def turn(self, now: float) -> float | None:
        """How many seconds until it is one's turn; None where too many wait already."""
        at = max(self._taken_until + self._each, now - 1 + self._each)
        if at - now > self._longest:
            return None
        self._taken_until = at
        return max(0.0, at - now)
