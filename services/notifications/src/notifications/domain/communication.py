from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal, assert_never
from uuid import UUID

from notifications.domain.outcome import (
    Delivered,
    Outcome,
    Postponed,
    Refused,
    Unanswered,
    WaitsForLink,
    Withdrawn,
)
from notifications.domain.rule import Channel, Trigger
from notifications.errors import StaleAttempt

type RecipientRole = Literal["client", "guardian", "carer"]

BACKOFF = (10, 30, 60, 120, 300, 600, 900)  # seconds after the first attempt, the second …; the last one for all later
GIVE_UP = 200  # attempts that a mail server answers with "not now": some two days
HAND_OVERS = 2  # a message whose final answer was lost is sent once more, and no oftener


class Status(StrEnum):
    SCHEDULED = "scheduled"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    FAILED = "failed"
    SUPPRESSED = "suppressed"
    CANCELLED = "cancelled"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class Communication:
    """One message to one recipient: an aggregate of its own.

    A reminder has an appointment and its schedule version, an announcement the change that it tells of, a message that
    brings a current link its appointment and the request: no link older than `link_generation_from` goes in it. A
    cancellation `concerns` sessions, which the series' `change_version` cancelled. `link_of` is the session that it
    leads to, `told_version` the series' version that was last offered. `handed_over` counts attempts that sent the
    whole message and heard no final answer.
    """

    id: UUID
    version: int
    series_id: UUID
    appointment_id: UUID | None
    schedule_version: int | None
    change_id: UUID | None
    rule_id: UUID | None
    trigger: Trigger
    channel: Channel
    recipient: RecipientRole
    carries_link: bool
    link_of: UUID | None
    status: Status
    due_at: datetime
    reason: str | None = None
    detail: str | None = None
    address: str | None = None
    link_generation_from: int | None = None
    concerns: tuple[UUID, ...] = ()
    change_version: int | None = None
    told_version: int | None = None
    link_generation: int | None = None
    sent_at: datetime | None = None
    attempt: int = 0
    handed_over: int = 0

    def claimed(self) -> "Communication":
        """Taken for an attempt: when due, or when the sender before was lost."""
        if self.status is Status.SENDING and self.handed_over >= HAND_OVERS:
            return self._next(status=Status.UNKNOWN, reason="no_final_answer")
        return self._next(status=Status.SENDING, attempt=self.attempt + 1, reason=None, detail=None)

    def withdrawn(self, why: Withdrawn) -> "Communication":
        """Before anybody has taken it for an attempt."""
        return self._next(status=Status(why.status), reason=why.reason, detail=None)

    def leading_to(
        self, session_id: UUID, *, generation: int | None, address: str, series_version: int
    ) -> "Communication":
        """As it was offered to the mail server."""
        link_of = session_id if self.carries_link else None
        return replace(self, link_of=link_of, link_generation=generation, address=address, told_version=series_version)

    def after(self, outcome: Outcome, *, attempt: int, now: datetime) -> "Communication":
        """How it stands after `attempt`. Raises StaleAttempt where another attempt has begun or it has ended."""
        if self.status is not Status.SENDING or self.attempt != attempt:
            raise StaleAttempt(f"Attempt {attempt}; it is {self.status}, attempt {self.attempt}.")
        match outcome:
            case Delivered():
                return self._next(status=Status.SENT, sent_at=now, handed_over=0)
            case Refused(reason, words):
                return self._next(status=Status.FAILED, reason=reason, detail=words)
            case Postponed(reason, words, after_data):
                if reason == "mail_server_busy" and attempt >= GIVE_UP:
                    return self._next(status=Status.FAILED, reason="gave_up", detail=words)
                handed_over = self.handed_over - 1 if after_data else self.handed_over
                return self._again(reason, now, detail=words, handed_over=handed_over)
            case Unanswered():
                if self.handed_over >= HAND_OVERS:
                    return self._next(status=Status.UNKNOWN, reason="no_final_answer")
                return self._again("no_final_answer", now, detail=None, handed_over=self.handed_over)
            case Withdrawn(status, reason):
                return self._next(status=Status(status), reason=reason)
            case WaitsForLink():
                return self._again("waiting_for_link", now, detail=None, handed_over=self.handed_over)
        assert_never(outcome)

    def _again(self, reason: str, now: datetime, *, detail: str | None, handed_over: int) -> "Communication":
        pause = timedelta(seconds=BACKOFF[min(self.attempt, len(BACKOFF)) - 1])
        return self._next(
            status=Status.SCHEDULED, reason=reason, detail=detail, due_at=now + pause, handed_over=handed_over
        )

    def _next(self, **changes: object) -> "Communication":
        return replace(self, version=self.version + 1, **changes)  # type: ignore[arg-type]
