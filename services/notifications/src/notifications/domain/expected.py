"""Which messages a change would cause by the rules as they are: asked before it is made, and when it has been."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal
from uuid import UUID

from messaging.version import Version
from messaging.wall_clock import day_and_month
from messaging.zones import Zone
from notifications.domain.communication import Communication, Status
from notifications.domain.lead import in_units
from notifications.domain.material import leads_to, reached
from notifications.domain.new_id import NewId
from notifications.domain.outcome import Reason, Withdrawn
from notifications.domain.people import Recipient
from notifications.domain.planning import (
    LATE_REMINDER,
    plan_cancellation,
    plan_change,
    plan_confirmation,
    plan_current_link,
    plan_reminders,
    told_of,
)
from notifications.domain.rule import Rule, Trigger
from notifications.domain.series import Appointment, Series
from notifications.domain.told import Difference, Told, differences

LATEST = f"{in_units(LATE_REMINDER)} before"  # when a reminder goes whose own time has passed
type GapCode = Literal[
    "never_told",
    "no_address",
    "no_cancellation",
    "no_change_message",
    "no_confirmation",
    "no_message",
    "no_new_link",
    "no_reminder",
    "not_notified",
    "not_told_again",
    "nothing_to_tell",
    "session_over",
]


@dataclass(frozen=True, slots=True)
class ExpectedMessages:
    """What one rule would send: how many and, of an announcement, when in `title`, and the rest of it in `words`."""

    rule: Rule
    count: int
    title: str
    words: str | None


@dataclass(frozen=True, slots=True)
class Gap:
    """What would not be sent. `title` says why, `words` what follows from it."""

    code: GapCode
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class Expected:
    """`said` is for whoever has just made the change: what goes out, when and to whom, or why nothing does."""

    messages: tuple[ExpectedMessages, ...]
    warnings: tuple[Gap, ...]
    said: str


def series_as_if(
    kind_id: UUID,
    times: Sequence[tuple[datetime, datetime]],
    *,
    video: bool,
    zone: Zone,
    new_id: NewId,
) -> Series:
    """A series that nobody has booked: by when each of its appointments starts and ends, earliest first."""
    return Series(
        id=new_id(),
        version=Version(0, 1),
        practitioner_id=new_id(),
        client_id=new_id(),
        kind_id=kind_id,
        video=video,
        zone=zone.key,
        recurrence=None,
        skipped_dates=(),
        skipped_months=(),
        note=None,
        appointments=tuple(
            Appointment(
                id=new_id(),
                number=number,
                local_start=starts_at.astimezone(zone).replace(tzinfo=None),
                fold=starts_at.astimezone(zone).fold,
                starts_at=starts_at,
                ends_at=ends_at,
                local_end=ends_at.astimezone(zone).replace(tzinfo=None),
                rule_start=starts_at.astimezone(zone).replace(tzinfo=None),
                asked_start=starts_at.astimezone(zone).replace(tzinfo=None),
                status="booked",
                schedule_version=1,
            )
            for number, (starts_at, ends_at) in enumerate(times, start=1)
        ),
    )


def expected_of_booking(
    series: Series, rules: Sequence[Rule], *, recipients: Sequence[Recipient] | None, now: datetime, new_id: NewId
) -> Expected:
    """Without `recipients` nobody is chosen yet, and whoever will be counts as one who can be reached."""
    confirmations = plan_confirmation(series, rules, change_id=new_id(), booked_at=now, now=now, new_id=new_id)
    reminders = plan_reminders(
        series, rules, confirmed=None, told_of=told_of(confirmations, series, now), now=now, new_id=new_id
    )
    look = _Look.at([*confirmations, *reminders], series, recipients, now)
    gaps = (look.nothing_goes,) if look.nothing_goes else tuple(_gaps(look, series))
    messages = (each for rule in rules for each in _by_rule(rule, look, series, now))
    return Expected(tuple(messages), gaps, _said_of_booking(look, gaps, now))


def expected_of_cancelling(
    series: Series,
    cancelled: Sequence[UUID],
    rules: Sequence[Rule],
    *,
    recipients: Sequence[Recipient],
    may_know: bool,
    now: datetime,
    new_id: NewId,
) -> Expected:
    """`may_know`: whether the client may have been told of the series."""
    after = replace(
        series,
        version=series.version.next,
        appointments=tuple(
            replace(each, status="cancelled") if each.id in cancelled else each for each in series.appointments
        ),
    )
    planned = plan_cancellation(
        after,
        rules,
        change_id=new_id(),
        cancelled=cancelled,
        cancelled_at=now,
        may_know=may_know,
        now=now,
        new_id=new_id,
    )
    none = Gap("no_cancellation", "No message is set up for cancellations.", "Nothing would be sent to the client.")
    return _of_announcement("cancellation", _Look.at(planned, after, recipients, now), rules, unless=none, now=now)


@dataclass(frozen=True, slots=True)
class NewPlace:
    """Where an appointment would be."""

    appointment_id: UUID
    local_start: datetime
    starts_at: datetime
    ends_at: datetime


def expected_of_moving(
    series: Series,
    places: Sequence[NewPlace],
    rules: Sequence[Rule],
    *,
    notify: bool,
    recipients: Sequence[Recipient],
    known: Mapping[UUID, Told],
    may_know: bool,
    confirmed: UUID | None,
    now: datetime,
    new_id: NewId,
) -> Expected:
    """`known` is what the client was told, `may_know` whether that may be more than is known here, and `confirmed` the
    appointment whose link they were sent with the confirmation."""
    after = _moved(series, places)
    touched = [place.appointment_id for place in places]
    told = differences(after, known, touched=touched, now=now)
    reminders = _Look.at(
        plan_reminders(after, rules, confirmed=confirmed, told_of=None, now=now, new_id=new_id), after, recipients, now
    )
    moving = [each for each in reminders.reminders if each.appointment_id in touched]
    planned = plan_change(after, rules, change_id=new_id(), touched=touched, announce_from=now, now=now, new_id=new_id)
    look = _Look.at(planned, after, recipients, now)
    gap = _why_no_move_is_told(look, told, notify=notify, may_know=bool(known) or may_know)
    messages: list[ExpectedMessages] = []
    carried: UUID | None = None
    if gap is None:
        sessions = f"{'video ' if after.video else ''}session"
        have = f"{sessions} has" if len(told) == 1 else f"{sessions}s have"
        verb = "moved" if all(each.only_moved for each in told) else "changed"
        going = {each.rule_id for each in look.going}
        words = f"1 message to {look.address}"
        messages += [ExpectedMessages(each, 1, f"Your {have} {verb}", words) for each in rules if each.id in going]
        carried = told[0].appointment.id
    for rule in rules:
        messages += _moving_reminders(rule, [each for each in moving if each.rule_id == rule.id], after, carried, now)
    gaps = [*([gap] if gap else []), *_not_told_again(after, known, told, now)]
    said = _both(gap) if gap else f"The message goes out to {look.address}."
    return Expected(tuple(messages), tuple(gaps), said)


def expected_of_reissuing(
    series: Series,
    appointment_id: UUID,
    rules: Sequence[Rule],
    *,
    recipients: Sequence[Recipient],
    now: datetime,
    new_id: NewId,
) -> Expected:
    planned = plan_current_link(
        rules,
        Trigger.LINK_REISSUED,
        series_id=series.id,
        appointment_id=appointment_id,
        request_id=new_id(),
        generation=None,
        asked_at=now,
        now=now,
        new_id=new_id,
    )
    none = Gap("no_new_link", "No message is set up for new links.", "It would not be sent to the client.")
    return _of_announcement("new link", _Look.at(planned, series, recipients, now), rules, unless=none, now=now)


@dataclass(frozen=True, slots=True)
class _Look:
    """Planned messages as an attempt's last look would find them, taken beforehand: those that go, whether the rules
    have a confirmation and a reminder at all, and why nothing goes where it is not for the rules."""

    confirmations: tuple[Communication, ...]
    reminders: tuple[Communication, ...]
    confirms: bool
    reminds: bool
    nothing_goes: Gap | None
    address: str | None

    @classmethod
    def at(
        cls, planned: Sequence[Communication], series: Series, recipients: Sequence[Recipient] | None, now: datetime
    ) -> "_Look":
        found = [(message, _why_not(message, series, recipients, now)) for message in planned]
        going = [message for message, why_not in found if why_not is None]
        set_up = {message.trigger for message, why_not in found if why_not not in ("no_rule", "rule_off")}
        client = next((person for person in recipients or () if person.role == "client"), None)
        return cls(
            confirmations=tuple(message for message in going if message.trigger is not Trigger.REMINDER),
            reminders=tuple(message for message in going if message.trigger is Trigger.REMINDER),
            confirms=bool(set_up - {Trigger.REMINDER}),
            reminds=Trigger.REMINDER in set_up,
            nothing_goes=None if going else _why_nothing({why for _, why in found}, series, client),
            address=client.email if client else None,
        )

    @property
    def going(self) -> tuple[Communication, ...]:
        return (*self.confirmations, *self.reminders)


def _why_not(
    message: Communication, series: Series, recipients: Sequence[Recipient] | None, now: datetime
) -> Reason | None:
    if message.status is not Status.SCHEDULED:
        return message.reason
    appointment = leads_to(message, series, now=max(message.due_at, now))
    if isinstance(appointment, Withdrawn):
        return appointment.reason
    person = reached(message, recipients) if recipients is not None else None
    return person.reason if isinstance(person, Withdrawn) else None


def _why_nothing(why: set[Reason | None], series: Series, client: Recipient | None) -> Gap | None:
    if "no_address" in why:
        name = client.name if client else "The client"
        return Gap("no_address", f"{name} has no email address,", "so no message can be sent.")
    if "never_told" in why:
        return Gap("never_told", "Nothing of this has been sent to the client yet,", "so no message is needed.")
    if "session_over" in why or "session_started" in why:
        title = "These dates are in the past," if len(series.appointments) > 1 else "This date is in the past,"
        return Gap("session_over", title, "so no message is sent.")
    return None


def _by_rule(rule: Rule, look: _Look, series: Series, now: datetime) -> Iterator[ExpectedMessages]:
    """One entry for its confirmation, and one for each of the times at which its reminders go."""
    confirmation = next((message for message in look.confirmations if message.rule_id == rule.id), None)
    if confirmation:
        yield ExpectedMessages(rule, 1, f"1 confirmation {_when(rule)}", _carried(confirmation, series, now))
    starts = {each.id: each.starts_at for each in series.appointments}
    by_time: dict[str | None, list[Communication]] = {None: [], "now": [], LATEST: []}
    for message in look.reminders:
        if message.rule_id == rule.id and message.appointment_id and rule.lead:
            in_time = rule.lead.before(starts[message.appointment_id], series.zone_info)
            by_time[_late(message, in_time, now)].append(message)
    for late, reminders in by_time.items():
        if reminders:
            yield _reminders(rule, reminders, series, late)


def _late(reminder: Communication, in_time: datetime, now: datetime) -> str | None:
    """When a reminder goes whose time has passed already; None of others."""
    if reminder.due_at == in_time:
        return None
    return "now" if reminder.due_at <= now else LATEST


def _reminders(rule: Rule, reminders: Sequence[Communication], series: Series, late: str | None) -> ExpectedMessages:
    count, of = len(reminders), len(series.appointments)
    title = f"{_reminders_counted(count)}{' now' if late == 'now' else ''}"
    if of == 1:
        which = "the session"
    elif count < of - 1:
        which = "one of the later sessions" if count == 1 else f"each of {count} later sessions"
    else:
        which = "the later session" if of == 2 else "each later session"
    when = {
        None: rule.when(which),
        "now": f"since {rule.when(which)} has passed",
        LATEST: f"{LATEST} {which}, since {rule.when()} has passed",
    }[late]
    own_link = "with its own link" if count == 1 else "each with its own link"
    return ExpectedMessages(rule, count, title, f"{when}, {own_link}" if reminders[0].carries_link else when)


def _carried(confirmation: Communication, series: Series, now: datetime) -> str | None:
    several, first = len(series.appointments) > 1, series.first_ahead(now)
    link = "the first session's link" if first and first == series.appointments[0] else "the next session's link"
    parts = [
        *([link if several else "the link"] if confirmation.carries_link else []),
        *([f"all {len(series.appointments)} dates"] if several else []),
    ]
    return f"with {' and '.join(parts)}" if parts else None


def _of_announcement(noun: str, look: _Look, rules: Sequence[Rule], *, unless: Gap, now: datetime) -> Expected:
    """Of a change that one message tells: a `noun`. `unless` is what there is to say where the rules have none."""
    if not look.going:
        gap = look.nothing_goes or unless
        return Expected((), (gap,), _both(gap))
    going = {message.rule_id for message in look.going}
    messages = (ExpectedMessages(rule, 1, f"1 {noun} {_when(rule)}", None) for rule in rules if rule.id in going)
    return Expected(tuple(messages), (), _goes_out(f"The {noun}", look.going[0], look, now))


def _moved(series: Series, places: Sequence[NewPlace]) -> Series:
    new = {place.appointment_id: place for place in places}
    moved = (_at(each, new[each.id], series.zone_info) if each.id in new else each for each in series.appointments)
    return replace(
        series,
        version=series.version.next,
        appointments=tuple(sorted(moved, key=lambda each: each.place_in_order)),
    )


def _at(appointment: Appointment, place: NewPlace, zone: Zone) -> Appointment:
    return replace(
        appointment,
        local_start=place.local_start,
        asked_start=place.local_start,
        fold=place.starts_at.astimezone(zone).fold,
        local_end=place.ends_at.astimezone(zone).replace(tzinfo=None),
        starts_at=place.starts_at,
        ends_at=place.ends_at,
        schedule_version=appointment.schedule_version + 1,
    )


def _why_no_move_is_told(look: _Look, told: Sequence[Difference], *, notify: bool, may_know: bool) -> Gap | None:
    if not notify:
        return Gap(
            "not_notified", "Nothing is sent of this.", "The next message about a change tells it with the rest."
        )
    if not look.going:
        none = Gap("no_change_message", "No message is set up for changes.", "Nothing would be sent to the client.")
        return look.nothing_goes or none
    if not may_know:
        return Gap("never_told", "Nothing of this has been sent to the client yet,", "so no message is needed.")
    if not told:
        return Gap("nothing_to_tell", "The client knows it like this already,", "so no message is sent.")
    return None


def _moving_reminders(
    rule: Rule, reminders: Sequence[Communication], series: Series, carried: UUID | None, now: datetime
) -> Iterator[ExpectedMessages]:
    """Those that go at their time, and those whose time has passed: but for the one that a message makes needless."""
    starts = {each.id: each.starts_at for each in series.appointments}
    late = [
        each
        for each in reminders
        if rule.lead and each.appointment_id and rule.lead.before(starts[each.appointment_id], series.zone_info) <= now
    ]
    in_time = len(reminders) - len(late)
    if in_time:
        verb, whose = ("moves", "its session") if in_time == 1 else ("move", "their sessions")
        yield ExpectedMessages(
            rule,
            in_time,
            f"{_reminders_counted(in_time)} {verb} with {whose}",
            rule.when("it" if in_time == 1 else "each"),
        )
    left = sum(each.appointment_id != carried for each in late)
    if left:
        yield ExpectedMessages(rule, left, f"{_reminders_counted(left)} now", f"since {rule.when()} has passed")


def _not_told_again(
    series: Series, known: Mapping[UUID, Told], told: Sequence[Difference], now: datetime
) -> Iterator[Gap]:
    said = {each.appointment.id for each in told}
    days = [
        day_and_month(each.local_start)
        for each in series.booked
        if each.id in known and each.id not in said and each.ends_at > now
    ]
    if days:
        listed = " and ".join(filter(None, [", ".join(days[:-1]), days[-1]]))
        have = "has" if len(days) == 1 else "have"
        yield Gap("not_told_again", "Not told again:", f"{listed} {have} not changed.")


def _when(rule: Rule) -> str:
    return rule.when() if rule.delay else "now"


def _goes_out(what: str, message: Communication, look: _Look, now: datetime) -> str:
    when = "now" if message.due_at <= now else f"in {in_units(message.due_at - now)}"
    return f"{what} goes out {when}{f' to {look.address}' if look.address else ''}."


def _both(gap: Gap) -> str:
    return f"{gap.title} {gap.words}"


def _said_of_booking(look: _Look, gaps: Sequence[Gap], now: datetime) -> str:
    """First whether it is confirmed, then which reminders go, or that none is set up where that is a gap."""
    if look.nothing_goes:
        return _both(look.nothing_goes)
    if not look.going:
        return f"{gaps[0].title.removesuffix('.')}, so none goes out."
    sentences = [_goes_out("The confirmation", look.confirmations[0], look, now)] if look.confirmations else []
    sentences += [gap.title for gap in gaps]
    going_now = sum(message.due_at <= now for message in look.reminders)
    later = len(look.reminders) - going_now
    if going_now:
        sentences.append(f"{_reminders_counted(going_now)} {'goes' if going_now == 1 else 'go'} out now.")
    if later:
        sentences.append(f"{_reminders_counted(later)} {'follows' if later == 1 else 'follow'}.")
    return " ".join(sentences)


def _reminders_counted(count: int) -> str:
    return "1 reminder" if count == 1 else f"{count} reminders"


def _gaps(look: _Look, series: Series) -> Iterator[Gap]:
    """Of video appointments, whose link would not be sent; of others, what would not be."""
    video, appointments = series.video, len(series.appointments)
    these = "video appointments" if video else "appointments without video"
    if not look.going:
        words = "No link would be sent to the client." if video else "Nothing would be sent to the client."
        title = "confirmation" if look.reminds else "confirmation or reminder"
        yield Gap("no_message", f"No {title} is set up for {these}.", words)
    elif not look.confirms:
        yield Gap("no_confirmation", f"No confirmation is set up for {these}.", _unconfirmed(video, appointments))
    elif not look.reminds and appointments > 1:
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
