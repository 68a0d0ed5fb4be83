"""A message as it would be, made from a real booking, for whoever writes its template."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from notifications.domain.communication import Communication, Status
from notifications.domain.links import Link
from notifications.domain.material import Material, Ready
from notifications.domain.new_id import NewId
from notifications.domain.people import Practice, Recipient
from notifications.domain.rule import Channel, Rule, Trigger, reminder_leads
from notifications.domain.series import Appointment, Series
from notifications.domain.template import Template
from notifications.domain.told import Told, what_is_told
from notifications.errors import AppointmentUnknown

# A link is shown to entitled staff only, and each showing is recorded: so a preview has none that works.
STAND_IN = "https://video.example/v/the-link-of-this-session"


def as_if(
    template: Template,
    series: Series,
    appointment_id: UUID,
    *,
    recipients: Sequence[Recipient],
    practitioner: str,
    practice: Practice,
    rules: Sequence[Rule],
    users: Sequence[Rule],
    now: datetime,
    new_id: NewId,
) -> tuple[Material, Ready]:
    """The message that `users`, the rules with this template, would send: one of this appointment, or else the
    confirmation of its series.

    Raises AppointmentUnknown where nothing of it is booked any more.
    """
    trigger = next((rule.trigger for rule in users if not rule.trigger.announces_booking), series.booking_trigger)
    alone = trigger.concerns_one_appointment or trigger in (Trigger.CANCELLED, Trigger.CHANGED)
    appointment = _appointment(series, appointment_id, alone=alone)
    if trigger is Trigger.CANCELLED:
        series, appointment = _without(series, appointment)
    carries_link = series.video and trigger is not Trigger.CANCELLED
    link = Link(appointment.id, 1, "live", None, None, None, STAND_IN) if carries_link else None
    communication = Communication(
        id=new_id(),
        version=1,
        series_id=series.id,
        appointment_id=appointment.id if trigger.concerns_one_appointment else None,
        schedule_version=appointment.schedule_version if trigger is Trigger.REMINDER else None,
        change_id=None if trigger is Trigger.REMINDER else new_id(),
        rule_id=users[0].id if users else None,
        trigger=trigger,
        channel=Channel.EMAIL,
        recipient="client",
        carries_link=carries_link,
        link_of=appointment.id if carries_link else None,
        concerns=(appointment.id,) if trigger is Trigger.CANCELLED else (),
        status=Status.SCHEDULED,
        due_at=now,
    )
    material = Material(
        communication=communication,
        rule=users[0] if users else None,
        template=template,
        series=series,
        recipients=tuple(recipients),
        practitioner=practitioner,
        practice=practice,
        link=link,
        reminder_leads=reminder_leads(rules, series.kind_id),
        told=True,
        known={appointment.id: _the_day_before(appointment, series, now)} if trigger is Trigger.CHANGED else {},
    )
    client = next(person for person in recipients if person.role == "client")
    changes = material.differences(now)
    return material, Ready(appointment, client, client.email or "", link, template, series.version, changes)


def _appointment(series: Series, appointment_id: UUID, *, alone: bool) -> Appointment:
    if not series.booked:
        raise AppointmentUnknown("No session of this series is booked any more.")
    chosen = (each for each in series.booked if each.id == appointment_id)
    return next(chosen, series.booked[0]) if alone else series.booked[0]


def _the_day_before(appointment: Appointment, series: Series, now: datetime) -> Told:
    """As if the client knew this appointment to be a day earlier."""
    told, day = what_is_told(appointment, series, None, at=now), timedelta(days=1)
    return replace(told, local_start=told.local_start - day, local_end=told.local_end - day)


def _without(series: Series, appointment: Appointment) -> tuple[Series, Appointment]:
    """As if this appointment were cancelled."""
    cancelled = replace(appointment, status="cancelled")
    appointments = tuple(cancelled if each == appointment else each for each in series.appointments)
    return replace(series, appointments=appointments), cancelled
