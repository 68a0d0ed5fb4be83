from datetime import datetime, timedelta
from uuid import UUID

from messaging import incarnations
from messaging.actor import Actor
from messaging.database import Connection
from messaging.errors import VersionStale
from messaging.version import Version
from notifications import audit
from notifications.domain.lead import Lead
from notifications.domain.rule import Rule
from notifications.errors import TemplateDoesNotFit, TemplateUnknown
from notifications.installation import Installation
from notifications.mail.lint import LINK_MISSING, prints_link
from notifications.store.rules import lock_rule, save_rule
from notifications.store.templates import find_template


async def change_rule(
    connection: Connection,
    rule_id: UUID,
    *,
    active: bool | None,
    delay: timedelta | None,
    lead: Lead | None,
    template_id: UUID | None,
    seen_version: Version,
    by: Actor,
    now: datetime,
    installation: Installation,
) -> Rule:
    """Switch a rule on or off, change its time or its template; None leaves as it is.

    What is planned already keeps its time, and goes with the template that the rule has by then.
    Raises RuleNotFound, VersionStale, TimingDoesNotFit, TemplateUnknown, TemplateDoesNotFit.
    """
    rule = await lock_rule(connection, rule_id)
    if await incarnations.shown(connection, rule.version) != seen_version:
        raise VersionStale("Somebody has changed the rule since. Look at it before you change it.")
    changed = rule.changed(active=active, delay=delay, lead=lead, template_id=template_id)
    if changed.template_id != rule.template_id:
        await _require_fit(connection, changed)
    if changed != rule:
        await save_rule(connection, changed)
        await audit.add(
            connection,
            "rule_changed",
            rule_id,
            entry_id=installation.new_id(),
            by=by,
            at=now,
            details=changed.difference(rule),
        )
    return changed


async def _require_fit(connection: Connection, rule: Rule) -> None:
    template = await find_template(connection, rule.template_id)
    if template is None:
        raise TemplateUnknown(f"No template {rule.template_id} in this practice.")
    if template.channel is not rule.channel:
        raise TemplateDoesNotFit(f"It is for {template.channel}, and the rule for {rule.channel}.")
    if rule.brings_links and not prints_link(template.body):
        raise TemplateDoesNotFit(LINK_MISSING.words)
