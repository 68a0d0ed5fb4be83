"""SQL for writes, and for reads that lock. What is kept sealed is sealed and opened here, by the service's own keys."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import timedelta
from uuid import UUID

import asyncpg
from cryptography.fernet import MultiFernet
from uuid_utils.compat import uuid7

from messaging.database import Connection
from notifications.domain.communication import Communication, Status
from notifications.domain.lead import Lead
from notifications.domain.links import SeriesLinks
from notifications.domain.material import Practice, Recipient
from notifications.domain.rule import Channel, Rule, Trigger
from notifications.domain.series import Series
from notifications.domain.starting import StartingRule, StartingTemplate
from notifications.errors import RuleNotFound, StaleAttempt

CHANNEL = "communications"  # on which the scheduler listens


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


async def save_series(connection: Connection, practice_id: UUID, series: Series, *, keys: MultiFernet) -> bool:
    """Whether it is newer than what was known. Locks the series either way."""
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
    )
    if saved != "INSERT 0 1":
        return False
    occurrences = series.occurrences
    await connection.execute(
        """
        INSERT INTO appointments
               (id, practice_id, series_id, number, local_start, fold, starts_at, ends_at, status, schedule_version)
        SELECT id, $1, $2, number, local_start, fold, starts_at, ends_at, status, schedule_version
          FROM unnest(
                   $3::uuid[], $4::integer[], $5::timestamp[], $6::smallint[], $7::timestamptz[], $8::timestamptz[],
                   $9::text[], $10::integer[]
               ) AS given (id, number, local_start, fold, starts_at, ends_at, status, schedule_version)
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
        SELECT $1, $2, appointment_id, generation, state, reason, opens_at, url
          FROM unnest($3::uuid[], $4::integer[], $5::text[], $6::text[], $7::timestamptz[], $8::bytea[])
               AS given (appointment_id, generation, state, reason, opens_at, url)
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


async def is_announced(connection: Connection, change_id: UUID) -> bool:
    """Whether it has been decided what is told of this change, be it that nothing is."""
    announced: bool = await connection.fetchval(
        "SELECT EXISTS (SELECT FROM communications WHERE change_id = $1 AND trigger <> 'reminder')", change_id
    )
    return announced


async def may_know(connection: Connection, series_id: UUID, *, before: int) -> bool:
    """Whether a client may have been told of a series as it was before this version of it, or just is being."""
    known: bool = await connection.fetchval(
        """
        SELECT EXISTS (
                   SELECT
                     FROM communications
                    WHERE series_id = $1
                      AND trigger <> 'cancelled'
                      AND (
                              status = 'sending'
                              OR (
                                     (status IN ('sent', 'unknown') OR handed_over > 0)
                                     AND coalesce(told_version, 0) < $2
                                 )
                          )
               )
        """,
        series_id,
        before,
    )
    return known


async def add_communications(
    connection: Connection, practice_id: UUID, communications: Sequence[Communication]
) -> list[Communication]:
    """Those that were not there before: one reminder a rule, time and recipient, one announcement a change."""
    added = await connection.fetch(
        """
        INSERT INTO communications
               (practice_id, version, attempt, id, series_id, appointment_id, schedule_version, change_id, rule_id,
                trigger, channel, recipient, carries_link, link_of, link_generation_from, concerns, change_version,
                status, reason, due_at)
        SELECT $1, 1, 0, id, series_id, appointment_id, schedule_version, change_id, rule_id, trigger, channel,
               recipient, carries_link, link_of, link_generation_from,
               concerns::uuid[], change_version, status, reason, due_at
          FROM unnest(
                   $2::uuid[], $3::uuid[], $4::uuid[], $5::integer[], $6::uuid[], $7::uuid[], $8::text[], $9::text[],
                   $10::text[], $11::boolean[], $12::uuid[], $13::integer[], $14::text[], $15::integer[],
                   $16::text[], $17::text[], $18::timestamptz[]
               ) AS given (id, series_id, appointment_id, schedule_version, change_id, rule_id, trigger, channel,
                           recipient, carries_link, link_of, link_generation_from, concerns, change_version, status,
                           reason, due_at)
        ON CONFLICT DO NOTHING
        RETURNING id
        """,
        practice_id,
        [communication.id for communication in communications],
        [communication.series_id for communication in communications],
        [communication.appointment_id for communication in communications],
        [communication.schedule_version for communication in communications],
        [communication.change_id for communication in communications],
        [communication.rule_id for communication in communications],
        [communication.trigger.value for communication in communications],
        [communication.channel.value for communication in communications],
        [communication.recipient for communication in communications],
        [communication.carries_link for communication in communications],
        [communication.link_of for communication in communications],
        [communication.link_generation_from for communication in communications],
        ["{" + ",".join(map(str, communication.concerns)) + "}" for communication in communications],
        [communication.change_version for communication in communications],
        [communication.status.value for communication in communications],
        [communication.reason for communication in communications],
        [communication.due_at for communication in communications],
    )
    new = {row["id"] for row in added}
    return [communication for communication in communications if communication.id in new]


async def lock_communications(
    connection: Connection, ids: Sequence[UUID], *, keys: MultiFernet
) -> list[tuple[UUID, Communication]]:
    """Each with its practice, in the order of their ids."""
    rows = await connection.fetch(
        "SELECT * FROM communications WHERE id = ANY ($1::uuid[]) ORDER BY id FOR UPDATE", list(ids)
    )
    return [(row["practice_id"], communication_of(row, keys=keys)) for row in rows]


async def lock_scheduled(connection: Connection, series_id: UUID, *, keys: MultiFernet) -> list[Communication]:
    """Those of a series that nobody has taken for an attempt, in the order of their ids."""
    rows = await connection.fetch(
        """
        SELECT *
          FROM communications
         WHERE series_id = $1
           AND status = 'scheduled'
         ORDER BY id
           FOR UPDATE
        """,
        series_id,
    )
    return [communication_of(row, keys=keys) for row in rows]


async def lock_communication(connection: Connection, communication_id: UUID, *, keys: MultiFernet) -> Communication:
    row = await connection.fetchrow("SELECT * FROM communications WHERE id = $1 FOR UPDATE", communication_id)
    assert row is not None, "Communications are never deleted."
    return communication_of(row, keys=keys)


async def find_attempt(
    connection: Connection, communication_id: UUID, *, attempt: int, keys: MultiFernet
) -> Communication:
    """Raises StaleAttempt."""
    row = await connection.fetchrow(
        "SELECT * FROM communications WHERE id = $1 AND status = 'sending' AND attempt = $2",
        communication_id,
        attempt,
    )
    if row is None:
        raise StaleAttempt(f"Attempt {attempt} is over.")
    return communication_of(row, keys=keys)


async def save_communications(
    connection: Connection, communications: Sequence[Communication], *, keys: MultiFernet, lease: timedelta
) -> None:
    """The caller has locked them. One that is being sent is leased from now on, by Postgres's clock."""
    await connection.execute(
        """
        UPDATE communications AS communication
           SET version = given.version,
               status = given.status,
               reason = given.reason,
               detail = given.detail,
               address = given.address,
               link_of = given.link_of,
               link_generation = given.link_generation,
               told_version = given.told_version,
               due_at = given.due_at,
               sent_at = given.sent_at,
               attempt = given.attempt,
               handed_over = given.handed_over,
               leased_until = CASE WHEN given.status = 'sending' THEN clock_timestamp() + $14 END
          FROM unnest(
                   $1::uuid[], $2::integer[], $3::text[], $4::text[], $5::bytea[], $6::bytea[], $7::uuid[],
                   $8::integer[], $9::integer[], $10::timestamptz[], $11::timestamptz[], $12::integer[],
                   $13::integer[]
               ) AS given (id, version, status, reason, detail, address, link_of, link_generation, told_version, due_at,
                           sent_at, attempt, handed_over)
         WHERE communication.id = given.id
        """,
        [communication.id for communication in communications],
        [communication.version for communication in communications],
        [communication.status.value for communication in communications],
        [communication.reason for communication in communications],
        [_seal(keys, communication.detail) for communication in communications],
        [_seal(keys, communication.address) for communication in communications],
        [communication.link_of for communication in communications],
        [communication.link_generation for communication in communications],
        [communication.told_version for communication in communications],
        [communication.due_at for communication in communications],
        [communication.sent_at for communication in communications],
        [communication.attempt for communication in communications],
        [communication.handed_over for communication in communications],
        lease,
    )


async def hand_over(connection: Connection, communication_id: UUID, *, attempt: int, left: timedelta) -> bool:
    """Note that the whole message goes out now. False where the attempt is not current, or less than `left` remains
    of its lease, by Postgres's clock."""
    noted = await connection.execute(
        """
        UPDATE communications
           SET handed_over = handed_over + 1
         WHERE id = $1
           AND status = 'sending'
           AND attempt = $2
           AND leased_until > clock_timestamp() + $3
        """,
        communication_id,
        attempt,
        left,
    )
    return noted == "UPDATE 1"


async def wake_scheduler(connection: Connection) -> None:
    """Once this transaction has committed."""
    await connection.execute("SELECT pg_notify($1, '')", CHANNEL)


def communication_of(row: asyncpg.Record, *, keys: MultiFernet) -> Communication:
    return Communication(
        id=row["id"],
        version=row["version"],
        series_id=row["series_id"],
        appointment_id=row["appointment_id"],
        schedule_version=row["schedule_version"],
        change_id=row["change_id"],
        rule_id=row["rule_id"],
        trigger=Trigger(row["trigger"]),
        channel=Channel(row["channel"]),
        recipient=row["recipient"],
        carries_link=row["carries_link"],
        link_of=row["link_of"],
        link_generation_from=row["link_generation_from"],
        link_generation=row["link_generation"],
        concerns=tuple(row["concerns"]),
        change_version=row["change_version"],
        told_version=row["told_version"],
        status=Status(row["status"]),
        reason=row["reason"],
        detail=_open(keys, row["detail"]),
        address=_open(keys, row["address"]),
        due_at=row["due_at"],
        sent_at=row["sent_at"],
        attempt=row["attempt"],
        handed_over=row["handed_over"],
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


def _open(keys: MultiFernet, sealed: bytes | None) -> str | None:
    return keys.decrypt(sealed).decode() if sealed is not None else None
