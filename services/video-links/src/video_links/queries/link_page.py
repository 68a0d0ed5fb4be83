from dataclasses import dataclass

from messaging.database import Connection
from video_links.domain.link import LinkRef


@dataclass(frozen=True, slots=True)
class LinkPage:
    """Who is named on a link's page; None: not told yet. `zone` is the practice's, or else the series'."""

    practitioner: str | None
    practice: str | None
    phone: str | None
    phone_hours: str | None
    email: str | None
    zone: str


async def load_link_page(connection: Connection, link: LinkRef) -> LinkPage | None:
    """None where the token opens no link. It is asked all the same, so that the time taken does not tell it."""
    row = await connection.fetchrow(
        """
        SELECT practitioners.name AS practitioner,
               practices.name AS practice,
               practices.phone,
               practices.phone_hours,
               practices.email,
               coalesce(practices.zone, series.zone) AS zone
          FROM links
          JOIN appointments ON appointments.practice_id = links.practice_id
           AND appointments.id = links.appointment_id
          JOIN series ON series.practice_id = appointments.practice_id
           AND series.id = appointments.series_id
          LEFT JOIN practitioners ON practitioners.practice_id = series.practice_id
           AND practitioners.id = series.practitioner_id
          LEFT JOIN practices ON practices.id = links.practice_id
         WHERE links.id = $1
           AND appointments.id = $2
        """,
        link.link_id,
        link.appointment_id,
    )
    return LinkPage(**row) if row else None
