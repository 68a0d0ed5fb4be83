"""One attempt to send a message."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from notifications.domain.material import Ready
from notifications.domain.outcome import Outcome
from notifications.domain.rule import Trigger


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message that is this worker's for one attempt."""

    practice_id: UUID
    communication_id: UUID
    attempt: int
    trigger: Trigger
    first_due_at: datetime | None
    traceparent: str | None

    @property
    def key(self) -> tuple[UUID, int]:
        return self.communication_id, self.attempt


@dataclass(frozen=True, slots=True)
class Ended:
    """How an attempt ended; `offered` is what the mail server was offered, if anything."""

    claimed: Claimed
    outcome: Outcome
    offered: Ready | None
