"""What the rows say of an appointment's link and room, and how it is kept."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal
from uuid import UUID

from cryptography.fernet import MultiFernet

from messaging.database import Connection
from video_links.domain.call import Call, Client, LinkLife
from video_links.domain.link import Link
from video_links.domain.session import Session, Window
from video_links.domain.token import Token
from video_links.domain.zone import zone_named

FRESH: Final = timedelta(seconds=15)
"""A page that was not seen for longer is gone."""

TICKET_LIVES: Final = timedelta(seconds=60)

# By these somebody was in the room, or came to its door.
_USED: Final = ["joined", "rejoined", "taken_over", "admitted", "left", "lost", "host_entered", "host_left"]


@dataclass(frozen=True, slots=True)
class Wanted:
    appointment_id: UUID
    series_id: UUID


async def lock_call(connection: Connection, appointment_id: UUID, *, window: Window, now: datetime) -> Call | None:
    """As `load_call`; the appointment's room and links are this transaction's alone until it ends."""
    await connection.execute(
        """
        INSERT INTO calls (appointment_id, practice_id, series_id, version, client, host_present)
        SELECT id, practice_id, series_id, 0, 'absent', false
          FROM appointments
         WHERE id = $1
        ON CONFLICT DO NOTHING
        """,
        appointment_id,
    )
    await connection.execute("SELECT FROM calls WHERE appointment_id = $1 FOR UPDATE", appointment_id)
    return await load_call(connection, appointment_id, window=window, now=now)


async def load_call(connection: Connection, appointment_id: UUID, *, window: Window, now: datetime) -> Call | None:
    """None where booking has told of no such appointment of the transaction's practices."""
    row = await connection.fetchrow(
        """
        SELECT appointments.series_id, appointments.local_start, appointments.starts_at, appointments.ends_at,
               appointments.status, series.zone,
               calls.admitted_at AS first_admitted_at, calls.ended, calls.ended_at,
               client.id AS client_id, client.link_id, client.browser_hash, client.device, client.began_at,
               client.admitted_at, client.left_at,
               EXISTS (
                   SELECT FROM participants
                    WHERE participants.appointment_id = appointments.id
                      AND participants.client_session_id = client.id
                      AND participants.seen_at > $2
               ) AS present,
               EXISTS (
                   SELECT FROM participants
                    WHERE participants.appointment_id = appointments.id
                      AND participants.role = 'host'
                      AND participants.seen_at > $2
               ) AS host_present,
               greatest(
                   (SELECT max(seen_at) FROM participants WHERE participants.appointment_id = appointments.id),
                   (SELECT max(at) FROM activities
                     WHERE activities.appointment_id = appointments.id AND activities.kind = ANY ($3))
               ) AS used_at
          FROM appointments
          JOIN series ON series.id = appointments.series_id
          LEFT JOIN calls ON calls.appointment_id = appointments.id
          LEFT JOIN client_sessions AS client ON client.appointment_id = appointments.id AND client.ended_at IS NULL
         WHERE appointments.id = $1
        """,
        appointment_id,
        now - FRESH,
        _USED,
    )
    if row is None:
        return None
    links = await connection.fetch(
        "SELECT id, generation, reason FROM links WHERE appointment_id = $1 ORDER BY generation",
        appointment_id,
    )
    client = row["client_id"] and Client(
        id=row["client_id"],
        link_id=row["link_id"],
        browser=row["browser_hash"],
        device=row["device"],
        began_at=row["began_at"],
        admitted_at=row["admitted_at"],
        left_at=row["left_at"],
        present=row["present"],
    )
    return Call(
        appointment_id=appointment_id,
        series_id=row["series_id"],
        session=Session(
            zone=zone_named(row["zone"]),
            local_start=row["local_start"],
            starts_at=row["starts_at"],
            ends_at=row["ends_at"],
            status=row["status"],
            dead=links[-1]["reason"] if links else None,
            window=window,
        ),
        links=tuple(LinkLife(link["id"], link["generation"], link["reason"]) for link in links),
        client=client,
        host_present=row["host_present"],
        used_at=row["used_at"],
        admitted_at=row["first_admitted_at"],
        ended=row["ended"],
        ended_at=row["ended_at"],
    )


async def save_client(connection: Connection, call: Call, practice_id: UUID, *, now: datetime) -> None:
    """Have `call.client` be the appointment's live one, and no other. A ticket of one that is not any more is void."""
    client = call.client
    await connection.execute(
        """
        WITH gone AS (
            UPDATE client_sessions
               SET ended_at = $3
             WHERE appointment_id = $1
               AND ended_at IS NULL
               AND id IS DISTINCT FROM $2
            RETURNING id
        )
        DELETE FROM room_tickets USING gone WHERE client_session_id = gone.id
        """,
        call.appointment_id,
        client and client.id,
        now,
    )
    if client is None:
        return
    await connection.execute(
        """
        INSERT INTO client_sessions
               (id, practice_id, appointment_id, link_id, browser_hash, device, began_at, admitted_at, left_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        ON CONFLICT (id) DO UPDATE
           SET admitted_at = excluded.admitted_at,
               left_at = excluded.left_at
        """,
        client.id,
        practice_id,
        call.appointment_id,
        client.link_id,
        client.browser,
        client.device,
        client.began_at,
        client.admitted_at,
        client.left_at,
    )


async def save_course(connection: Connection, call: Call) -> None:
    """When a client was first let in, and how it ended."""
    await connection.execute(
        "UPDATE calls SET admitted_at = $2, ended = $3, ended_at = $4 WHERE appointment_id = $1",
        call.appointment_id,
        call.admitted_at,
        call.ended,
        call.ended_at,
    )


async def kill_link(connection: Connection, link: LinkLife) -> None:
    await connection.execute(
        "UPDATE links SET state = 'dead', reason = $2 WHERE id = $1 AND state = 'live'", link.id, link.dead
    )


async def replace_link(
    connection: Connection, old: LinkLife, new: Link, practice_id: UUID, storage: MultiFernet, *, now: datetime
) -> None:
    """The old one is dead and the new one lives in the same statement."""
    await connection.execute(
        """
        WITH dead AS (
            UPDATE links
               SET state = 'dead', reason = 'reissued'
             WHERE id = $1
               AND state = 'live'
            RETURNING series_id, appointment_id, ends_at
        )
        INSERT INTO links
               (id, practice_id, series_id, appointment_id, generation, token_hash, token_sealed, state, made_at,
                ends_at)
        SELECT $2, $3, dead.series_id, dead.appointment_id, $4, $5, $6, 'live', $7, dead.ends_at
          FROM dead
        """,
        old.id,
        new.id,
        practice_id,
        new.generation,
        new.token.sha256,
        storage.encrypt(new.token.text.encode()),
        now,
    )


async def add_ticket(
    connection: Connection,
    ticket: Token,
    call: Call,
    practice_id: UUID,
    *,
    ticket_id: UUID,
    role: Literal["client", "host"],
    subject: str | None,
    now: datetime,
) -> None:
    """Lets one page into the room, once, as the client that the call has now or as this host."""
    await connection.execute(
        """
        INSERT INTO room_tickets
               (id, practice_id, appointment_id, ticket_hash, role, client_session_id, subject, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """,
        ticket_id,
        practice_id,
        call.appointment_id,
        ticket.sha256,
        role,
        call.client.id if role == "client" and call.client else None,
        subject,
        now + TICKET_LIVES,
    )


async def raise_series_links(connection: Connection, series_id: UUID) -> int:
    """The version that the list of the series' links reaches by a change."""
    version: int = await connection.fetchval(
        "UPDATE series_links SET version = version + 1 WHERE series_id = $1 RETURNING version", series_id
    )
    return version


async def lock_link_and_count(connection: Connection, link_id: UUID, kind: str, *, since: datetime) -> int:
    """How often the ledger has `kind` by this link since then. Others who ask this wait until the transaction ends."""
    await connection.execute("SELECT FROM links WHERE id = $1 FOR NO KEY UPDATE", link_id)
    count: int = await connection.fetchval(
        "SELECT count(*) FROM activities WHERE link_id = $1 AND kind = $2 AND at > $3", link_id, kind, since
    )
    return count


async def current_link(connection: Connection, appointment_id: UUID, *, over: datetime) -> Wanted | None:
    """The appointment's own link where it lives, else that of the series' next session; of those that did not end
    before `over`."""
    row = await connection.fetchrow(
        """
        SELECT wanted.id AS appointment_id, wanted.series_id
          FROM appointments AS held
          JOIN appointments AS wanted ON wanted.series_id = held.series_id
          JOIN links ON links.appointment_id = wanted.id AND links.state = 'live'
         WHERE held.id = $1
           AND wanted.status = 'booked'
           AND wanted.ends_at > $2
         ORDER BY wanted.id = held.id DESC, wanted.starts_at
         LIMIT 1
        """,
        appointment_id,
        over,
    )
    return Wanted(**row) if row else None
