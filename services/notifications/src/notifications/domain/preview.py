"""A message as it would be, made from a real booking, for whoever writes its template."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from notifications.domain.communication import Communication, Status
from notifications.domain.links import Link
from notifications.domain.material import Material, Practice, Ready, Recipient, Template
from notifications.domain.planning import NewId
from notifications.domain.rule import Channel, Rule, Trigger, reminder_lead
from notifications.domain.series import Occurrence, Series
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
    trigger = next((rule.trigger for rule in users if rule.trigger.concerns_one_session), series.booking_trigger)
    session = _session(series, appointment_id, alone=trigger.concerns_one_session)
    link = Link(session.id, 1, "live", None, None, STAND_IN) if series.video else None
    communication = Communication(
        id=new_id(),
        version=1,
        series_id=series.id,
        appointment_id=session.id if trigger.concerns_one_session else None,
        schedule_version=session.schedule_version if trigger is Trigger.REMINDER else None,
        change_id=None if trigger is Trigger.REMINDER else new_id(),
        rule_id=users[0].id if users else None,
        trigger=trigger,
        channel=Channel.EMAIL,
        recipient="client",
        carries_link=series.video,
        link_of=session.id if series.video else None,
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
        reminder_lead=reminder_lead(rules, series.kind_id),
    )
    client = next(person for person in recipients if person.role == "client")
    return material, Ready(session, client, client.email or "", link, template)


def _session(series: Series, appointment_id: UUID, *, alone: bool) -> Occurrence:
    if not series.booked:
        raise AppointmentUnknown("No session of this series is booked any more.")
    chosen = (session for session in series.booked if session.id == appointment_id)
    return next(chosen, series.booked[0]) if alone else series.booked[0]
