"""What is booked, and whom it concerns."""

from collections.abc import Collection
from dataclasses import dataclass

from messaging.at_rest import AtRest
from messaging.database import Connection
from messaging.version import Version
from notifications.domain.of_practice import OfPractice
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


async def booked(connection: Connection, wanted: Collection[OfPractice], *, keys: AtRest) -> dict[OfPractice, Booked]:
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
          FROM unnest($1::uuid[], $2::uuid[]) AS given (practice_id, id)
          JOIN series USING (practice_id, id)
          JOIN practitioners ON practitioners.practice_id = series.practice_id
           AND practitioners.id = series.practitioner_id
          JOIN clients ON clients.practice_id = series.practice_id
           AND clients.id = series.client_id
          JOIN practices ON practices.id = series.practice_id
         WHERE practices.version > 0
        """,
        [each.practice_id for each in wanted],
        [each.id for each in wanted],
    )
    appointments = await appointments_of(connection, wanted)
    return {
        (its := OfPractice(row["practice_id"], row["id"])): Booked(
            series=series_in(row, appointments[its], keys=keys),
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
