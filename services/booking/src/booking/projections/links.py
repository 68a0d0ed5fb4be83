"""What video-links says of the sessions' links."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from booking.domain.link import Link
from booking.domain.reconciliation import KnownLink
from messaging.at_rest import SealedColumn
from messaging.database import Connection
from messaging.version import Version

URL: Final = SealedColumn("links", "url", row="appointment_id")


async def link_of(connection: Connection, appointment_id: UUID) -> Link | None:
    """None until video-links has said anything of it."""
    row = await connection.fetchrow(
        """
        SELECT appointment_id, generation, state, reason, opens_at, closes_at, url AS sealed_url
          FROM links
         WHERE appointment_id = $1
        """,
        appointment_id,
    )
    return None if row is None else Link(**row)


async def links_of_several(connection: Connection, series_ids: Sequence[UUID]) -> dict[UUID, KnownLink]:
    """By their appointments."""
    rows = await connection.fetch(
        """
        SELECT appointment_id, state, reason, closes_at
          FROM links
         WHERE series_id = ANY ($1::uuid[])
        """,
        series_ids,
    )
    return {row["appointment_id"]: KnownLink(row["state"], row["reason"], row["closes_at"]) for row in rows}


async def whole_links_of(connection: Connection, series_ids: Sequence[UUID]) -> dict[UUID, list[Link]]:
    """Of each series."""
    rows = await connection.fetch(
        """
        SELECT series_id, appointment_id, generation, state, reason, opens_at, closes_at, url
          FROM links
         WHERE series_id = ANY ($1::uuid[])
         ORDER BY series_id, appointment_id
        """,
        series_ids,
    )
    links: dict[UUID, list[Link]] = {series_id: [] for series_id in series_ids}
    for series_id, *fields in rows:
        links[series_id].append(Link(*fields))
    return links


async def keep_links(
    connection: Connection, practice_id: UUID, series_id: UUID, version: Version, links: Sequence[Link]
) -> None:
    """The links of a series as they are since `version`, unless newer ones are known.

    What an earlier incarnation told of a link stays, until one of its generation or a later one is told: what the
    database of video-links has lost, this one knows.
    """
    await connection.execute(
        """
        WITH newer AS (
            INSERT INTO series_links (practice_id, series_id, incarnation, version)
            VALUES ($1, $2, $11, $3)
            ON CONFLICT (practice_id, series_id) DO UPDATE
               SET incarnation = excluded.incarnation,
                   version = excluded.version
             WHERE (series_links.incarnation, series_links.version) < (excluded.incarnation, excluded.version)
            RETURNING practice_id, series_id
        ), gone AS (
            DELETE FROM links
             USING newer
             WHERE links.series_id = newer.series_id
               AND links.incarnation = $11
               AND links.appointment_id <> ALL ($4::uuid[])
        )
        INSERT INTO links AS known
               (practice_id, appointment_id, series_id, generation, state, reason, opens_at, closes_at, url,
                incarnation)
        SELECT DISTINCT ON (link.appointment_id)
               newer.practice_id, link.appointment_id, newer.series_id, link.generation, link.state, link.reason,
               link.opens_at, link.closes_at, link.url, $11
          FROM newer,
               unnest($4::uuid[], $5::integer[], $6::text[], $7::text[], $8::timestamptz[], $9::timestamptz[],
                      $10::bytea[])
               AS link (appointment_id, generation, state, reason, opens_at, closes_at, url)
         ORDER BY link.appointment_id, link.generation DESC
        ON CONFLICT (practice_id, appointment_id) DO UPDATE
           SET series_id = excluded.series_id,
               generation = excluded.generation,
               state = excluded.state,
               reason = excluded.reason,
               opens_at = excluded.opens_at,
               closes_at = excluded.closes_at,
               url = excluded.url,
               incarnation = excluded.incarnation
         WHERE known.generation <= excluded.generation
        """,
        practice_id,
        series_id,
        version.number,
        [link.appointment_id for link in links],
        [link.generation for link in links],
        [link.state for link in links],
        [link.reason for link in links],
        [link.opens_at for link in links],
        [link.closes_at for link in links],
        [link.sealed_url for link in links],
        version.incarnation,
    )
