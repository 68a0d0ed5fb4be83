"""What a message is made from, as everything stands when it is about to be sent."""

from dataclasses import dataclass
from datetime import datetime

from notifications.domain.communication import Communication, RecipientRole
from notifications.domain.lead import Lead
from notifications.domain.links import Link
from notifications.domain.outcome import WaitsForLink, Withdrawn
from notifications.domain.rule import Rule
from notifications.domain.series import Occurrence, Series


@dataclass(frozen=True, slots=True)
class Recipient:
    role: RecipientRole
    name: str
    called: str | None
    email: str | None
    phone: str | None


@dataclass(frozen=True, slots=True)
class Practice:
    name: str
    zone: str
    phone: str | None
    phone_hours: str | None
    email: str | None


@dataclass(frozen=True, slots=True)
class Template:
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Material:
    """`link` is the one of the session that the message leads to, and no other. `reminder_lead` is that of the
    reminders which go for this series, if any do."""

    communication: Communication
    rule: Rule | None
    template: Template | None
    series: Series
    recipients: tuple[Recipient, ...]
    practitioner: str
    practice: Practice
    link: Link | None
    reminder_lead: Lead | None


@dataclass(frozen=True, slots=True)
class Ready:
    """A message that can be sent: what it leads to, and to whom."""

    session: Occurrence
    recipient: Recipient
    address: str
    link: Link | None
    template: Template


def session_led_to(communication: Communication, series: Series, now: datetime) -> Occurrence | None:
    """A reminder's own session, or the first that lies ahead; None where it is not booked any more or over."""
    if communication.appointment_id is None:
        return series.first_ahead(now)
    return next(
        (session for session in series.booked if session.id == communication.appointment_id and session.ends_at > now),
        None,
    )


def check(material: Material, now: datetime) -> Ready | Withdrawn | WaitsForLink:
    """The last look before sending."""
    communication, rule, series = material.communication, material.rule, material.series
    if rule is None or material.template is None:
        return Withdrawn("suppressed", "no_rule")
    if not rule.active:
        return Withdrawn("suppressed", "rule_off")
    session = session_led_to(communication, series, now)
    if session is None:
        return _nothing_ahead(communication, series)
    if communication.schedule_version not in (None, session.schedule_version):
        return Withdrawn("cancelled", "session_moved")
    recipient = next((person for person in material.recipients if person.role == communication.recipient), None)
    if recipient is None or not recipient.email:
        return Withdrawn("suppressed", "no_address")
    link = material.link
    if communication.carries_link and (link is None or link.appointment_id != session.id):
        return WaitsForLink()
    return Ready(session, recipient, recipient.email, link if communication.carries_link else None, material.template)


def _nothing_ahead(communication: Communication, series: Series) -> Withdrawn:
    booked = any(communication.appointment_id in (None, session.id) for session in series.booked)
    return Withdrawn("suppressed", "session_over") if booked else Withdrawn("cancelled", "session_cancelled")
