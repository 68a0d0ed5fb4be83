"""One-time links, and how often those of a series have changed. Their tokens are kept under the installation's keys."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from messaging.at_rest import AtRest, SealedColumn
from messaging.database import Connection
from video_links.domain.link import Link, LinkLife
from video_links.domain.series import Series

TOKEN: Final = SealedColumn("links", "token_sealed")


async def add_links(
    connection: Connection,
    series_id: UUID,
    links: Sequence[Link],
    practice_id: UUID,
    *,
    keys: AtRest,
    now: datetime,
) -> None:
    await connection.execute(
        """
        INSERT INTO links
               (id, practice_id, series_id, appointment_id, generation, token_hash, token_sealed, state, reason,
                made_at, starts_at, ends_at)
        SELECT new.id, $2, $1, new.appointment_id, new.generation, new.token_hash, new.token_sealed, new.state,
               new.reason, $3, new.starts_at, new.ends_at
          FROM unnest($4::uuid[], $5::uuid[], $6::integer[], $7::bytea[], $8::bytea[], $9::timestamptz[],
                      $10::timestamptz[], $11::text[], $12::text[])
                   AS new (id, appointment_id, generation, token_hash, token_sealed, starts_at, ends_at, state, reason)
        """,
        series_id,
        practice_id,
        now,
        [link.id for link in links],
        [link.appointment_id for link in links],
        [link.generation for link in links],
        [link.token.sha256 for link in links],
        [keys.seal(link.token.text, TOKEN, link.id) for link in links],
        [link.starts_at for link in links],
        [link.ends_at for link in links],
        [link.state for link in links],
        [link.reason for link in links],
    )


async def save_times(connection: Connection, series: Series) -> None:
    """Have the live links go by the times of their appointments. The calls of those that do not are locked."""
    await connection.execute(
        """
        UPDATE links
           SET starts_at = told.starts_at,
               ends_at = told.ends_at
          FROM unnest($2::uuid[], $3::timestamptz[], $4::timestamptz[]) AS told (appointment_id, starts_at, ends_at)
         WHERE told.appointment_id = links.appointment_id
           AND links.series_id = $1
           AND links.state = 'live'
           AND (links.starts_at, links.ends_at) <> (told.starts_at, told.ends_at)
        """,
        series.id,
        [appointment.id for appointment in series.appointments],
        [appointment.starts_at for appointment in series.appointments],
        [appointment.ends_at for appointment in series.appointments],
    )


async def save_deaths(connection: Connection, links: Sequence[LinkLife]) -> None:
    """Of links that are dead."""
    await connection.execute(
        """
        UPDATE links
           SET state = 'dead',
               reason = dead.reason
          FROM unnest($1::uuid[], $2::text[]) AS dead (id, reason)
         WHERE links.id = dead.id
           AND links.state = 'live'
        """,
        [link.id for link in links],
        [link.dead for link in links],
    )


async def save_awakenings(connection: Connection, links: Sequence[LinkLife]) -> None:
    """Of links that were dead, and live again."""
    await connection.execute(
        "UPDATE links SET state = 'live', reason = NULL WHERE id = ANY ($1::uuid[]) AND state = 'dead'",
        [link.id for link in links],
    )


async def save_next_version(connection: Connection, series_id: UUID, practice_id: UUID) -> int:
    """The version that the list of the series' links reaches by a change."""
    version: int = await connection.fetchval(
        """
        INSERT INTO series_links AS known (series_id, practice_id, version)
        VALUES ($1, $2, 1)
        ON CONFLICT (practice_id, series_id) DO UPDATE
           SET version = known.version + 1
        RETURNING version
        """,
        series_id,
        practice_id,
    )
    return version
