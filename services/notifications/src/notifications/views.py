"""SQL for reads."""

import json
from collections import defaultdict
from collections.abc import Collection, Sequence
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
    return (await _booked(connection, {series_id}, keys=keys)).get(series_id) if series_id else None


async def materials(
    connection: Connection,
    communications: Sequence[tuple[Communication, Sequence[Rule]]],
    *,
    keys: MultiFernet,
    now: datetime,
) -> list[Material]:
    """What claimed messages are made from, each with its practice's rules: the claim has seen that its practice,
    practitioner and client are known."""
    booked = await _booked(connection, {communication.series_id for communication, _ in communications}, keys=keys)
    sessions = {
        communication.id: session.id
        for communication, _ in communications
        if (session := session_led_to(communication, booked[communication.series_id].series, now))
    }
    carrying = [sessions.get(communication.id) for communication, _ in communications if communication.carries_link]
    links = await _links(connection, [session_id for session_id in carrying if session_id], keys=keys)
    ruled = [
        (communication, next((rule for rule in rules if rule.id == communication.rule_id), None), rules)
        for communication, rules in communications
    ]
    templates = await _templates(connection, {rule.template_id for _, rule, _ in ruled if rule})
    found = []
    for communication, rule, rules in ruled:
        about = booked[communication.series_id]
        session_id = sessions.get(communication.id)
        found.append(
            Material(
                communication=communication,
                rule=rule,
                template=templates.get(rule.template_id) if rule else None,
                series=about.series,
                recipients=about.recipients,
                practitioner=about.practitioner,
                practice=about.practice,
                link=links.get(session_id) if session_id and communication.carries_link else None,
                reminder_lead=reminder_lead(rules, about.series.kind_id),
                told=await _told(connection, communication),
            )
        )
    return found


async def _booked(connection: Connection, series_ids: Collection[UUID], *, keys: MultiFernet) -> dict[UUID, Booked]:
    rows = await connection.fetch(
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
         WHERE series.id = ANY ($1::uuid[])
           AND practices.version > 0
        """,
        list(series_ids),
    )
    occurrences = await _occurrences(connection, series_ids)
    return {
        row["id"]: Booked(
            series=_series(row, tuple(occurrences[row["id"]]), keys=keys),
            recipients=tuple(Recipient(**recipient) for recipient in json.loads(keys.decrypt(row["recipients"]))),
            practitioner=row["practitioner"],
            practice=Practice(row["practice"], row["practice_zone"], row["phone"], row["phone_hours"], row["email"]),
        )
        for row in rows
    }


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


async def _occurrences(connection: Connection, series_ids: Collection[UUID]) -> dict[UUID, list[Occurrence]]:
    rows = await connection.fetch(
        """
        SELECT series_id, id, number, local_start, fold, starts_at, ends_at, status, schedule_version
          FROM appointments
         WHERE series_id = ANY ($1::uuid[])
         ORDER BY series_id, number
        """,
        list(series_ids),
    )
    occurrences: dict[UUID, list[Occurrence]] = defaultdict(list)
    for series_id, *fields in rows:
        occurrences[series_id].append(Occurrence(*fields))
    return occurrences


async def _templates(connection: Connection, ids: Collection[UUID]) -> dict[UUID, Template]:
    rows = await connection.fetch("SELECT id, subject, body FROM templates WHERE id = ANY ($1::uuid[])", list(ids))
    return {row["id"]: Template(row["subject"], row["body"]) for row in rows}


async def _links(connection: Connection, appointment_ids: Collection[UUID], *, keys: MultiFernet) -> dict[UUID, Link]:
    rows = await connection.fetch(
        """
        SELECT appointment_id, generation, state, reason, opens_at, url
          FROM links
         WHERE appointment_id = ANY ($1::uuid[])
        """,
        list(appointment_ids),
    )
    return {row["appointment_id"]: Link(**{**row, "url": keys.decrypt(row["url"]).decode()}) for row in rows}


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
