"""What happens behind a link: the call, the browsers that have joined, the pages that are there, and the ledger of all
that has happened."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from messaging.database import Connection
from video_links.domain.activity import Activity
from video_links.domain.call import Call
from video_links.domain.presence import Client, Participant

CHANNEL = "rooms"


async def lock_calls(connection: Connection, appointment_ids: Sequence[UUID]) -> set[UUID]:
    """They are this transaction's alone until it ends; which there are. Nothing has happened yet at the others."""
    rows = await connection.fetch(
        """
        SELECT appointment_id
          FROM calls
         WHERE appointment_id = ANY ($1)
         ORDER BY appointment_id
           FOR NO KEY UPDATE
        """,
        appointment_ids,
    )
    return {row["appointment_id"] for row in rows}


async def add_calls(connection: Connection, calls: Sequence[Call], practice_id: UUID) -> bool:
    """Of appointments at which nothing has happened yet. False where another transaction has been first with one."""
    added = await connection.fetch(
        """
        INSERT INTO calls (appointment_id, practice_id, series_id, version, client, host_present)
        SELECT new.appointment_id, $1, new.series_id, 0, 'absent', false
          FROM unnest($2::uuid[], $3::uuid[]) AS new (appointment_id, series_id)
            ON CONFLICT DO NOTHING
        RETURNING appointment_id
        """,
        practice_id,
        [call.appointment_id for call in calls],
        [call.series_id for call in calls],
    )
    return len(added) == len(calls)


async def save_courses(
    connection: Connection, calls: Sequence[Call], activities: Sequence[tuple[UUID, Activity]], practice_id: UUID
) -> None:
    """How the calls stand, and what has happened at which appointment. Every replica that has a page of these rooms
    open is told once this transaction has committed."""
    await connection.execute(
        """
        WITH saved AS (
            UPDATE calls
               SET version = stands.version,
                   client = stands.client,
                   client_since = stands.client_since,
                   host_present = stands.host_present,
                   admitted_at = stands.admitted_at,
                   ended = stands.ended,
                   ended_at = stands.ended_at,
                   host_subject = stands.host_subject,
                   host_gone_at = stands.host_gone_at
              FROM unnest($2::uuid[], $3::integer[], $4::text[], $5::timestamptz[], $6::boolean[], $7::timestamptz[],
                          $8::text[], $9::timestamptz[], $18::text[], $19::timestamptz[])
                       AS stands (appointment_id, version, client, client_since, host_present, admitted_at,
                                  ended, ended_at, host_subject, host_gone_at)
             WHERE calls.practice_id = $1
               AND calls.appointment_id = stands.appointment_id
        ), noted AS (
            INSERT INTO activities (id, practice_id, appointment_id, link_id, kind, at, scanner, agent)
            SELECT new.id, $1, new.appointment_id, new.link_id, new.kind, new.at, new.scanner, new.agent
              FROM unnest($10::uuid[], $11::uuid[], $12::uuid[], $13::text[], $14::timestamptz[], $15::boolean[],
                          $16::text[]) AS new (id, appointment_id, link_id, kind, at, scanner, agent)
        )
        SELECT pg_notify($17, stands.appointment_id::text)
          FROM unnest($2::uuid[]) AS stands (appointment_id)
        """,
        practice_id,
        [call.appointment_id for call in calls],
        [call.version for call in calls],
        [call.told.client for call in calls],
        [call.told.client_since for call in calls],
        [call.told.host for call in calls],
        [call.admitted_at for call in calls],
        [call.ended for call in calls],
        [call.ended_at for call in calls],
        [activity.id for _, activity in activities],
        [appointment_id for appointment_id, _ in activities],
        [activity.link_id for _, activity in activities],
        [activity.kind for _, activity in activities],
        [activity.at for _, activity in activities],
        [activity.scanner for _, activity in activities],
        [activity.agent for _, activity in activities],
        CHANNEL,
        [call.host_subject for call in calls],
        [call.host_gone_at for call in calls],
    )


async def add_activity(connection: Connection, activity: Activity, appointment_id: UUID, practice_id: UUID) -> None:
    """Of what changes nothing."""
    await connection.execute(
        """
        INSERT INTO activities (id, practice_id, appointment_id, link_id, kind, at, scanner, agent)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """,
        activity.id,
        practice_id,
        appointment_id,
        activity.link_id,
        activity.kind,
        activity.at,
        activity.scanner,
        activity.agent,
    )


async def first_and_last_activities(connection: Connection, appointment_id: UUID) -> list[Activity]:
    """The first 100 and the last 400 of the appointment, oldest first: whatever somebody does at a link, how it began
    stays in sight."""
    rows = await connection.fetch(
        """
        SELECT id, kind, at, link_id, scanner, agent
          FROM (
                   (SELECT * FROM activities WHERE appointment_id = $1 ORDER BY at, id LIMIT 100)
                   UNION
                   (SELECT * FROM activities WHERE appointment_id = $1 ORDER BY at DESC, id DESC LIMIT 400)
               ) AS shown
         ORDER BY at, id
        """,
        appointment_id,
    )
    return [Activity(**row) for row in rows]


async def times_requested(connection: Connection, appointment_ids: Sequence[UUID], *, since: datetime) -> int:
    """How often a current link was asked for by those of these appointments."""
    count: int = await connection.fetchval(
        "SELECT count(*) FROM activities WHERE appointment_id = ANY ($1) AND kind = 'requested' AND at > $2",
        appointment_ids,
        since,
    )
    return count


async def save_client(connection: Connection, client: Client, appointment_id: UUID, practice_id: UUID) -> None:
    await connection.execute(
        """
        INSERT INTO client_sessions
               (id, practice_id, appointment_id, link_id, browser_hash, device, began_at, admitted_at, left_at,
                agreed_subject, asked_subject)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        ON CONFLICT (id) DO UPDATE
           SET admitted_at = excluded.admitted_at,
               left_at = excluded.left_at,
               agreed_subject = excluded.agreed_subject,
               asked_subject = excluded.asked_subject
        """,
        client.id,
        practice_id,
        appointment_id,
        client.link_id,
        client.browser,
        client.device,
        client.began_at,
        client.admitted_at,
        client.left_at,
        client.agreed,
        client.asked,
    )


async def save_client_ends(connection: Connection, client_session_ids: Sequence[UUID], *, now: datetime) -> None:
    await connection.execute(
        "UPDATE client_sessions SET ended_at = $2 WHERE id = ANY ($1)",
        client_session_ids,
        now,
    )


async def save_participant(
    connection: Connection, participant: Participant, appointment_id: UUID, practice_id: UUID
) -> bool:
    """By its newest socket, whether it was there before or not. False where the id is another's."""
    saved = await connection.fetchval(
        """
        INSERT INTO participants AS known
               (id, practice_id, appointment_id, role, client_session_id, socket, entered_at, seen_at, subject, name)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        ON CONFLICT (practice_id, id) DO UPDATE
           SET socket = excluded.socket,
               seen_at = excluded.seen_at
         WHERE known.appointment_id = excluded.appointment_id
        RETURNING id
        """,
        participant.id,
        practice_id,
        appointment_id,
        participant.role,
        participant.client_session_id,
        participant.socket,
        participant.entered_at,
        participant.seen_at,
        participant.subject,
        participant.name,
    )
    return saved is not None


async def lock_participants(connection: Connection, appointment_id: UUID) -> None:
    """Nobody can say meanwhile that a page of this room is there. The call is locked before."""
    await connection.execute(
        "SELECT FROM participants WHERE appointment_id = $1 ORDER BY id FOR UPDATE", appointment_id
    )


async def save_seen(connection: Connection, participant_id: UUID, socket: UUID, *, now: datetime) -> bool:
    """False where the page has another socket by now, or is not there any more. Whoever says so holds no lock."""
    seen = await connection.fetchval(
        "UPDATE participants SET seen_at = $3 WHERE id = $1 AND socket = $2 RETURNING id",
        participant_id,
        socket,
        now,
    )
    return seen is not None


async def is_in_room(connection: Connection, participant_id: UUID, appointment_id: UUID) -> bool:
    there: bool = await connection.fetchval(
        "SELECT EXISTS (SELECT FROM participants WHERE id = $1 AND appointment_id = $2)",
        participant_id,
        appointment_id,
    )
    return there


async def remove_participants(connection: Connection, participant_ids: Sequence[UUID]) -> None:
    await connection.execute(
        "DELETE FROM participants WHERE id = ANY ($1)",
        participant_ids,
    )
