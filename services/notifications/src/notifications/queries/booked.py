"""What is booked, and whom it concerns."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from messaging.at_rest import AtRest
from messaging.database import Connection
from messaging.version import Version
from notifications.domain.people import Practice, Recipient
from notifications.domain.series import Series
from notifications.projections.clients import recipients_in
from notifications.projections.series import appointments_of, series_in


@dataclass(frozen=True, slots=True)
class Booked:
    """A series, and whom it concerns."""

    series: Series
    recipients: tuple[Recipient, ...]
    practitioner: str
    practice: Practice


async def booked(connection: Connection, series_ids: Collection[UUID], *, keys: AtRest) -> dict[UUID, Booked]:
    """Those of the series of which all is known that it takes."""
    rows = await connection.fetch(
        """
        SELECT series.*,
               practitioners.name AS practitioner,
               clients.recipients,
               practices.incarnation AS practice_incarnation,
               practices.version AS practice_version,
               practices.name AS practice,
               practices.zone AS practice_zone,
               practices.phone,
               practices.phone_hours,
               practices.email
          FROM series
          JOIN practitioners ON practitioners.id = series.practitioner_id
          JOIN clients ON clients.id = series.client_id
          JOIN practices ON practices.id = series.practice_id
         WHERE series.id = ANY ($1::uuid[])
           AND practices.version > 0
        """,
        list(series_ids),
    )
    appointments = await appointments_of(connection, series_ids)
    return {
        row["id"]: Booked(
            series=series_in(row, appointments[row["id"]], keys=keys),
            recipients=recipients_in(row["client_id"], row["recipients"], keys=keys),
            practitioner=row["practitioner"],
            practice=Practice(
                id=row["practice_id"],
                version=Version(row["practice_incarnation"], row["practice_version"]),
                name=row["practice"],
                zone=row["practice_zone"],
                phone=row["phone"],
                phone_hours=row["phone_hours"],
                email=row["email"],
            ),
        )
        for row in rows
    }
