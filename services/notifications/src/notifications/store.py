"""SQL for writes, and for reads that lock. What is kept sealed is sealed and opened here, by the service's own keys."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from uuid import UUID

import asyncpg
from cryptography.fernet import MultiFernet
from uuid_utils.compat import uuid7

from messaging.database import Connection
from notifications.domain.lead import Lead
from notifications.domain.links import SeriesLinks
from notifications.domain.material import Practice, Recipient
from notifications.domain.rule import Channel, Rule, Trigger
from notifications.domain.series import Series
from notifications.domain.starting import StartingRule, StartingTemplate
from notifications.errors import RuleNotFound, SeriesNotFound


async def add_practice(connection: Connection, practice_id: UUID) -> bool:
    """A row for a practice that no event has described yet; False where there is one. Waits for whoever adds it too."""
    added = await connection.execute("INSERT INTO practices (id) VALUES ($1) ON CONFLICT (id) DO NOTHING", practice_id)
    return added == "INSERT 0 1"


async def add_rules(connection: Connection, practice_id: UUID, rules: Sequence[StartingRule]) -> None:
    """Switched on, each with its template."""
    await connection.execute(
        """
        WITH given AS (
            SELECT *
              FROM unnest(
                       $2::uuid[], $3::uuid[], $4::text[], $5::interval[], $6::text[], $7::text[], $8::text[],
                       $9::text[]
                   ) AS given (rule_id, template_id, trigger, delay, lead, name, subject, body)
        ), added AS (
            INSERT INTO templates (id, practice_id, name, channel, subject, body)
            SELECT template_id, $1, name, 'email', subject, body
              FROM given
        )
        INSERT INTO rules (id, practice_id, trigger, channel, template_id, active, delay, lead)
        SELECT rule_id, $1, trigger, 'email', template_id, true, delay, lead
          FROM given
        """,
        practice_id,
        [uuid7() for _ in rules],
        [uuid7() for _ in rules],
        [rule.trigger.value for rule in rules],
        [rule.delay for rule in rules],
        [rule.lead and str(rule.lead) for rule in rules],
        [rule.template.name for rule in rules],
        [rule.template.subject for rule in rules],
        [rule.template.body for rule in rules],
    )


async def add_templates(connection: Connection, practice_id: UUID, templates: Sequence[StartingTemplate]) -> None:
    """Used by no rule."""
    await connection.execute(
        """
        INSERT INTO templates (id, practice_id, name, channel, subject, body)
        SELECT id, $1, name, 'email', subject, body
          FROM unnest($2::uuid[], $3::text[], $4::text[], $5::text[]) AS given (id, name, subject, body)
        """,
        practice_id,
        [uuid7() for _ in templates],
        [template.name for template in templates],
        [template.subject for template in templates],
        [template.body for template in templates],
    )


async def save_practice(connection: Connection, practice_id: UUID, version: int, practice: Practice) -> bool:
    """Whether it is newer than what was known."""
    saved = await connection.execute(
        """
        UPDATE practices
           SET version = $2, name = $3, zone = $4, phone = $5, phone_hours = $6, email = $7
         WHERE id = $1
           AND version < $2
        """,
        practice_id,
        version,
        practice.name,
        practice.zone,
        practice.phone,
        practice.phone_hours,
        practice.email,
    )
    return saved == "UPDATE 1"


async def save_practitioner(
    connection: Connection, practice_id: UUID, practitioner_id: UUID, version: int, name: str
) -> bool:
    """Whether it is newer than what was known."""
    saved = await connection.execute(
        """
        INSERT INTO practitioners (id, practice_id, version, name)
        VALUES ($1, $2, $3, $4)
        ON CONFLICT (id) DO UPDATE
           SET version = excluded.version, name = excluded.name
         WHERE practitioners.version < excluded.version
        """,
        practitioner_id,
        practice_id,
        version,
        name,
    )
    return saved == "INSERT 0 1"


async def save_client(
    connection: Connection,
    practice_id: UUID,
    client_id: UUID,
    version: int,
    recipients: Sequence[Recipient],
    *,
    keys: MultiFernet,
) -> bool:
    """Whether it is newer than what was known."""
    saved = await connection.execute(
        """
        INSERT INTO clients (id, practice_id, version, recipients)
        VALUES ($1, $2, $3, $4)
        ON CONFLICT (id) DO UPDATE
           SET version = excluded.version, recipients = excluded.recipients
         WHERE clients.version < excluded.version
        """,
        client_id,
        practice_id,
        version,
        keys.encrypt(json.dumps([asdict(recipient) for recipient in recipients]).encode()),
    )
    return saved == "INSERT 0 1"


async def save_series(
    connection: Connection, practice_id: UUID, series: Series, *, again: bool = False, keys: MultiFernet
) -> bool:
    """Whether it is newer than what was known, or, told `again`, not older. Locks the series either way.

    Raises SeriesNotFound where the series is another practice's.
    """
    saved = await connection.execute(
        """
        INSERT INTO series
               (id, practice_id, version, practitioner_id, client_id, kind_id, video, zone,
                recurrence, skipped_dates, skipped_months, note)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        ON CONFLICT (id) DO UPDATE
           SET version = excluded.version,
               practitioner_id = excluded.practitioner_id,
               client_id = excluded.client_id,
               kind_id = excluded.kind_id,
               video = excluded.video,
               zone = excluded.zone,
               recurrence = excluded.recurrence,
               skipped_dates = excluded.skipped_dates,
               skipped_months = excluded.skipped_months,
               note = excluded.note
         WHERE series.version < excluded.version
            OR ($13 AND series.version = excluded.version)
        """,
        series.id,
        practice_id,
        series.version,
        series.practitioner_id,
        series.client_id,
        series.kind_id,
        series.video,
        series.zone,
        series.recurrence,
        list(series.skipped_dates),
        list(series.skipped_months),
        _seal(keys, series.note),
        again,
    )
    if saved != "INSERT 0 1":
        if not await connection.fetchval("SELECT true FROM series WHERE id = $1", series.id):
            raise SeriesNotFound(f"No series {series.id} in this practice.")
        return False
    occurrences = series.occurrences
    await connection.execute(
        """
        INSERT INTO appointments
               (id, practice_id, series_id, number, local_start, fold, starts_at, ends_at, status, schedule_version)
        SELECT DISTINCT ON (id) id, $1, $2, number, local_start, fold, starts_at, ends_at, status, schedule_version
          FROM unnest(
                   $3::uuid[], $4::integer[], $5::timestamp[], $6::smallint[], $7::timestamptz[], $8::timestamptz[],
                   $9::text[], $10::integer[]
               ) AS given (id, number, local_start, fold, starts_at, ends_at, status, schedule_version)
         ORDER BY id, schedule_version DESC
        ON CONFLICT (id) DO UPDATE
           SET number = excluded.number,
               local_start = excluded.local_start,
               fold = excluded.fold,
               starts_at = excluded.starts_at,
               ends_at = excluded.ends_at,
               status = excluded.status,
               schedule_version = excluded.schedule_version
        """,
        practice_id,
        series.id,
        [occurrence.id for occurrence in occurrences],
        [occurrence.number for occurrence in occurrences],
        [occurrence.local_start for occurrence in occurrences],
        [occurrence.fold for occurrence in occurrences],
        [occurrence.starts_at for occurrence in occurrences],
        [occurrence.ends_at for occurrence in occurrences],
        [occurrence.status for occurrence in occurrences],
        [occurrence.schedule_version for occurrence in occurrences],
    )
    return True


async def save_links(connection: Connection, practice_id: UUID, series: SeriesLinks, *, keys: MultiFernet) -> bool:
    """Whether the list is newer than what was known; it replaces the one before."""
    saved = await connection.execute(
        """
        INSERT INTO series_links (series_id, practice_id, version)
        VALUES ($1, $2, $3)
        ON CONFLICT (series_id) DO UPDATE
           SET version = excluded.version
         WHERE series_links.version < excluded.version
        """,
        series.series_id,
        practice_id,
        series.version,
    )
    if saved != "INSERT 0 1":
        return False
    await connection.execute(
        """
        WITH gone AS (
            DELETE FROM links WHERE series_id = $2 AND appointment_id <> ALL ($3::uuid[])
        )
        INSERT INTO links (practice_id, series_id, appointment_id, generation, state, reason, opens_at, url)
        SELECT DISTINCT ON (appointment_id) $1, $2, appointment_id, generation, state, reason, opens_at, url
          FROM unnest($3::uuid[], $4::integer[], $5::text[], $6::text[], $7::timestamptz[], $8::bytea[])
               AS given (appointment_id, generation, state, reason, opens_at, url)
         ORDER BY appointment_id, generation DESC
        ON CONFLICT (appointment_id) DO UPDATE
           SET generation = excluded.generation,
               state = excluded.state,
               reason = excluded.reason,
               opens_at = excluded.opens_at,
               url = excluded.url
        """,
        practice_id,
        series.series_id,
        [link.appointment_id for link in series.links],
        [link.generation for link in series.links],
        [link.state for link in series.links],
        [link.reason for link in series.links],
        [link.opens_at for link in series.links],
        [keys.encrypt(link.url.encode()) for link in series.links],
    )
    return True


async def rules_of(connection: Connection, practice_id: UUID) -> list[Rule]:
    rows = await connection.fetch(
        """
        SELECT id, version, trigger, kind_id, channel, template_id, active, delay, lead
          FROM rules
         WHERE practice_id = $1
         ORDER BY id
        """,
        practice_id,
    )
    return [_rule(row) for row in rows]


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


def _seal(keys: MultiFernet, text: str | None) -> bytes | None:
    return keys.encrypt(text.encode()) if text is not None else None
