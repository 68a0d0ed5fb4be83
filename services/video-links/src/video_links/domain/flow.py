"""How much one page may say on its socket."""

from typing import Final

FRAMES: Final = 10  # a second
FRAMES_AT_ONCE: Final = 200  # a call begins with a hundred at most, half of them what the other side says has arrived
CHARACTERS: Final = 65_536  # a second
CHARACTERS_AT_ONCE: Final = 1_000_000


class Flow:
    """An even rate of both, after as much at once as was not said before. Moments are seconds on any clock that only
    goes on."""

    def __init__(self, now: float) -> None:
        self._frames_free_at = now - FRAMES_AT_ONCE / FRAMES
        self._characters_free_at = now - CHARACTERS_AT_ONCE / CHARACTERS

    def pause(self, characters: int, now: float) -> float:
        """For how many seconds nothing more is to be read, after a frame of so many characters."""
        self._frames_free_at = max(self._frames_free_at, now - FRAMES_AT_ONCE / FRAMES) + 1 / FRAMES
        self._characters_free_at = (
            max(self._characters_free_at, now - CHARACTERS_AT_ONCE / CHARACTERS) + characters / CHARACTERS
        )
        return max(0.0, self._frames_free_at - now, self._characters_free_at - now)
