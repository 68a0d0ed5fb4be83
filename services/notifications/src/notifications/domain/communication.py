from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from random import Random
from typing import Final, TypedDict, Unpack, assert_never
from uuid import UUID

from messaging.version import Version
from notifications.domain.outcome import (
    Delivered,
    Held,
    KeptBack,
    Outcome,
    Postponed,
    Reason,
    Refused,
    Unanswered,
    Withdrawn,
)
from notifications.domain.people import RecipientRole
from notifications.domain.rule import Channel, Rule, Trigger
from notifications.errors import StaleAttempt

BACKOFF = (10, 30, 60, 120, 300, 600, 900)  # seconds after the first attempt, the second …; the last one for all later
GIVE_UP = 200  # attempts that a mail server answers with "not now": some two days
SHORTEST = 0.75  # of a pause: whatever fails together does not come back together
JOINED_FOR: Final = timedelta(minutes=5)  # at most: how much later others make an announcement that waits
WITHDRAWN_BY_DIARY: Final[frozenset[Reason]] = frozenset(
    {"link_dead", "session_cancelled", "session_moved", "session_not_known", "session_over"}
)
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


class _Changes(TypedDict, total=False):
    status: Status
    reason: Reason | None
    detail: str | None
    due_at: datetime
    sent_at: datetime
    attempt: int
    handed_over: int
    held_until: datetime | None
    look_again_at: datetime | None
    announce_from: datetime | None
    concerns: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Communication:
    """One message to one recipient: an aggregate of its own.

    A reminder has an appointment and its schedule version, an announcement the change that it tells of, a message that
    brings a current link its appointment and the request: no link older than `link_generation_from` goes in it. A
    cancellation `concerns` appointments, which the series' `change_version` cancelled; an announcement of changes those
    that they touched, and it waits until booking was heard up to `announce_from`. `link_of` is the one that it
    leads to, `told_version` the series' version that was last offered. `handed_over` counts attempts that sent the
    whole message and heard no final answer. One that is held is looked at again at `look_again_at`; `held_until`, once
    set, is when all its holding ends. `superseded`: something has changed since it was claimed.
    `first_due_at` is when it was to go before anything put it off, `traceparent` the trace that planned it.
    `may_repeat`: somebody lets it go although it may have gone before this database came back from a backup.
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
    reason: Reason | None = None
    detail: str | None = None
    address: str | None = None
    link_generation_from: int | None = None
    concerns: tuple[UUID, ...] = ()
    change_version: Version | None = None
    announce_from: datetime | None = None
    told_version: Version | None = None
    link_generation: int | None = None
    sent_at: datetime | None = None
    attempt: int = 0
    handed_over: int = 0
    held_until: datetime | None = None
    look_again_at: datetime | None = None
    superseded: bool = False
    first_due_at: datetime | None = None
    traceparent: str | None = None
    may_repeat: bool = False

    @classmethod
    def without_rule(
        cls,
        *,
        id: UUID,
        series_id: UUID,
        trigger: Trigger,
        carries_link: bool,
        due_at: datetime,
        appointment_id: UUID | None = None,
        schedule_version: int | None = None,
        change_id: UUID | None = None,
        link_of: UUID | None = None,
        link_generation_from: int | None = None,
        concerns: tuple[UUID, ...] = (),
        change_version: Version | None = None,
        announce_from: datetime | None = None,
    ) -> "Communication":
        """What there is to tell the client, before any rule has it go: kept so where none does."""
        return cls(
            id=id,
            version=1,
            series_id=series_id,
            appointment_id=appointment_id,
            schedule_version=schedule_version,
            change_id=change_id,
            rule_id=None,
            trigger=trigger,
            channel=Channel.EMAIL,
            recipient="client",
            carries_link=carries_link,
            link_of=link_of,
            link_generation_from=link_generation_from,
            concerns=concerns,
            change_version=change_version,
            announce_from=announce_from,
            status=Status.SUPPRESSED,
            reason="no_rule",
            due_at=due_at,
        )

    def by(self, rule: Rule, *, id: UUID, due_at: datetime, suppressed: Reason | None) -> "Communication":
        """As a rule has it go, or why that rule does not."""
        return replace(
            self,
            id=id,
            rule_id=rule.id,
            channel=rule.channel,
            status=Status.SUPPRESSED if suppressed else Status.SCHEDULED,
            reason=suppressed,
            due_at=due_at,
        )

    @property
    def waits_to_be_told(self) -> bool:
        """Until a neighbour tells its series or its links."""
        return self.status is Status.HELD and self.reason in ("diary_restored", "links_restored", "waiting_for_link")

    @property
    def is_held_while_behind(self) -> bool:
        """It does not go while a neighbour is not heard: it might be wrong."""
        return self.carries_link or self.trigger is Trigger.CHANGED

    @property
    def is_waiting_announcement(self) -> bool:
        """Of changes: there is one at most that waits, a series, recipient and channel."""
        return self.trigger is Trigger.CHANGED and self.status in (Status.SCHEDULED, Status.HELD)

    @property
    def may_have_gone(self) -> bool:
        """By the attempt that has just ended."""
        return self.status in (Status.SENT, Status.UNKNOWN) or self.reason == "no_final_answer"

    @property
    def counts_as_told(self) -> bool:
        """Changes that go once more, for want of an answer, say again what they said: till then nobody counts as told
        of them."""
        return self.status in (Status.SENT, Status.UNKNOWN) or self.trigger is not Trigger.CHANGED

    @property
    def may_have_arrived(self) -> bool:
        """Although it waits."""
        return self.handed_over > 0 or self.is_in_doubt

    @property
    def may_have_gone_before(self) -> bool:
        """Before the attempt that is just being made: a mailbox may keep that mail, and leave this one out."""
        return self.handed_over > 1

    def given_way(self) -> "Communication":
        """To an announcement that tells all that this one would."""
        if self.handed_over:
            return self._next(status=Status.UNKNOWN, reason="no_final_answer", look_again_at=None)
        return self.withdrawn(Withdrawn("cancelled", "superseded"))

    def joined(self, change: "Communication") -> "Communication":
        """An announcement that waits, and tells of one more change: with the newest of them, and not much later than
        with the first."""
        latest = (self.first_due_at or self.due_at) + JOINED_FOR
        return self._next(
            due_at=max(self.due_at, min(change.due_at, latest)),
            announce_from=_later(self.announce_from, change.announce_from and min(change.announce_from, latest)),
            concerns=tuple(dict.fromkeys((*self.concerns, *change.concerns))),
        )

    def claimed(self) -> "Communication":
        """Taken for an attempt: when due, or when the sender before was lost."""
        if self.status is Status.SENDING and self.handed_over >= HAND_OVERS:
            return self._next(status=Status.UNKNOWN, reason="no_final_answer")
        return self._next(status=Status.SENDING, attempt=self.attempt + 1, reason=None, detail=None)

    def withdrawn(self, why: Withdrawn) -> "Communication":
        """Before anybody has taken it for an attempt."""
        return self._next(status=Status(why.status), reason=why.reason, detail=None, look_again_at=None)

    def released(self, now: datetime, *, starts_at: datetime | None) -> "Communication":
        """Held no more: it can be claimed again. `starts_at` is the start of a reminder's appointment: by then nobody
        is reminded who would have been, had not an event been parked, or this database come back."""
        too_late = starts_at is not None and starts_at <= now
        if self.reason in ("event_parked", "restored") and self.trigger is Trigger.REMINDER and too_late:
            return self.withdrawn(Withdrawn("suppressed", "session_started"))
        return self._next(status=Status.SCHEDULED, reason=None, detail=None, look_again_at=None)

    @property
    def is_in_doubt(self) -> bool:
        """Whether it went is not known, and somebody has to decide."""
        return self.status is Status.HELD and self.reason == "restored"

    def repeated(self, now: datetime, *, starts_at: datetime | None) -> "Communication":
        """It goes, once more perhaps. `starts_at` as where it is released."""
        return replace(self.released(now, starts_at=starts_at), may_repeat=True)

    def not_repeated(self) -> "Communication":
        return self.withdrawn(Withdrawn("suppressed", "not_repeated"))

    def leading_to(
        self, appointment_id: UUID, *, generation: int | None, address: str, series_version: Version
    ) -> "Communication":
        """As it was offered to the mail server."""
        link_of = appointment_id if generation is not None else None
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
            case KeptBack(noted):
                return self._at_once(handed_over=self.handed_over - 1 if noted else self.handed_over)
            case Held() if self.superseded:  # what it waits for may have come meanwhile
                return self._at_once(handed_over=self.handed_over)
            case Held(reason, look_again_at, until):
                return self._next(
                    status=Status.HELD, reason=reason, look_again_at=look_again_at, held_until=until or self.held_until
                )
        assert_never(outcome)

    @property
    def reminder_key(self) -> tuple[UUID | None, int | None, UUID | None, RecipientRole]:
        """One reminder an appointment's time, rule and recipient."""
        return self.appointment_id, self.schedule_version, self.rule_id, self.recipient

    @property
    def withdrawn_by_diary(self) -> bool:
        """It was not sent, since its appointment was not to take place, or not then, by what booking said."""
        withdrawn = self.status in (Status.CANCELLED, Status.SUPPRESSED) and self.handed_over == 0
        return withdrawn and self.reason in WITHDRAWN_BY_DIARY

    def planned_again(self, due_at: datetime) -> "Communication":
        return self._next(
            status=Status.SCHEDULED, reason=None, detail=None, due_at=due_at, held_until=None, look_again_at=None
        )

    def _at_once(self, *, handed_over: int) -> "Communication":
        reason: Reason | None = "superseded" if self.superseded else None
        return self._next(status=Status.SCHEDULED, reason=reason, detail=None, handed_over=handed_over)

    def _again(self, reason: Reason, now: datetime, *, detail: str | None, handed_over: int) -> "Communication":
        """Later; where the mail server turns the installation away, it is held meanwhile."""
        later = now + self._pause()
        if reason == "mail_server_turns_away":
            return self._next(
                status=Status.HELD, reason=reason, detail=detail, look_again_at=later, handed_over=handed_over
            )
        return self._next(status=Status.SCHEDULED, reason=reason, detail=detail, due_at=later, handed_over=handed_over)

    def _pause(self) -> timedelta:
        longest = BACKOFF[min(self.attempt, len(BACKOFF)) - 1]
        chance = Random(f"{self.id} {self.attempt}").random()  # noqa: S311 no secret, and the same whenever it is asked
        return timedelta(seconds=longest * (SHORTEST + (1 - SHORTEST) * chance))

    def _next(self, **changes: Unpack[_Changes]) -> "Communication":
        return replace(self, version=self.version + 1, superseded=False, **changes)


def _later(one: datetime | None, other: datetime | None) -> datetime | None:
    return max(one, other) if one and other else one or other
