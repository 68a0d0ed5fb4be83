from collections.abc import Sequence
from uuid import UUID

from asyncpg import Record

from messaging.database import Connection
from video_links.domain.appointment_times import AppointmentTimes, Window
from video_links.domain.call import Call
from video_links.domain.link import LinkLife
from video_links.domain.presence import NOBODY, Client, Participant, Presence
from video_links.errors import RoomUnknown


async def load_call(connection: Connection, appointment_id: UUID, *, window: Window) -> Call:
    """Raises RoomUnknown."""
    calls = await load_calls(connection, [appointment_id], window=window)
    if not calls:
        raise RoomUnknown(f"No video appointment {appointment_id} in this practice.")
    return calls[0]


async def load_calls(connection: Connection, appointment_ids: Sequence[UUID], *, window: Window) -> list[Call]:
    """All of each in one statement, so that a reader without a lock sees it whole. In the order of the appointments."""
    rows = await connection.fetch(
        """
        SELECT appointments.id AS appointment_id, appointments.series_id, appointments.local_start, appointments.fold,
               appointments.twice, appointments.local_end, appointments.starts_at, appointments.ends_at,
               appointments.status, series.zone,
               ARRAY(
                   SELECT ROW (links.id, links.generation, links.reason)
                     FROM links
                    WHERE links.practice_id = appointments.practice_id
                      AND links.appointment_id = appointments.id
                    ORDER BY links.generation
               ) AS links,
               client.id AS client_session_id, client.link_id, client.browser_hash, client.device, client.began_at,
               client.admitted_at, client.left_at, client.agreed_subject, client.asked_subject,
               ARRAY(
                   SELECT ROW (participants.id, participants.role, participants.socket, participants.entered_at,
                               participants.seen_at, participants.client_session_id, came_by.link_id,
                               participants.subject, participants.name)
                     FROM participants
                     LEFT JOIN client_sessions AS came_by ON came_by.id = participants.client_session_id
                    WHERE participants.practice_id = appointments.practice_id
                      AND participants.appointment_id = appointments.id
                    ORDER BY participants.id
               ) AS participants,
               calls.version, calls.client, calls.client_since, calls.host_present,
               calls.admitted_at AS first_admitted_at, calls.ended, calls.ended_at,
               calls.host_subject, calls.host_gone_at, practitioners.subject AS practitioner,
               (
                   SELECT max(activities.at)
                     FROM activities
                    WHERE activities.practice_id = appointments.practice_id
                      AND activities.appointment_id = appointments.id
                      -- By these somebody came, was let in or went: as the index has it.
                      AND activities.kind IN ('joined', 'rejoined', 'taken_over', 'admitted', 'left', 'lost',
                                              'host_entered', 'host_left')
               ) AS moved_at
          FROM appointments
          JOIN series ON series.practice_id = appointments.practice_id
           AND series.id = appointments.series_id
          LEFT JOIN practitioners ON practitioners.practice_id = series.practice_id
           AND practitioners.id = series.practitioner_id
          LEFT JOIN calls ON calls.practice_id = appointments.practice_id
           AND calls.appointment_id = appointments.id
          LEFT JOIN client_sessions AS client ON client.practice_id = appointments.practice_id
           AND client.appointment_id = appointments.id
           AND client.ended_at IS NULL
         WHERE appointments.id = ANY ($1)
         ORDER BY appointments.id
        """,
        appointment_ids,
    )
    return [_call_from(row, window) for row in rows]


def _call_from(row: Record, window: Window) -> Call:
    return Call(
        appointment_id=row["appointment_id"],
        series_id=row["series_id"],
        times=AppointmentTimes(
            zone=row["zone"],
            local_start=row["local_start"],
            local_end=row["local_end"],
            starts_at=row["starts_at"],
            ends_at=row["ends_at"],
            status=row["status"],
            window=window,
            fold=row["fold"],
            twice=row["twice"],
        ),
        links=tuple(LinkLife(*link) for link in row["links"]),
        client=_client_from(row),
        participants=tuple(Participant(*participant) for participant in row["participants"]),
        version=row["version"] or 0,
        told=Presence(row["client"], row["client_since"], row["host_present"])
        if row["version"] is not None
        else NOBODY,
        moved_at=row["moved_at"],
        admitted_at=row["first_admitted_at"],
        ended=row["ended"],
        ended_at=row["ended_at"],
        practitioner=row["practitioner"],
        host_subject=row["host_subject"],
        host_gone_at=row["host_gone_at"],
    )


def _client_from(row: Record) -> Client | None:
    if row["client_session_id"] is None:
        return None
    return Client(
        id=row["client_session_id"],
        link_id=row["link_id"],
        browser=row["browser_hash"],
        device=row["device"],
        began_at=row["began_at"],
        admitted_at=row["admitted_at"],
        left_at=row["left_at"],
        agreed=row["agreed_subject"],
        asked=row["asked_subject"],
    )
