"""What a message is made from, as everything stands when it is about to be sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final, Literal
from uuid import UUID

from messaging.version import Version
from notifications.domain.communication import Communication
from notifications.domain.lead import Lead
from notifications.domain.links import Link
from notifications.domain.outcome import Held, Withdrawn
from notifications.domain.people import Practice, Recipient
from notifications.domain.rule import Rule, Trigger
from notifications.domain.series import Appointment, Series
from notifications.domain.template import Template
from notifications.domain.told import Difference, Told, differences, what_is_told

RELEASED_BEFORE_START: Final = timedelta(minutes=10)  # whatever a message is held for: its link has to arrive


@dataclass(frozen=True, slots=True)
class Material:
    """`link` is the one of the appointment that the message leads to, and no other. `reminder_leads` are those of the
    reminders which go for this series. `told`: whether the client may have been told of the series as it was before the
    change that a cancellation tells of, or of the series at all; `known`: of which appointments, as what; and
    `told_by_others`, of which of them another message that waits tells that they are cancelled."""

    communication: Communication
    rule: Rule | None
    template: Template | None
    series: Series
    recipients: tuple[Recipient, ...]
    practitioner: str
    practice: Practice
    link: Link | None
    reminder_leads: tuple[Lead, ...]
    told: bool
    known: Mapping[UUID, Told] = field(default_factory=dict)
    told_by_others: frozenset[UUID] = frozenset()

    @property
    def reminder_lead(self) -> Lead | None:
        """As a mail says when links come."""
        return next(iter(self.reminder_leads), None)

    def differences(self, now: datetime) -> tuple[Difference, ...]:
        """What an announcement of changes tells."""
        if self.communication.trigger is not Trigger.CHANGED:
            return ()
        touched, others = self.communication.concerns, self.told_by_others
        return differences(self.series, self.known, touched=touched, told_by_others=others, now=now)


type Restored = Literal["diary_restored", "links_restored"]


@dataclass(frozen=True, slots=True)
class Heard:
    """How far this service knows its neighbours: which topic is `behind`, if any, and whether an event that concerns
    the message is `parked`. While a topic is behind, a message is held for `longest` in all. `restored`: whose database
    came back from a backup, if any did, and has not told the message's series again. `in_doubt`: this service's own
    did, and the message may have gone before."""

    behind: Literal["diary_behind", "links_behind"] | None
    restored: Restored | None
    in_doubt: bool
    parked: bool
    longest: timedelta


@dataclass(frozen=True, slots=True)
class Ready:
    """A message that can be sent: what it leads to, and to whom; of one that tells of changes, which; and what its
    recipient knows by it."""

    appointment: Appointment
    recipient: Recipient
    address: str
    link: Link | None
    template: Template
    series_version: Version
    differences: tuple[Difference, ...] = ()
    tells: tuple[Told, ...] = ()


def appointment_led_to(communication: Communication, series: Series, now: datetime) -> Appointment | None:
    """A message's own appointment, or the first that lies ahead; None where it is not booked any more or over.

    A current link goes as long as it is live, whatever has become of its appointment: a call may go on after the end.
    A cancellation speaks of appointments that do not take place: the first of them whose time has not passed; an
    announcement of changes of those that they touched, whatever has become of them.
    """
    if communication.trigger is Trigger.CHANGED:
        return next(
            (each for each in series.appointments if each.id in communication.concerns and each.ends_at > now), None
        )
    if communication.trigger is Trigger.CANCELLED:
        return next((each for each in cancelled_of(communication, series) if each.ends_at > now), None)
    if communication.appointment_id is None:
        return series.first_ahead(now)
    appointment = next((each for each in series.appointments if each.id == communication.appointment_id), None)
    if appointment is None or appointment.status == "cancelled":
        return None
    if communication.trigger.brings_current_link:
        return appointment
    return appointment if appointment.status == "booked" and appointment.ends_at > now else None


def cancelled_of(communication: Communication, series: Series) -> tuple[Appointment, ...]:
    """The appointments that a cancellation concerns."""
    return tuple(
        appointment
        for appointment in series.appointments
        if appointment.id in communication.concerns and appointment.status == "cancelled"
    )


def check(material: Material, heard: Heard, now: datetime) -> Ready | Withdrawn | Held:
    """The last look before sending."""
    checked = _check(material, heard, now)
    return replace(checked, tells=_tells(material, checked, now)) if isinstance(checked, Ready) else checked


def _check(material: Material, heard: Heard, now: datetime) -> Ready | Withdrawn | Held:
    communication, rule, series = material.communication, material.rule, material.series
    if rule is None or material.template is None:
        return Withdrawn("suppressed", "no_rule")
    if not rule.active:
        return Withdrawn("suppressed", "rule_off")
    appointment = leads_to(communication, series, now=now)
    if isinstance(appointment, Withdrawn):
        return appointment
    if communication.trigger is Trigger.CANCELLED and not material.told:
        return Withdrawn("suppressed", "never_told")
    if communication.schedule_version not in (None, appointment.schedule_version):
        return Withdrawn("cancelled", "session_moved")
    found = material.differences(now)
    if communication.trigger is Trigger.CHANGED:
        if not (material.known or material.told):
            return Withdrawn("suppressed", "never_told")
        if not found:
            return Withdrawn("suppressed", "nothing_to_tell")
        appointment = found[0].appointment
    if _is_known(material, rule, appointment):
        return Withdrawn("suppressed", "already_told")
    person = reached(communication, material.recipients)
    if isinstance(person, Withdrawn):
        return person
    recipient, address = person
    if heard.in_doubt:
        return Held("restored", appointment.ends_at)
    if heard.parked:
        return Held("event_parked", None)
    ready = Ready(appointment, recipient, address, None, material.template, series.version, found)
    if not communication.is_held_while_behind:
        return ready
    if heard.restored:
        return Held(heard.restored, appointment.ends_at)
    until = hold_until(communication, appointment, now, longest=heard.longest)
    if heard.behind and until > now:
        return Held(heard.behind, until, until)
    return _with_link(ready, material, now) if communication.carries_link else _with_link_if_due(ready, material, now)


def _is_known(material: Material, rule: Rule, appointment: Appointment) -> bool:
    """Whether a reminder that a change has made late says nothing which another message has not said since the time at
    which it should have gone: where its session is by now, and its link."""
    communication, told, link = material.communication, material.known.get(appointment.id), material.link
    if rule.lead is None or told is None or communication.handed_over or (communication.schedule_version or 0) < 2:
        return False
    in_time = rule.lead.before(appointment.starts_at, material.series.zone_info)
    first_due_at = communication.first_due_at or communication.due_at
    if first_due_at <= in_time or told.at < in_time or told.status != "booked":
        return False
    has_link = link is not None and told.link_generation == link.generation
    is_there = told.place == (appointment.local_start, appointment.fold, appointment.local_end)
    return is_there and (has_link or not communication.carries_link)


def _with_link_if_due(ready: Ready, material: Material, now: datetime) -> Ready:
    """An announcement of changes carries the link of its first session where reminders of that one are due already."""
    appointment, link, zone = ready.appointment, material.link, material.series.zone_info
    is_due = any(lead.before(appointment.starts_at, zone) <= now for lead in material.reminder_leads)
    if not is_due or appointment.status != "booked" or link is None or link.appointment_id != appointment.id:
        return ready
    return replace(ready, link=link) if link.state == "live" else ready


def _tells(material: Material, ready: Ready, now: datetime) -> tuple[Told, ...]:
    communication, series = material.communication, material.series
    if communication.trigger is Trigger.CANCELLED:
        said = cancelled_of(communication, series)
    elif communication.trigger is Trigger.CHANGED:
        said = tuple(each.appointment for each in ready.differences)
    elif communication.trigger.announces_booking:
        said = series.not_cancelled
    else:
        said = (ready.appointment,)
    return tuple(what_is_told(each, series, ready.link, at=now) for each in said)


def leads_to(communication: Communication, series: Series, *, now: datetime) -> Appointment | Withdrawn:
    return appointment_led_to(communication, series, now) or nothing_ahead(communication, series)


def reached(communication: Communication, recipients: Sequence[Recipient]) -> tuple[Recipient, str] | Withdrawn:
    """Whom of a client's people a message goes to, and at which address."""
    recipient = next((person for person in recipients if person.role == communication.recipient), None)
    if recipient is None or not recipient.email:
        return Withdrawn("suppressed", "no_address")
    return recipient, recipient.email


def hold_until(
    communication: Communication, appointment: Appointment, now: datetime, *, longest: timedelta
) -> datetime:
    """When a message goes although a topic is behind. It counts from when it was held first."""
    return min(communication.held_until or now + longest, appointment.starts_at - RELEASED_BEFORE_START)


def _with_link(ready: Ready, material: Material, now: datetime) -> Ready | Withdrawn | Held:
    """A message of this appointment alone has no use for a dead link; in one of the series the next one's may go."""
    communication, link, ends_at = material.communication, material.link, ready.appointment.ends_at
    if (
        link is None
        or link.appointment_id != ready.appointment.id
        or link.generation < (communication.link_generation_from or 0)
    ):
        return Held("waiting_for_link", ends_at) if ends_at > now else Withdrawn("suppressed", "session_over")
    if link.state == "live":
        return replace(ready, link=link)
    if communication.appointment_id is None:
        return Held("waiting_for_link", ends_at)
    return Withdrawn("suppressed", "link_dead")


def after_change(waiting: Sequence[Communication], series: Series, now: datetime) -> list[Communication]:
    """Of the waiting messages of a series those that are not as before now that it has changed: withdrawn where they
    lead to nothing any more, and looked at again where they wait to be told."""
    changed = []
    for message in waiting:
        appointment = appointment_led_to(message, series, now)
        if appointment is None:
            changed.append(message.withdrawn(nothing_ahead(message, series)))
        elif message.schedule_version not in (None, appointment.schedule_version):
            changed.append(message.withdrawn(Withdrawn("cancelled", "session_moved")))
        elif message.waits_to_be_told:
            changed.append(message.released(now, starts_at=None))
    return changed


def nothing_ahead(communication: Communication, series: Series) -> Withdrawn:
    """Why a message leads to no appointment: it was cancelled, or it was held, or its time has passed; or the series as
    it is known does not bear the message out, which says as much and no more."""
    if communication.trigger is Trigger.CANCELLED:
        return Withdrawn("suppressed", "session_over" if cancelled_of(communication, series) else "not_cancelled")
    if communication.appointment_id not in (None, *(each.id for each in series.appointments)):
        return Withdrawn("cancelled", "session_not_known")
    concerned = [each for each in series.not_cancelled if communication.appointment_id in (None, each.id)]
    if not concerned:
        return Withdrawn("cancelled", "session_cancelled")
    booked = any(each.status == "booked" for each in concerned)
    return Withdrawn("suppressed" if booked else "cancelled", "session_over")
