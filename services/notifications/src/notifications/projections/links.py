from collections.abc import Collection
from typing import Final
from uuid import UUID

from messaging.at_rest import AtRest, SealedColumn
from messaging.database import Connection
from notifications.domain.links import Link, SeriesLinks

URL: Final = SealedColumn("links", "url", row="appointment_id")


async def keep_links(connection: Connection, practice_id: UUID, series_links: SeriesLinks, *, keys: AtRest) -> bool:
    """Whether the list is newer than what was known; it replaces the one before."""
    saved = await connection.execute(
        """
        INSERT INTO series_links (series_id, practice_id, incarnation, version)
        VALUES ($1, $2, $3, $4)
        ON CONFLICT (series_id) DO UPDATE
           SET incarnation = excluded.incarnation, version = excluded.version
         WHERE (series_links.incarnation, series_links.version) < (excluded.incarnation, excluded.version)
        """,
        series_links.series_id,
        practice_id,
        series_links.version.incarnation,
        series_links.version.number,
    )
    if saved != "INSERT 0 1":
        return False
    await connection.execute(
        """
        WITH gone AS (
            DELETE FROM links WHERE series_id = $2 AND appointment_id <> ALL ($3::uuid[])
        )
        INSERT INTO links (practice_id, series_id, appointment_id, generation, state, reason, opens_at, closes_at, url)
        SELECT DISTINCT ON (appointment_id) $1, $2, appointment_id, generation, state, reason, opens_at, closes_at, url
          FROM unnest(
                   $3::uuid[], $4::integer[], $5::text[], $6::text[], $7::timestamptz[], $8::timestamptz[], $9::bytea[]
               ) AS given (appointment_id, generation, state, reason, opens_at, closes_at, url)
         ORDER BY appointment_id, generation DESC
        ON CONFLICT (appointment_id) DO UPDATE
           SET generation = excluded.generation,
               state = excluded.state,
               reason = excluded.reason,
               opens_at = excluded.opens_at,
               closes_at = excluded.closes_at,
               url = excluded.url
        """,
        practice_id,
        series_links.series_id,
        [link.appointment_id for link in series_links.links],
        [link.generation for link in series_links.links],
        [link.state for link in series_links.links],
        [link.reason for link in series_links.links],
        [link.opens_at for link in series_links.links],
        [link.closes_at for link in series_links.links],
        [keys.seal(link.url, URL, link.appointment_id) for link in series_links.links],
    )
    return True


async def links_of(connection: Connection, appointment_ids: Collection[UUID], *, keys: AtRest) -> dict[UUID, Link]:
    rows = await connection.fetch(
        """
        SELECT appointment_id, generation, state, reason, opens_at, closes_at, url
          FROM links
         WHERE appointment_id = ANY ($1::uuid[])
        """,
        list(appointment_ids),
    )
    return {
        row["appointment_id"]: Link(**{**row, "url": keys.open(row["url"], URL, row["appointment_id"])}) for row in rows
    }
