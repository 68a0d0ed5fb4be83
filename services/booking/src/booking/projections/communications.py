"""What notifications says of its messages."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from booking.domain.communication import Communication
from messaging.database import Connection
from messaging.version import Version


async def communications_of(connection: Connection, series_id: UUID) -> list[Communication]:
    """Newest or furthest ahead first."""
    rows = await connection.fetch(
        """
        SELECT id, incarnation, version, appointment_id, trigger, channel, recipient, address, status,
               reason AS told_reason, detail, due_at, held_until, sent_at, link_of
          FROM communications
         WHERE series_id = $1
         ORDER BY coalesce(sent_at, due_at) DESC, id
        """,
        series_id,
    )
    return [_communication(dict(row)) for row in rows]


async def communications_of_several(
    connection: Connection, series_ids: Sequence[UUID]
) -> dict[UUID, list[Communication]]:
    """Of each series, in the order in which they are due."""
    rows = await connection.fetch(
        """
        SELECT series_id, id, incarnation, version, appointment_id, trigger, channel, recipient, address, status,
               reason AS told_reason, detail, due_at, held_until, sent_at, link_of
          FROM communications
         WHERE series_id = ANY ($1::uuid[])
         ORDER BY due_at, id
        """,
        series_ids,
    )
    found: dict[UUID, list[Communication]] = {series_id: [] for series_id in series_ids}
    for row in rows:
        message = dict(row)
        found[message.pop("series_id")].append(_communication(message))
    return found


async def keep_communications(
    connection: Connection, practice_id: UUID, series_id: UUID, communications: Sequence[Communication]
) -> None:
    """Each as it is since its own version, unless newer is known.

    One that is told again with the version that is known says the same, since every change of it has a version of its
    own: it mends what was lost here, and else changes nothing.
    """
    await connection.execute(
        """
        INSERT INTO communications AS known
               (practice_id, id, series_id, incarnation, version, appointment_id, trigger, channel, recipient, address,
                status, reason, detail, due_at, held_until, sent_at, link_of)
        SELECT DISTINCT ON (newer.id)
               $1, newer.id, $2, newer.incarnation, newer.version, newer.appointment_id, newer.trigger, newer.channel,
               newer.recipient, newer.address, newer.status, newer.reason, newer.detail, newer.due_at,
               newer.held_until, newer.sent_at, newer.link_of
          FROM unnest($3::uuid[], $4::integer[], $5::uuid[], $6::text[], $7::text[], $8::text[], $9::text[],
                      $10::text[], $11::text[], $12::text[], $13::timestamptz[], $14::timestamptz[],
                      $15::timestamptz[], $16::uuid[], $17::bigint[])
               AS newer (id, version, appointment_id, trigger, channel, recipient, address, status, reason, detail,
                         due_at, held_until, sent_at, link_of, incarnation)
         ORDER BY newer.id, newer.version DESC
        ON CONFLICT (practice_id, id) DO UPDATE
           SET incarnation = excluded.incarnation,
               version = excluded.version,
               status = excluded.status,
               address = excluded.address,
               reason = excluded.reason,
               detail = excluded.detail,
               due_at = excluded.due_at,
               held_until = excluded.held_until,
               sent_at = excluded.sent_at,
               link_of = excluded.link_of
         WHERE (known.incarnation, known.version) <= (excluded.incarnation, excluded.version)
        """,
        practice_id,
        series_id,
        [each.id for each in communications],
        [each.version.number for each in communications],
        [each.appointment_id for each in communications],
        [each.trigger for each in communications],
        [each.channel for each in communications],
        [each.recipient for each in communications],
        [each.address for each in communications],
        [each.status for each in communications],
        [each.told_reason for each in communications],
        [each.detail for each in communications],
        [each.due_at for each in communications],
        [each.held_until for each in communications],
        [each.sent_at for each in communications],
        [each.link_of for each in communications],
        [each.version.incarnation for each in communications],
    )


def _communication(row: dict[str, Any]) -> Communication:
    return Communication(version=Version(row.pop("incarnation"), row.pop("version")), **row)
