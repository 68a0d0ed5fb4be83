"""How long the chassis waits before it tries or looks again: one set for a worker, in seconds."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Pauses:
    """`tries`: between the tries of an event, which stay within 5 s. `backoff`: after the environment failed, from and
    at most, far below `max_poll_interval`, past which others take the partitions. `look`: between looks at newly
    assigned partitions, and at whether a gap was accepted. `poll`: of the relay, where a NOTIFY went missing. `anew`:
    before a relay, a consumer or a listener begins anew. `stopped`: before a key whose publish failed is tried again,
    so that it does not hold up the others."""

    tries: tuple[float, ...] = (0.2, 1.0)
    backoff: tuple[float, float] = (0.5, 15.0)
    look: float = 1.0
    poll: float = 1.0
    anew: float = 1.0
    stopped: float = 5.0


USUAL: Final = Pauses()
