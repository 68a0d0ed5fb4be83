from collections.abc import Collection
from typing import Final
from uuid import UUID

from messaging.at_rest import AtRest, SealedColumn
from messaging.database import Connection
from notifications.domain.links import Link, SeriesLinks
from notifications.domain.of_practice import OfPractice

URL: Final = SealedColumn("links", "url", row="appointment_id")


async def keep_links(connection: Connection, practice_id: UUID, series_links: SeriesLinks, *, keys: AtRest) -> bool:
    """Whether the list is newer than what was known; it replaces the one before."""
    saved = await connection.execute(
        """
        INSERT INTO series_links (series_id, practice_id, incarnation, version)
        VALUES ($1, $2, $3, $4)
        ON CONFLICT (practice_id, series_id) DO UPDATE
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
            DELETE FROM links WHERE practice_id = $1 AND series_id = $2 AND appointment_id <> ALL ($3::uuid[])
        )
        INSERT INTO links (practice_id, series_id, appointment_id, generation, state, reason, opens_at, closes_at, url)
        SELECT DISTINCT ON (appointment_id) $1, $2, appointment_id, generation, state, reason, opens_at, closes_at, url
          FROM unnest(
                   $3::uuid[], $4::integer[], $5::text[], $6::text[], $7::timestamptz[], $8::timestamptz[], $9::bytea[]
               ) AS given (appointment_id, generation, state, reason, opens_at, closes_at, url)
         ORDER BY appointment_id, generation DESC
        ON CONFLICT (practice_id, appointment_id) DO UPDATE
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


async def links_of(
    connection: Connection, appointments: Collection[OfPractice], *, keys: AtRest
) -> dict[OfPractice, Link]:
    rows = await connection.fetch(
        """
        SELECT practice_id, appointment_id, generation, state, reason, opens_at, closes_at, url
          FROM unnest($1::uuid[], $2::uuid[]) AS given (practice_id, appointment_id)
          JOIN links USING (practice_id, appointment_id)
        """,
        [each.practice_id for each in appointments],
        [each.id for each in appointments],
    )
    links = {}
    for practice_id, appointment_id, generation, state, reason, opens_at, closes_at, sealed in rows:
        url = keys.open(sealed, URL, appointment_id)
        links[OfPractice(practice_id, appointment_id)] = Link(
            appointment_id, generation, state, reason, opens_at, closes_at, url
        )
    return links
