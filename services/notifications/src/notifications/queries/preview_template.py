from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from messaging.at_rest import AtRest
from messaging.database import Connection
from notifications.domain.mail import Mail
from notifications.domain.of_practice import OfPractice
from notifications.domain.preview import as_if
from notifications.domain.rule import Rule
from notifications.domain.template import Template
from notifications.errors import AppointmentUnknown, TemplateDoesNotRender, TemplateNotFound
from notifications.installation import Installation
from notifications.mail.lint import LINK_MISSING, Mistake, mistakes, prints_link
from notifications.mail.render import render
from notifications.projections.series import series_of
from notifications.queries.booked import Booked, booked
from notifications.store.rules import rules_of
from notifications.store.templates import find_template

MOST_MISTAKES = 19  # that are told at once, beside that of a missing link


@dataclass(frozen=True, slots=True)
class TemplatePreview:
    """No mail where a mistake keeps it from being written."""

    mail: Mail | None
    mistakes: tuple[Mistake, ...]


@dataclass(frozen=True, slots=True)
class PreviewMaterial:
    """What a preview is written from: the template as it would be, the appointment's series, and all rules."""

    template: Template
    appointment_id: UUID
    about: Booked
    rules: Sequence[Rule]


async def load_preview(
    connection: Connection,
    template_id: UUID,
    appointment_id: UUID,
    *,
    subject: str | None,
    body: str | None,
    practice_id: UUID,
    installation: Installation,
) -> PreviewMaterial:
    """`subject` and `body` in place of what is saved. Raises TemplateNotFound, AppointmentUnknown."""
    saved = await find_template(connection, template_id)
    if saved is None:
        raise TemplateNotFound(f"No template {template_id} in this practice.")
    about = await _booked_with(connection, OfPractice(practice_id, appointment_id), keys=installation.keys)
    template = replace(
        saved, subject=saved.subject if subject is None else subject, body=saved.body if body is None else body
    )
    return PreviewMaterial(template, appointment_id, about, await rules_of(connection, practice_id))


def write_preview(material: PreviewMaterial, *, now: datetime, installation: Installation) -> TemplatePreview:
    """The template as the mail that the appointment's client would get. It may take half a second, by what the template
    holds."""
    template, about = material.template, material.about
    users = [rule for rule in material.rules if rule.template_id == template.id]
    needs_link = any(rule.brings_links for rule in users)
    missing = [LINK_MISSING] if needs_link and not prints_link(template.body) else []
    if found := mistakes(template.subject, template.body):
        return TemplatePreview(None, (*found[:MOST_MISTAKES], *missing))
    mail, ready = as_if(
        template,
        about.series,
        material.appointment_id,
        recipients=about.recipients,
        practitioner=about.practitioner,
        practice=about.practice,
        rules=material.rules,
        users=users,
        now=now,
        new_id=installation.new_id,
    )
    try:
        return TemplatePreview(render(mail, ready, domain="preview.invalid", now=now), tuple(missing))
    except TemplateDoesNotRender as error:
        return TemplatePreview(None, (Mistake("body", None, str(error)), *missing))


async def _booked_with(connection: Connection, appointment: OfPractice, *, keys: AtRest) -> Booked:
    """Raises AppointmentUnknown until all is known that it takes."""
    series = await series_of(connection, appointment)
    found = await booked(connection, {series}, keys=keys) if series else {}
    if series is None or series not in found:
        raise AppointmentUnknown(f"No appointment {appointment.id} is known here yet.")
    return found[series]
