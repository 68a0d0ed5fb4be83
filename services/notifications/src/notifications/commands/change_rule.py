from datetime import datetime, timedelta
from uuid import UUID

from messaging.actor import Actor
from messaging.database import Connection
from notifications import audit, store
from notifications.domain.lead import Lead
from notifications.domain.rule import Rule


async def change_rule(
    connection: Connection,
    rule_id: UUID,
    *,
    active: bool | None,
    delay: timedelta | None,
    lead: Lead | None,
    expected_version: int | None,
    by: Actor,
    now: datetime,
) -> Rule:
    """Switch a rule on or off, or change its time; None leaves as it is. What is planned already keeps its time.

    Raises RuleNotFound, RuleHasChanged, TimingDoesNotFit.
    """
    rule = await store.lock_rule(connection, rule_id)
    changed = rule.expected(expected_version).changed(active=active, delay=delay, lead=lead)
    if changed != rule:
        await store.save_rule(connection, changed)
        await audit.add(connection, "rule changed", rule_id, by=by, at=now, details=changed.difference(rule))
    return changed
