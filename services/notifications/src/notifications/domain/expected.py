"""Which messages a booking would cause by the rules as they are: asked before it is saved."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal
from uuid import UUID

from notifications.domain.communication import Communication, Status
from notifications.domain.lead import LONGEST
from notifications.domain.new_id import NewId
from notifications.domain.planning import plan_cancellation, plan_confirmation, plan_reminders, told_of
from notifications.domain.rule import Rule, Trigger
from notifications.domain.series import Appointment, Series


@dataclass(frozen=True, slots=True)
class ExpectedMessages:
    """What one rule would send: `count` of them, in words that follow one another in a sentence."""

    rule: Rule
    count: int
    what: str
    when: str
    carries: str | None

    @property
    def words(self) -> str:
        """4 reminders, 24 h before each later session, each with its own link"""
        return ", ".join(filter(None, (f"{self.count} {self.what}", self.when, self.carries)))


@dataclass(frozen=True, slots=True)
class Gap:
    """What would not be sent. `title` says why, `words` what follows from it."""

    code: Literal["no_confirmation", "no_reminder", "no_message", "no_cancellation"]
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class Expected:
    messages: tuple[ExpectedMessages, ...]
    warnings: tuple[Gap, ...]


def expected(
    rules: Sequence[Rule], *, kind_id: UUID, video: bool, appointments: int, now: datetime, new_id: NewId
) -> Expected:
    """By planning the messages of a series that is booked now and lies so far ahead that every reminder is in time."""
    series = _series(kind_id, video=video, appointments=appointments, now=now, new_id=new_id)
    confirmations = plan_confirmation(series, rules, change_id=new_id(), booked_at=now, now=now, new_id=new_id)
    reminders = plan_reminders(series, rules, told_of=told_of(confirmations, series, now), now=now, new_id=new_id)
    going = [message for message in (*confirmations, *reminders) if message.status is Status.SCHEDULED]
    return Expected(
        messages=tuple(
            _messages(rule, [message for message in going if message.rule_id == rule.id], appointments)
            for rule in rules
            if any(message.rule_id == rule.id for message in going)
        ),
        warnings=tuple(_gaps(going, video=video, appointments=appointments)),
    )


def expected_of_cancelling(
    rules: Sequence[Rule], *, kind_id: UUID, video: bool, appointments: int, now: datetime, new_id: NewId
) -> Expected:
    """What one cancellation of so many appointments would cause, of which the client knows."""
    series = _series(kind_id, video=video, appointments=appointments, now=now, new_id=new_id)
    planned = plan_cancellation(
        series,
        rules,
        change_id=new_id(),
        cancelled=[appointment.id for appointment in series.appointments],
        cancelled_at=now,
        may_know=True,
        now=now,
        new_id=new_id,
    )
    going = {message.rule_id for message in planned if message.status is Status.SCHEDULED}
    gap = Gap("no_cancellation", "No message is set up for cancellations.", "Nothing would be sent to the client.")
    return Expected(
        messages=tuple(
            ExpectedMessages(rule, 1, "cancellation", rule.when(), None) for rule in rules if rule.id in going
        ),
        warnings=() if going else (gap,),
    )


def _series(kind_id: UUID, *, video: bool, appointments: int, now: datetime, new_id: NewId) -> Series:
    starts = [now + 2 * LONGEST + timedelta(weeks=week) for week in range(appointments)]
    return Series(
        id=new_id(),
        version=1,
        practitioner_id=new_id(),
        client_id=new_id(),
        kind_id=kind_id,
        video=video,
        zone="UTC",
        recurrence=None,
        skipped_dates=(),
        skipped_months=(),
        note=None,
        appointments=tuple(
            Appointment(
                id=new_id(),
                number=number,
                local_start=start.astimezone(UTC).replace(tzinfo=None),
                fold=0,
                starts_at=start,
                ends_at=start + timedelta(minutes=30),
                local_end=(start + timedelta(minutes=30)).astimezone(UTC).replace(tzinfo=None),
                rule_start=start.astimezone(UTC).replace(tzinfo=None),
                status="booked",
                schedule_version=1,
            )
            for number, start in enumerate(starts, start=1)
        ),
    )


def _messages(rule: Rule, going: Sequence[Communication], appointments: int) -> ExpectedMessages:
    count, several, with_link = len(going), appointments > 1, going[0].carries_link
    if rule.trigger is Trigger.REMINDER:
        each = "the session" if not several else "the later session" if appointments == 2 else "each later session"
        own_link = "with its own link" if count == 1 else "each with its own link"
        what = "reminder" if count == 1 else "reminders"
        return ExpectedMessages(rule, count, what, rule.when(each), own_link if with_link else None)
    link = "the first session's link" if several else "the link"
    parts = [*([link] if with_link else []), *([f"all {appointments} dates"] if several else [])]
    carries = f"with {' and '.join(parts)}" if parts else None
    return ExpectedMessages(rule, count, "confirmation", rule.when(), carries)


def _gaps(going: Sequence[Communication], *, video: bool, appointments: int) -> Iterator[Gap]:
    """Of video appointments, whose link would not be sent; of others, what would not be."""
    confirmed = any(message.trigger is not Trigger.REMINDER for message in going)
    reminded = any(message.trigger is Trigger.REMINDER for message in going)
    these = "video appointments" if video else "appointments without video"
    if not confirmed and not reminded:
        words = "No link would be sent to the client." if video else "Nothing would be sent to the client."
        yield Gap("no_message", f"No confirmation or reminder is set up for {these}.", words)
    elif not confirmed:
        yield Gap("no_confirmation", f"No confirmation is set up for {these}.", _unconfirmed(video, appointments))
    elif not reminded and appointments > 1:
        yield Gap("no_reminder", f"No reminder is set up for {these}.", _unreminded(video, appointments))


def _unconfirmed(video: bool, appointments: int) -> str:
    if not video:
        return "Nothing would be sent to the client when it is booked."
    if appointments == 1:
        return "The link would be sent to the client with the reminder only."
    return "The first session's link would not be sent to the client."


def _unreminded(video: bool, appointments: int) -> str:
    which = "session 2" if appointments == 2 else f"sessions 2 to {appointments}"
    if not video:
        return f"Nothing would be sent to the client before {which}."
    return f"The {'link' if appointments == 2 else 'links'} for {which} would not be sent to the client."
