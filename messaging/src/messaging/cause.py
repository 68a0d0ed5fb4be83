from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from messaging.actor import Actor


@dataclass(frozen=True, slots=True)
class Cause:
    """The event that set a handler off. `time` is when it was decided, which may be long ago."""

    event_id: UUID
    time: datetime
    actor: Actor

    @property
    def practice_id(self) -> UUID:
        return self.actor.practice_id
