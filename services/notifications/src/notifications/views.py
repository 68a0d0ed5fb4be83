"""SQL for reads."""

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg
from cryptography.fernet import MultiFernet

from messaging.database import Connection
from notifications.domain.communication import Communication
from notifications.domain.links import Link
from notifications.domain.material import Material, Practice, Recipient, Template, session_led_to
from notifications.domain.rule import Channel, Rule, reminder_lead
from notifications.domain.series import Occurrence, Series


@dataclass(frozen=True, slots=True)
class TemplateView:
    id: UUID
    version: int
    name: str
    channel: Channel
    subject: str
    body: str


async def templates(connection: Connection) -> list[TemplateView]:
    """The practice's templates."""
    rows = await connection.fetch("SELECT id, version, name, channel, subject, body FROM templates ORDER BY id")
    return [TemplateView(**{**row, "channel": Channel(row["channel"])}) for row in rows]


async def template(connection: Connection, template_id: UUID) -> TemplateView | None:
    row = await connection.fetchrow(
        "SELECT id, version, name, channel, subject, body FROM templates WHERE id = $1", template_id
    )
    return TemplateView(**{**row, "channel": Channel(row["channel"])}) if row else None


@dataclass(frozen=True, slots=True)
class Booked:
    """A series, and whom it concerns."""

    series: Series
    recipients: tuple[Recipient, ...]
    practitioner: str
    practice: Practice


async def booked_with(connection: Connection, appointment_id: UUID, *, keys: MultiFernet) -> Booked | None:
    """The series of an appointment. None until all that it takes is known."""
    series_id = await connection.fetchval("SELECT series_id FROM appointments WHERE id = $1", appointment_id)
    return await _booked(connection, series_id, keys=keys) if series_id else None


async def _booked(connection: Connection, series_id: UUID, *, keys: MultiFernet) -> Booked | None:
    row = await connection.fetchrow(
        """
        SELECT series.*,
               practitioners.name AS practitioner,
               clients.recipients,
               practices.name AS practice,
               practices.zone AS practice_zone,
               practices.phone,
               practices.phone_hours,
               practices.email
          FROM series
          JOIN practitioners ON practitioners.id = series.practitioner_id
          JOIN clients ON clients.id = series.client_id
          JOIN practices ON practices.id = series.practice_id
         WHERE series.id = $1
           AND practices.version > 0
        """,
        series_id,
    )
    if row is None:
        return None
    return Booked(
        series=_series(row, await _occurrences(connection, series_id), keys=keys),
        recipients=tuple(Recipient(**recipient) for recipient in json.loads(keys.decrypt(row["recipients"]))),
        practitioner=row["practitioner"],
        practice=Practice(row["practice"], row["practice_zone"], row["phone"], row["phone_hours"], row["email"]),
    )


async def material(
    connection: Connection,
    communication: Communication,
    rules: list[Rule],
    *,
    keys: MultiFernet,
    now: datetime,
) -> Material:
    """What a claimed message is made from: the claim has seen that its practice, practitioner and client are known."""
    booked = await _booked(connection, communication.series_id, keys=keys)
    assert booked is not None
    series = booked.series
    session = session_led_to(communication, series, now)
    rule = next((rule for rule in rules if rule.id == communication.rule_id), None)
    return Material(
        communication=communication,
        rule=rule,
        template=await _template(connection, rule.template_id) if rule else None,
        series=series,
        recipients=booked.recipients,
        practitioner=booked.practitioner,
        practice=booked.practice,
        link=await _link(connection, session.id, keys=keys) if session and communication.carries_link else None,
        reminder_lead=reminder_lead(rules, series.kind_id),
        told=await _told(connection, communication),
    )


async def _told(connection: Connection, communication: Communication) -> bool:
    """What a message that is no cancellation does not ask."""
    if communication.change_version is None:
        return True
    told: bool = await connection.fetchval(
        """
        SELECT EXISTS (
                   SELECT
                     FROM communications
                    WHERE series_id = $1
                      AND trigger <> 'cancelled'
                      AND (status IN ('sent', 'unknown') OR handed_over > 0)
                      AND coalesce(told_version, 0) < $2
               )
        """,
        communication.series_id,
        communication.change_version,
    )
    return told


async def _occurrences(connection: Connection, series_id: UUID) -> tuple[Occurrence, ...]:
    rows = await connection.fetch(
        """
        SELECT id, number, local_start, fold, starts_at, ends_at, status, schedule_version
          FROM appointments
         WHERE series_id = $1
         ORDER BY number
        """,
        series_id,
    )
    return tuple(Occurrence(**row) for row in rows)


async def _template(connection: Connection, template_id: UUID) -> Template | None:
    row = await connection.fetchrow("SELECT subject, body FROM templates WHERE id = $1", template_id)
    return Template(**row) if row else None


async def _link(connection: Connection, appointment_id: UUID, *, keys: MultiFernet) -> Link | None:
    row = await connection.fetchrow(
        """
        SELECT appointment_id, generation, state, reason, opens_at, url
          FROM links
         WHERE appointment_id = $1
        """,
        appointment_id,
    )
    return Link(**{**row, "url": keys.decrypt(row["url"]).decode()}) if row else None


def _series(row: asyncpg.Record, occurrences: tuple[Occurrence, ...], *, keys: MultiFernet) -> Series:
    return Series(
        id=row["id"],
        version=row["version"],
        practitioner_id=row["practitioner_id"],
        client_id=row["client_id"],
        kind_id=row["kind_id"],
        video=row["video"],
        zone=row["zone"],
        recurrence=row["recurrence"],
        skipped_dates=tuple(row["skipped_dates"]),
        skipped_months=tuple(row["skipped_months"]),
        note=keys.decrypt(row["note"]).decode() if row["note"] is not None else None,
        occurrences=occurrences,
    )
