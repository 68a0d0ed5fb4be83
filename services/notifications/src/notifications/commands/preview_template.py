from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cryptography.fernet import MultiFernet

from messaging.actor import Actor
from messaging.database import Connection
from notifications import store, views
from notifications.domain.mail import Mail
from notifications.domain.material import Template
from notifications.domain.preview import as_if
from notifications.errors import AppointmentUnknown, TemplateDoesNotRender, TemplateNotFound
from notifications.mail.lint import LINK_MISSING, Mistake, mistakes, prints_link
from notifications.mail.render import render


@dataclass(frozen=True, slots=True)
class TemplatePreview:
    """No mail where a mistake keeps it from being written."""

    mail: Mail | None
    mistakes: tuple[Mistake, ...]


async def preview_template(
    connection: Connection,
    template_id: UUID,
    appointment_id: UUID,
    *,
    subject: str | None,
    body: str | None,
    by: Actor,
    keys: MultiFernet,
    now: datetime,
    new_id: Callable[[], UUID],
) -> TemplatePreview:
    """A template, or these words in its place, as the mail that an appointment's client would get. Nothing is stored.

    Raises TemplateNotFound, AppointmentUnknown.
    """
    saved = await views.template(connection, template_id)
    if saved is None:
        raise TemplateNotFound(f"No template {template_id} in this practice.")
    booked = await views.booked_with(connection, appointment_id, keys=keys)
    if booked is None:
        raise AppointmentUnknown(f"No appointment {appointment_id} is known here yet.")
    rules = await store.rules_of(connection, by.practice_id)
    template = Template(saved.subject if subject is None else subject, saved.body if body is None else body)
    users = [rule for rule in rules if rule.template_id == template_id]
    needs_link = any(rule.brings_links for rule in users)
    missing = [LINK_MISSING] if needs_link and not prints_link(template.body) else []
    if found := mistakes(template.subject, template.body):
        return TemplatePreview(None, (*found, *missing))
    material, ready = as_if(
        template,
        booked.series,
        appointment_id,
        recipients=booked.recipients,
        practitioner=booked.practitioner,
        practice=booked.practice,
        rules=rules,
        users=users,
        now=now,
        new_id=new_id,
    )
    try:
        return TemplatePreview(render(material, ready, domain="preview.invalid", now=now), tuple(missing))
    except TemplateDoesNotRender as error:
        return TemplatePreview(None, (Mistake("body", None, str(error)), *missing))
