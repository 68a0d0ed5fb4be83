"""Which messages a booking causes, and when. All of them are decided at once, also those that will not go."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from notifications.domain.communication import Communication, Status
from notifications.domain.rule import Channel, Rule, Trigger, rules_for
from notifications.domain.series import Occurrence, Series

type NewId = Callable[[], UUID]

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
    trigger = series.booking_trigger
    first = series.first_ahead(now)

    def confirmation(rule: Rule | None, status: Status, reason: str | None, due_at: datetime) -> Communication:
        return Communication(
            id=new_id(),
            version=1,
            series_id=series.id,
            appointment_id=None,
            schedule_version=None,
            change_id=change_id,
            rule_id=rule.id if rule else None,
            trigger=trigger,
            channel=rule.channel if rule else Channel.EMAIL,
            recipient="client",
            carries_link=series.video,
            link_of=first.id if first and series.video else None,
            status=status,
            reason=reason,
            due_at=due_at,
        )

    planned = []
    for rule in rules_for(rules, trigger, series.kind_id):
        due_at = booked_at + (rule.delay or timedelta(0))
        if not rule.active:
            planned.append(confirmation(rule, Status.SUPPRESSED, "rule_off", due_at))
        elif booked_at < now - TOO_OLD:
            planned.append(confirmation(rule, Status.SUPPRESSED, "too_old", due_at))
        else:
            planned.append(confirmation(rule, Status.SCHEDULED, None, due_at))
    return planned or [confirmation(None, Status.SUPPRESSED, "no_rule", booked_at)]


def plan_reminders(
    series: Series, rules: Sequence[Rule], *, told_of: UUID | None, now: datetime, new_id: NewId
) -> list[Communication]:
    """A series' reminders. `told_of` is the session that another message leads to already."""
    fitting = rules_for(rules, Trigger.REMINDER, series.kind_id)

    def reminder(session: Occurrence, rule: Rule | None, due_at: datetime, suppressed: str | None) -> Communication:
        return Communication(
            id=new_id(),
            version=1,
            series_id=series.id,
            appointment_id=session.id,
            schedule_version=session.schedule_version,
            change_id=None,
            rule_id=rule.id if rule else None,
            trigger=Trigger.REMINDER,
            channel=rule.channel if rule else Channel.EMAIL,
            recipient="client",
            carries_link=series.video,
            link_of=session.id if series.video else None,
            status=Status.SUPPRESSED if suppressed else Status.SCHEDULED,
            reason=suppressed,
            due_at=due_at,
        )

    planned = []
    for session in series.reminded:
        times = [(rule, rule.lead.before(session.starts_at, series.zone_info)) for rule in fitting if rule.lead]
        going = [due_at for rule, due_at in times if rule.active]
        if not times:
            planned.append(reminder(session, None, now, "no_rule"))
        told = session.id == told_of
        for rule, time in times:
            due_at, suppressed = _when(rule, time, going, session, told=told, now=now)
            told = told or (suppressed is None and time <= now)
            planned.append(reminder(session, rule, due_at, suppressed))
    return planned


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

    def message(rule: Rule | None, status: Status, reason: str | None, due_at: datetime) -> Communication:
        return Communication(
            id=new_id(),
            version=1,
            series_id=series_id,
            appointment_id=appointment_id,
            schedule_version=None,
            change_id=request_id,
            rule_id=rule.id if rule else None,
            trigger=trigger,
            channel=rule.channel if rule else Channel.EMAIL,
            recipient="client",
            carries_link=True,
            link_of=appointment_id,
            link_generation_from=generation,
            status=status,
            reason=reason,
            due_at=due_at,
        )

    planned = []
    for rule in rules_for(rules, trigger, None):
        due_at = asked_at + (rule.delay or timedelta(0))
        suppressed = "rule_off" if not rule.active else "too_old" if asked_at < now - TOO_OLD else None
        status = Status.SUPPRESSED if suppressed else Status.SCHEDULED
        planned.append(message(rule, status, suppressed, due_at))
    return planned or [message(None, Status.SUPPRESSED, "no_rule", asked_at)]


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
    """The one message on each channel that sessions are cancelled, or why there is none. `may_know`: whether the client
    may have been told of them."""

    def message(rule: Rule | None, status: Status, reason: str | None, due_at: datetime) -> Communication:
        return Communication(
            id=new_id(),
            version=1,
            series_id=series.id,
            appointment_id=None,
            schedule_version=None,
            change_id=change_id,
            rule_id=rule.id if rule else None,
            trigger=Trigger.CANCELLED,
            channel=rule.channel if rule else Channel.EMAIL,
            recipient="client",
            carries_link=False,
            link_of=None,
            concerns=tuple(cancelled),
            change_version=series.version,
            status=status,
            reason=reason,
            due_at=due_at,
        )

    planned = []
    for rule in rules_for(rules, Trigger.CANCELLED, series.kind_id):
        due_at = cancelled_at + (rule.delay or timedelta(0))
        suppressed = _why_not_told(rule, cancelled_at, may_know=may_know, now=now)
        status = Status.SUPPRESSED if suppressed else Status.SCHEDULED
        planned.append(message(rule, status, suppressed, due_at))
    return planned or [message(None, Status.SUPPRESSED, "no_rule", cancelled_at)]


def told_of(confirmations: Sequence[Communication], series: Series, now: datetime) -> UUID | None:
    """The session that a confirmation which will go leads to."""
    first = series.first_ahead(now)
    goes = any(confirmation.status is Status.SCHEDULED for confirmation in confirmations)
    return first.id if first and goes else None


def _why_not_told(rule: Rule, at: datetime, *, may_know: bool, now: datetime) -> str | None:
    if not rule.active:
        return "rule_off"
    if at < now - TOO_OLD:
        return "too_old"
    return None if may_know else "never_told"


def _when(
    rule: Rule, time: datetime, going: Sequence[datetime], session: Occurrence, *, told: bool, now: datetime
) -> tuple[datetime, str | None]:
    """When a reminder goes, and why not: the late rule, for one whose time has passed already."""
    if not rule.active:
        return time, "rule_off"
    if session.starts_at <= now:
        return time, "session_started"
    if time > now:
        return time, None
    if any(other > now or other > time for other in going):
        return time, "later_reminder_due"
    if told:
        return time, "already_told"
    return max(now, session.starts_at - LATE_REMINDER), None
