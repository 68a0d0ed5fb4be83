from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from contracts.topics import BOOKING_EVENTS, VIDEO_LINKS_EVENTS
from messaging.database import Connection
from notifications.domain.material import Restored


@dataclass(frozen=True, slots=True)
class SourceVersions:
    """What a message is made from, as versions, and whether an event that concerns it is `parked`. `restored`: whose
    database came back from a backup and has not told the message's series again, if any did. `in_doubt`: this service's
    own did, and whether the message went before is not known."""

    versions: tuple[int | None, ...]
    parked: bool
    restored: Restored | None
    in_doubt: bool


async def source_versions(connection: Connection, attempts: Sequence[tuple[UUID, int]]) -> dict[UUID, SourceVersions]:
    """Of the attempts that are current, lease and all, and that nothing has superseded."""
    rows = await connection.fetch(
        """
        SELECT communication.id,
               ARRAY[
                   series.incarnation, series.version, clients.incarnation, clients.version,
                   practitioners.incarnation, practitioners.version, practices.incarnation, practices.version,
                   series_links.incarnation, series_links.version, rules.version, templates.version
               ] AS versions,
               EXISTS (
                   SELECT
                     FROM parked_events
                    WHERE (parked_events.practice_id = communication.practice_id OR parked_events.practice_id IS NULL)
                      AND parked_events.key IN (
                              convert_to(series.id::text, 'UTF8'),
                              convert_to(series.client_id::text, 'UTF8'),
                              convert_to(series.practitioner_id::text, 'UTF8'),
                              convert_to(series.practice_id::text, 'UTF8')
                          )
               ) AS parked,
               CASE
                   WHEN series.incarnation < (SELECT max(incarnation) FROM watermarks WHERE topic = $3)
                   THEN 'diary_restored'
                   WHEN series_links.incarnation < (SELECT max(incarnation) FROM watermarks WHERE topic = $4)
                   THEN 'links_restored'
               END AS restored,
               NOT communication.may_repeat
               AND EXISTS (
                       SELECT
                         FROM in_doubt
                        WHERE in_doubt.due_by >= coalesce(communication.first_due_at, communication.due_at)
                   ) AS in_doubt
          FROM unnest($1::uuid[], $2::integer[]) AS given (id, attempt)
          JOIN communications AS communication USING (id, attempt)
          JOIN series ON series.practice_id = communication.practice_id
           AND series.id = communication.series_id
          JOIN clients ON clients.practice_id = series.practice_id
           AND clients.id = series.client_id
          JOIN practitioners ON practitioners.practice_id = series.practice_id
           AND practitioners.id = series.practitioner_id
          JOIN practices ON practices.id = series.practice_id
          LEFT JOIN series_links ON series_links.practice_id = series.practice_id
           AND series_links.series_id = series.id
          LEFT JOIN rules ON rules.id = communication.rule_id
          LEFT JOIN templates ON templates.id = rules.template_id
         WHERE communication.status = 'sending'
           AND communication.leased_until > clock_timestamp()
           AND NOT communication.superseded
        """,
        [id for id, _ in attempts],
        [attempt for _, attempt in attempts],
        BOOKING_EVENTS,
        VIDEO_LINKS_EVENTS,
    )
    return {
        row["id"]: SourceVersions(tuple(row["versions"]), row["parked"], row["restored"], row["in_doubt"])
        for row in rows
    }
