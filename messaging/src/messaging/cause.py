from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from messaging.actor import Actor


@dataclass(frozen=True, slots=True)
class Cause:
    """The event that set a handler off. `time` is when it was decided, which may be long ago; `incarnation` is that of
    the database which told it."""

    event_id: UUID
    time: datetime
    actor: Actor
    incarnation: int = 0

    @property
    def practice_id(self) -> UUID:
        return self.actor.practice_id
