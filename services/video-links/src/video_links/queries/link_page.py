from dataclasses import dataclass

from messaging.database import Connection
from video_links.domain.appointment_times import AppointmentTimes, Window
from video_links.domain.link import LinkRef
from video_links.domain.zone import zone_named


@dataclass(frozen=True, slots=True)
class LinkPage:
    """What a link's page may show. What booking has not told yet is None."""

    times: AppointmentTimes
    practitioner: str | None
    practice: str | None
    phone: str | None
    phone_hours: str | None


async def load_link_page(connection: Connection, link: LinkRef, *, window: Window) -> LinkPage | None:
    """None where the token opens no link. It is asked all the same, so that the time taken does not tell it."""
    row = await connection.fetchrow(
        """
        SELECT links.reason,
               appointments.local_start, appointments.starts_at, appointments.ends_at, appointments.status,
               series.zone,
               practitioners.name AS practitioner,
               practices.name AS practice, practices.phone, practices.phone_hours
          FROM links
          JOIN appointments ON appointments.id = links.appointment_id
          JOIN series ON series.id = appointments.series_id
          LEFT JOIN practitioners ON practitioners.id = series.practitioner_id
          LEFT JOIN practices ON practices.id = links.practice_id
         WHERE links.id = $1
           AND appointments.id = $2
        """,
        link.link_id,
        link.appointment_id,
    )
    if row is None:
        return None
    return LinkPage(
        times=AppointmentTimes(
            zone=zone_named(row["zone"]),
            local_start=row["local_start"],
            starts_at=row["starts_at"],
            ends_at=row["ends_at"],
            status=row["status"],
            dead=row["reason"],
            window=window,
        ),
        practitioner=row["practitioner"],
        practice=row["practice"],
        phone=row["phone"],
        phone_hours=row["phone_hours"],
    )
