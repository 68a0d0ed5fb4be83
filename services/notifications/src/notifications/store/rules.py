from collections import defaultdict
from collections.abc import Collection, Sequence
from uuid import UUID

import asyncpg

from messaging.database import Connection
from notifications.domain.lead import Lead
from notifications.domain.rule import Channel, Rule, Trigger
from notifications.errors import RuleNotFound


async def rules_of(connection: Connection, practice_id: UUID) -> list[Rule]:
    return (await rules_of_each(connection, {practice_id}))[practice_id]


async def rules_of_each(connection: Connection, practice_ids: Collection[UUID]) -> dict[UUID, list[Rule]]:
    rows = await connection.fetch(
        """
        SELECT practice_id, id, version, trigger, kind_id, channel, template_id, active, delay, lead
          FROM rules
         WHERE practice_id = ANY ($1::uuid[])
         ORDER BY id
        """,
        list(practice_ids),
    )
    rules: dict[UUID, list[Rule]] = defaultdict(list)
    for row in rows:
        rules[row["practice_id"]].append(_rule(row))
    return rules


async def lock_rule(connection: Connection, rule_id: UUID) -> Rule:
    """Raises RuleNotFound."""
    row = await connection.fetchrow(
        """
        SELECT id, version, trigger, kind_id, channel, template_id, active, delay, lead
          FROM rules
         WHERE id = $1
           FOR UPDATE
        """,
        rule_id,
    )
    if row is None:
        raise RuleNotFound(f"No rule {rule_id} in this practice.")
    return _rule(row)


async def add_rules(connection: Connection, practice_id: UUID, rules: Sequence[Rule]) -> None:
    await connection.execute(
        """
        INSERT INTO rules (id, practice_id, version, trigger, kind_id, channel, template_id, active, delay, lead)
        SELECT id, $1, version, trigger, kind_id, channel, template_id, active, delay, lead
          FROM unnest(
                   $2::uuid[], $3::integer[], $4::text[], $5::uuid[], $6::text[], $7::uuid[], $8::boolean[],
                   $9::interval[], $10::text[]
               ) AS given (id, version, trigger, kind_id, channel, template_id, active, delay, lead)
        """,
        practice_id,
        [rule.id for rule in rules],
        [rule.version for rule in rules],
        [rule.trigger.value for rule in rules],
        [rule.kind_id for rule in rules],
        [rule.channel.value for rule in rules],
        [rule.template_id for rule in rules],
        [rule.active for rule in rules],
        [rule.delay for rule in rules],
        [rule.lead and str(rule.lead) for rule in rules],
    )


async def save_rule(connection: Connection, rule: Rule) -> None:
    await connection.execute(
        "UPDATE rules SET version = $2, active = $3, delay = $4, lead = $5, template_id = $6 WHERE id = $1",
        rule.id,
        rule.version,
        rule.active,
        rule.delay,
        rule.lead and str(rule.lead),
        rule.template_id,
    )


def _rule(row: asyncpg.Record) -> Rule:
    return Rule(
        id=row["id"],
        version=row["version"],
        trigger=Trigger(row["trigger"]),
        kind_id=row["kind_id"],
        channel=Channel(row["channel"]),
        template_id=row["template_id"],
        active=row["active"],
        delay=row["delay"],
        lead=Lead.parse(row["lead"]) if row["lead"] else None,
    )
