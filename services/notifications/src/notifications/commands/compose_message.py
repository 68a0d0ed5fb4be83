from dataclasses import dataclass

from messaging.database import Connection
from notifications import store, views
from notifications.commands.claim_messages import Claimed
from notifications.commands.installation import Installation
from notifications.domain.mail import Mail
from notifications.domain.material import Ready, check
from notifications.domain.outcome import Outcome, Refused
from notifications.errors import TemplateDoesNotRender
from notifications.mail.render import render


@dataclass(frozen=True, slots=True)
class Composed:
    mail: Mail
    ready: Ready


async def compose_message(
    connection: Connection, claimed: Claimed, *, domain: str, installation: Installation
) -> Composed | Outcome:
    """The mail as everything stands now, or why it does not go.

    Raises StaleAttempt.
    """
    now = installation.now()
    communication = await store.find_attempt(
        connection, claimed.communication_id, attempt=claimed.attempt, keys=installation.keys
    )
    rules = await store.rules_of(connection, claimed.practice_id)
    material = await views.material(connection, communication, rules, keys=installation.keys, now=now)
    checked = check(material, now)
    if not isinstance(checked, Ready):
        return checked
    try:
        return Composed(render(material, checked, domain=domain, now=now), checked)
    except TemplateDoesNotRender as error:
        return Refused("template_does_not_render", str(error))
