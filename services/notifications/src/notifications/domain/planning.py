"""Which messages a booking causes, and when. All of them are decided at once, also those that will not go."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from notifications.domain.communication import Communication, Status
from notifications.domain.new_id import NewId
from notifications.domain.outcome import Reason
from notifications.domain.rule import Rule, Trigger, rules_for
from notifications.domain.series import Appointment, Series

TOO_OLD = timedelta(days=1)  # an action is not told any more when its event comes later than this
LATE_REMINDER = timedelta(hours=24)  # a reminder whose time has passed goes no earlier than this before the start


def plan_confirmation(
    series: Series,
    rules: Sequence[Rule],
    *,
    change_id: UUID,
    booked_at: datetime,
    now: datetime,
    new_id: NewId,
) -> list[Communication]:
    """The one confirmation of a booking on each channel, or why there is none."""
    first = series.first_ahead(now)
    confirmation = Communication.without_rule(
        id=new_id(),
        series_id=series.id,
        change_id=change_id,
        trigger=series.booking_trigger,
        carries_link=series.video,
        link_of=first.id if first and series.video else None,
        due_at=booked_at,
    )
    return _announced(confirmation, rules_for(rules, confirmation.trigger, series.kind_id), now=now, new_id=new_id)


def plan_reminders(
    series: Series,
    rules: Sequence[Rule],
    *,
    confirmed: UUID | None,
    told_of: UUID | None,
    since: datetime | None = None,
    not_before: datetime | None = None,
    now: datetime,
    new_id: NewId,
) -> list[Communication]:
    """A series' reminders. `confirmed` is the appointment whose link its confirmation has brought, `told_of` the one
    that a message leads to which is only planned. `since`: when the series came to be as it is; None where it may have
    been so for long. One that is late was first due by that, and none goes `not_before` that time: a change may be
    taken back."""
    fitting = rules_for(rules, Trigger.REMINDER, series.kind_id)
    planned = []
    for appointment in series.reminded(confirmed):
        reminder = Communication.without_rule(
            id=new_id(),
            series_id=series.id,
            appointment_id=appointment.id,
            schedule_version=appointment.schedule_version,
            trigger=Trigger.REMINDER,
            carries_link=series.video,
            link_of=appointment.id if series.video else None,
            due_at=now,
        )
        times = [(rule, rule.lead.before(appointment.starts_at, series.zone_info)) for rule in fitting if rule.lead]
        going = [due_at for rule, due_at in times if rule.active]
        if not times:
            planned.append(reminder)
        told = appointment.id == told_of
        for rule, time in times:
            due_at, suppressed = _when(rule, time, going, appointment, told=told, now=now)
            told = told or (suppressed is None and time <= now)
            if suppressed is None and not_before is not None:
                due_at = max(due_at, not_before)
            first_due_at = min(due_at, max(time, since or time)) if due_at <= now else due_at
            going_by = reminder.by(rule, id=new_id(), due_at=due_at, suppressed=suppressed)
            planned.append(replace(going_by, first_due_at=first_due_at))
    return planned


def planned_again(
    reminders: Sequence[Communication], planned: Sequence[Communication], *, as_new: bool, now: datetime
) -> list[Communication]:
    """Of the reminders that were not sent those that go by what is `planned` now, and stand otherwise: such as were
    withdrawn, and, where the series is known `as_new`, those of which the time is another."""
    times = {plan.reminder_key: plan.due_at for plan in planned if plan.status is Status.SCHEDULED}
    again = []
    for reminder in reminders:
        due_at = times.get(reminder.reminder_key)
        if due_at is None:
            continue
        waits = reminder.status in (Status.SCHEDULED, Status.HELD)
        if reminder.withdrawn_by_diary or (waits and as_new and now < due_at != reminder.due_at):
            again.append(reminder.planned_again(due_at))
    return again


def confirmed_again(unsent: Sequence[Communication], series: Series, *, now: datetime) -> list[Communication]:
    """Of the messages that were not sent the confirmations that the diary had withdrawn, now that it has sessions of
    theirs ahead again: nobody was told of them."""
    if series.first_ahead(now) is None:
        return []
    return [each.planned_again(now) for each in unsent if each.trigger.announces_booking and each.withdrawn_by_diary]


def plan_current_link(
    rules: Sequence[Rule],
    trigger: Trigger,
    *,
    series_id: UUID,
    appointment_id: UUID,
    request_id: UUID,
    generation: int | None,
    asked_at: datetime,
    now: datetime,
    new_id: NewId,
) -> list[Communication]:
    """The message that brings an appointment's current link on each channel, or why there is none.

    Its rules are for every kind of appointment, since the series may not be known yet.
    """
    message = Communication.without_rule(
        id=new_id(),
        series_id=series_id,
        appointment_id=appointment_id,
        change_id=request_id,
        trigger=trigger,
        carries_link=True,
        link_of=appointment_id,
        link_generation_from=generation,
        due_at=asked_at,
    )
    return _announced(message, rules_for(rules, trigger, None), now=now, new_id=new_id)


def plan_cancellation(
    series: Series,
    rules: Sequence[Rule],
    *,
    change_id: UUID,
    cancelled: Sequence[UUID],
    cancelled_at: datetime,
    may_know: bool,
    now: datetime,
    new_id: NewId,
) -> list[Communication]:
    """The one message on each channel that appointments are cancelled, or why there is none. `may_know`: whether the
    client may have been told of them."""
    message = Communication.without_rule(
        id=new_id(),
        series_id=series.id,
        change_id=change_id,
        trigger=Trigger.CANCELLED,
        carries_link=False,
        concerns=tuple(cancelled),
        change_version=series.version,
        due_at=cancelled_at,
    )
    fitting = rules_for(rules, Trigger.CANCELLED, series.kind_id)
    return _announced(message, fitting, unless=None if may_know else "never_told", now=now, new_id=new_id)


def plan_change(
    series: Series,
    rules: Sequence[Rule],
    *,
    change_id: UUID,
    touched: Sequence[UUID],
    announce_from: datetime,
    now: datetime,
    new_id: NewId,
) -> list[Communication]:
    """The message on each channel that tells of a change, or why there is none. What it says, and whether there is
    anything to say, is decided when it goes."""
    message = Communication.without_rule(
        id=new_id(),
        series_id=series.id,
        change_id=change_id,
        trigger=Trigger.CHANGED,
        carries_link=False,
        concerns=tuple(touched),
        announce_from=announce_from,
        due_at=announce_from,
    )
    return _announced(message, rules_for(rules, Trigger.CHANGED, series.kind_id), now=now, new_id=new_id)


def told_of(confirmations: Sequence[Communication], series: Series, now: datetime) -> UUID | None:
    """The appointment that a confirmation which will go leads to."""
    first = series.first_ahead(now)
    goes = any(confirmation.status is Status.SCHEDULED for confirmation in confirmations)
    return first.id if first and goes else None


def _announced(
    announcement: Communication, rules: Sequence[Rule], *, unless: Reason | None = None, now: datetime, new_id: NewId
) -> list[Communication]:
    """As each rule has it go after what it tells of; itself, which has none, where there is no rule. `unless` is why it
    does not go although it could."""
    told_at = announcement.due_at
    return [
        announcement.by(
            rule,
            id=new_id(),
            due_at=told_at + (rule.delay or timedelta(0)),
            suppressed=_why_not_told(rule, told_at, now) or unless,
        )
        for rule in rules
    ] or [announcement]


def _why_not_told(rule: Rule, at: datetime, now: datetime) -> Reason | None:
    if not rule.active:
        return "rule_off"
    return "too_old" if at < now - TOO_OLD else None


def _when(
    rule: Rule, time: datetime, going: Sequence[datetime], appointment: Appointment, *, told: bool, now: datetime
) -> tuple[datetime, Reason | None]:
    """When a reminder goes, and why not: the late rule, for one whose time has passed already."""
    if not rule.active:
        return time, "rule_off"
    if appointment.starts_at <= now:
        return time, "session_started"
    if time > now:
        return time, None
    if any(other > now or other > time for other in going):
        return time, "later_reminder_due"
    if told:
        return time, "already_told"
    return max(now, appointment.starts_at - LATE_REMINDER), None
