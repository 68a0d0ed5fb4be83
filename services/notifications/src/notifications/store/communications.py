"""Messages. Their addresses and a mail server's words are kept sealed."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Final
from uuid import UUID

import asyncpg

from messaging import trace
from messaging.at_rest import AtRest, SealedColumn
from messaging.database import Connection
from messaging.version import Version
from notifications.domain.communication import Communication, Status
from notifications.domain.of_practice import OfPractice
from notifications.domain.people import RecipientRole
from notifications.domain.rule import Channel, Trigger

ADDRESS: Final = SealedColumn("communications", "address")
DETAIL: Final = SealedColumn("communications", "detail")
CHANNEL = "communications"  # on which the scheduler listens


async def is_announced(connection: Connection, change_id: UUID) -> bool:
    """Whether it has been decided what is told of this change, be it that nothing is."""
    announced: bool = await connection.fetchval(
        "SELECT EXISTS (SELECT FROM communications WHERE change_id = $1 AND trigger <> 'reminder')", change_id
    )
    return announced


async def may_know(connection: Connection, series_id: UUID, *, before: Version) -> bool:
    """Whether a client may have been told of a series as it was before this version of it, or just is being."""
    known: bool = await connection.fetchval(
        """
        SELECT EXISTS (
                   SELECT
                     FROM communications
                    WHERE series_id = $1
                      AND trigger <> 'cancelled'
                      AND (
                              status = 'sending'
                              OR (
                                     (status IN ('sent', 'unknown') OR handed_over > 0)
                                     AND (coalesce(told_incarnation, 0), coalesce(told_version, 0)) < ($2, $3)
                                 )
                          )
               )
        """,
        series_id,
        before.incarnation,
        before.number,
    )
    return known


async def series_told_before(
    connection: Connection, changes: Collection[tuple[OfPractice, Version]]
) -> set[tuple[OfPractice, Version]]:
    """Those of the changes, each a series and its version, before which a client may have been told of the series."""
    rows = await connection.fetch(
        """
        SELECT practice_id, series_id, incarnation, version
          FROM unnest($1::uuid[], $2::bigint[], $3::integer[], $4::uuid[])
                   AS change (series_id, incarnation, version, practice_id)
         WHERE EXISTS (
                   SELECT
                     FROM communications
                    WHERE communications.practice_id = change.practice_id
                      AND communications.series_id = change.series_id
                      AND trigger <> 'cancelled'
                      AND (status IN ('sent', 'unknown') OR handed_over > 0)
                      AND (coalesce(told_incarnation, 0), coalesce(told_version, 0))
                          < (change.incarnation, change.version)
               )
        """,
        [series.id for series, _ in changes],
        [version.incarnation for _, version in changes],
        [version.number for _, version in changes],
        [series.practice_id for series, _ in changes],
    )
    return {
        (OfPractice(row["practice_id"], row["series_id"]), Version(row["incarnation"], row["version"])) for row in rows
    }


async def series_told(connection: Connection, series: Collection[OfPractice]) -> set[OfPractice]:
    """Those of the series of which a client may have been told anything."""
    rows = await connection.fetch(
        """
        SELECT DISTINCT practice_id, series_id
          FROM unnest($1::uuid[], $2::uuid[]) AS given (practice_id, series_id)
          JOIN communications USING (practice_id, series_id)
         WHERE trigger <> 'cancelled'
           AND (status IN ('sent', 'unknown') OR handed_over > 0)
        """,
        [each.practice_id for each in series],
        [each.id for each in series],
    )
    return {OfPractice(*row) for row in rows}


async def find_cancelled_by_waiting(
    connection: Connection, series: Collection[OfPractice]
) -> defaultdict[OfPractice, frozenset[UUID]]:
    """By series, the appointments of which a message that has not gone tells that they are cancelled."""
    rows = await connection.fetch(
        """
        SELECT practice_id, series_id, array_agg(cancelled.id) AS appointment_ids
          FROM unnest($1::uuid[], $2::uuid[]) AS given (practice_id, series_id)
          JOIN communications USING (practice_id, series_id)
         CROSS JOIN unnest(concerns) AS cancelled (id)
         WHERE trigger = 'cancelled'
           AND status IN ('scheduled', 'held', 'sending')
         GROUP BY practice_id, series_id
        """,
        [each.practice_id for each in series],
        [each.id for each in series],
    )
    return defaultdict(
        frozenset,
        {OfPractice(practice_id, series_id): frozenset(appointments) for practice_id, series_id, appointments in rows},
    )


async def add_announced(
    connection: Connection, practice_id: UUID, announcements: Sequence[Communication]
) -> list[Communication]:
    """Those of a change that were not met before: a change is announced once a recipient and channel, whatever becomes
    of the announcement."""
    rows = await connection.fetch(
        """
        INSERT INTO announced_changes (practice_id, change_id, recipient, channel)
        SELECT $1, * FROM unnest($2::uuid[], $3::text[], $4::text[])
        ON CONFLICT DO NOTHING
        RETURNING change_id, recipient, channel
        """,
        practice_id,
        [announcement.change_id for announcement in announcements],
        [announcement.recipient for announcement in announcements],
        [announcement.channel.value for announcement in announcements],
    )
    new = {tuple(row) for row in rows}
    return [each for each in announcements if (each.change_id, each.recipient, each.channel.value) in new]


async def lock_waiting_announcements(
    connection: Connection, series_id: UUID, *, keys: AtRest
) -> dict[tuple[RecipientRole, Channel], Communication]:
    """The one of changes to a series that waits for each recipient and channel, where one does. One that is being sent
    waits neither now nor, whatever becomes of it, before this transaction has ended."""
    rows = await connection.fetch(
        """
        SELECT *
          FROM communications
         WHERE series_id = $1
           AND trigger = 'changed'
           AND status IN ('scheduled', 'held', 'sending')
         ORDER BY id
           FOR UPDATE
        """,
        series_id,
    )
    found = [_communication(row, keys=keys) for row in rows]
    return {(each.recipient, each.channel): each for each in found if each.is_waiting_announcement}


async def find_waiting_announcements(
    connection: Connection, series: Collection[OfPractice]
) -> set[tuple[OfPractice, RecipientRole, Channel]]:
    """Of which series one waits, and for whom."""
    rows = await connection.fetch(
        """
        SELECT practice_id, series_id, recipient, channel
          FROM unnest($1::uuid[], $2::uuid[]) AS given (practice_id, series_id)
          JOIN communications USING (practice_id, series_id)
         WHERE trigger = 'changed'
           AND status IN ('scheduled', 'held')
        """,
        [each.practice_id for each in series],
        [each.id for each in series],
    )
    return {
        (OfPractice(practice_id, series_id), recipient, Channel(channel))
        for practice_id, series_id, recipient, channel in rows
    }


async def confirmed_of(connection: Connection, series_id: UUID) -> UUID | None:
    """The appointment whose link a series' confirmation has brought, as far as it has gone."""
    appointment_id: UUID | None = await connection.fetchval(
        """
        SELECT link_of
          FROM communications
         WHERE series_id = $1
           AND trigger IN ('single', 'recurring', 'single_video', 'recurring_video')
           AND (status IN ('sent', 'unknown') OR handed_over > 0)
           AND link_of IS NOT NULL
         LIMIT 1
        """,
        series_id,
    )
    return appointment_id


async def add_communications(
    connection: Connection, practice_id: UUID, communications: Sequence[Communication]
) -> list[Communication]:
    """Those that were not there before: one reminder a rule, time and recipient, one announcement a change."""
    added = await connection.fetch(
        """
        INSERT INTO communications
               (practice_id, version, attempt, id, series_id, appointment_id, schedule_version, change_id, rule_id,
                trigger, channel, recipient, carries_link, link_of, link_generation_from, concerns, change_version,
                change_incarnation, status, reason, due_at, first_due_at, traceparent, announce_from)
        SELECT $1, 1, 0, id, series_id, appointment_id, schedule_version, change_id, rule_id, trigger, channel,
               recipient, carries_link, link_of, link_generation_from,
               concerns::uuid[], change_version, change_incarnation, status, reason, due_at, first_due_at, $19,
               announce_from
          FROM unnest(
                   $2::uuid[], $3::uuid[], $4::uuid[], $5::integer[], $6::uuid[], $7::uuid[], $8::text[], $9::text[],
                   $10::text[], $11::boolean[], $12::uuid[], $13::integer[], $14::text[], $15::integer[],
                   $16::text[], $17::text[], $18::timestamptz[], $20::bigint[], $21::timestamptz[], $22::timestamptz[]
               ) AS given (id, series_id, appointment_id, schedule_version, change_id, rule_id, trigger, channel,
                           recipient, carries_link, link_of, link_generation_from, concerns, change_version, status,
                           reason, due_at, change_incarnation, first_due_at, announce_from)
        ON CONFLICT DO NOTHING
        RETURNING id
        """,
        practice_id,
        [communication.id for communication in communications],
        [communication.series_id for communication in communications],
        [communication.appointment_id for communication in communications],
        [communication.schedule_version for communication in communications],
        [communication.change_id for communication in communications],
        [communication.rule_id for communication in communications],
        [communication.trigger.value for communication in communications],
        [communication.channel.value for communication in communications],
        [communication.recipient for communication in communications],
        [communication.carries_link for communication in communications],
        [communication.link_of for communication in communications],
        [communication.link_generation_from for communication in communications],
        [_array(communication.concerns) for communication in communications],
        [communication.change_version and communication.change_version.number for communication in communications],
        [communication.status.value for communication in communications],
        [communication.reason for communication in communications],
        [communication.due_at for communication in communications],
        trace.current(),
        [communication.change_version and communication.change_version.incarnation for communication in communications],
        [communication.first_due_at or communication.due_at for communication in communications],
        [communication.announce_from for communication in communications],
    )
    new = {row["id"] for row in added}
    return [communication for communication in communications if communication.id in new]


async def add_told(connection: Connection, practice_id: UUID, told: Sequence[Communication], *, keys: AtRest) -> int:
    """Messages as they were told before this database came back: those that it has lost are there again, those that it
    takes for waiting and that have gone, or may have, do not go again. How many that were."""
    taken_over: int = await connection.fetchval(
        """
        WITH given AS (
            SELECT *
              FROM unnest(
                       $2::uuid[], $3::integer[], $4::uuid[], $5::uuid[], $6::integer[], $7::uuid[], $8::uuid[],
                       $9::text[], $10::text[], $11::text[], $12::boolean[], $13::uuid[], $14::integer[], $15::text[],
                       $16::text[], $17::bytea[], $18::timestamptz[], $19::timestamptz[], $20::integer[],
                       $21::integer[], $22::bigint[], $23::timestamptz[]
                   ) AS given (id, version, series_id, appointment_id, schedule_version, change_id, rule_id, trigger,
                               channel, recipient, carries_link, link_of, link_generation, status, reason,
                               address, due_at, sent_at, attempt, change_version, change_incarnation,
                               announce_from)
        ), corrected AS (
            UPDATE communications AS known
               SET version = greatest(known.version, given.version) + 1,
                   status = given.status,
                   reason = given.reason,
                   detail = NULL,
                   address = given.address,
                   link_of = coalesce(given.link_of, known.link_of),
                   link_generation = coalesce(given.link_generation, known.link_generation),
                   sent_at = given.sent_at,
                   attempt = greatest(known.attempt, given.attempt),
                   leased_until = NULL,
                   look_again_at = NULL
              FROM given
             WHERE known.id = given.id
               AND known.status NOT IN ('sent', 'unknown', 'failed')
               AND given.status IN ('sent', 'unknown')
            RETURNING known.id
        ), added AS (
            INSERT INTO communications
                   (practice_id, id, version, series_id, appointment_id, schedule_version, change_id, rule_id, trigger,
                    channel, recipient, carries_link, link_of, link_generation, status, reason, address, due_at,
                    first_due_at, sent_at, attempt, change_version, change_incarnation, announce_from)
            SELECT $1, id, version + 1, series_id, appointment_id, schedule_version, change_id, rule_id, trigger,
                   channel, recipient, carries_link, link_of, link_generation, status, reason, address, due_at, due_at,
                   sent_at, attempt, change_version, change_incarnation, announce_from
              FROM given
            ON CONFLICT DO NOTHING
            RETURNING id
        )
        SELECT (SELECT count(*) FROM corrected) + (SELECT count(*) FROM added)
        """,
        practice_id,
        [each.id for each in told],
        [each.version for each in told],
        [each.series_id for each in told],
        [each.appointment_id for each in told],
        [each.schedule_version for each in told],
        [each.change_id for each in told],
        [each.rule_id for each in told],
        [each.trigger.value for each in told],
        [each.channel.value for each in told],
        [each.recipient for each in told],
        [each.carries_link for each in told],
        [each.link_of for each in told],
        [each.link_generation for each in told],
        [each.status.value for each in told],
        [each.reason for each in told],
        [keys.seal_if_any(each.address, ADDRESS, each.id) for each in told],
        [each.due_at for each in told],
        [each.sent_at for each in told],
        [each.attempt for each in told],
        [each.change_version and each.change_version.number for each in told],
        [each.change_version and each.change_version.incarnation for each in told],
        [each.announce_from for each in told],
    )
    return taken_over


async def lock_communications(
    connection: Connection, ids: Sequence[UUID], *, keys: AtRest
) -> list[tuple[UUID, Communication]]:
    """Each with its practice, in the order of their ids."""
    rows = await connection.fetch(
        "SELECT * FROM communications WHERE id = ANY ($1::uuid[]) ORDER BY id FOR UPDATE", list(ids)
    )
    return [(row["practice_id"], _communication(row, keys=keys)) for row in rows]


async def lock_waiting(connection: Connection, series_id: UUID, *, keys: AtRest) -> list[Communication]:
    """Those of a series that nobody has taken for an attempt, in the order of their ids; those that somebody has are
    marked as superseded.

    Whoever changes what a message is made from calls it behind the change: a claim that did not see the change is
    waited for, and one that begins later sees it.
    """
    rows = await connection.fetch(
        """
        SELECT *
          FROM communications
         WHERE series_id = $1
           AND status IN ('scheduled', 'held', 'sending')
         ORDER BY id
           FOR UPDATE
        """,
        series_id,
    )
    communications = [_communication(row, keys=keys) for row in rows]
    await connection.execute(
        "UPDATE communications SET superseded = true WHERE id = ANY ($1::uuid[])",
        [communication.id for communication in communications if communication.status is Status.SENDING],
    )
    return [communication for communication in communications if communication.status is not Status.SENDING]


async def lock_unsent_reminders(connection: Connection, series_id: UUID, *, keys: AtRest) -> list[Communication]:
    """Those of a series that wait or were withdrawn, in the order of their ids."""
    rows = await connection.fetch(
        """
        SELECT *
          FROM communications
         WHERE series_id = $1
           AND trigger = 'reminder'
           AND status IN ('scheduled', 'held', 'cancelled', 'suppressed')
         ORDER BY id
           FOR UPDATE
        """,
        series_id,
    )
    return [_communication(row, keys=keys) for row in rows]


async def lock_withdrawn_confirmations(connection: Connection, series_id: UUID, *, keys: AtRest) -> list[Communication]:
    """In the order of their ids."""
    rows = await connection.fetch(
        """
        SELECT *
          FROM communications
         WHERE series_id = $1
           AND trigger IN ('single', 'recurring', 'single_video', 'recurring_video')
           AND status IN ('cancelled', 'suppressed')
         ORDER BY id
           FOR UPDATE
        """,
        series_id,
    )
    return [_communication(row, keys=keys) for row in rows]


async def communications_of(connection: Connection, series_id: UUID, *, keys: AtRest) -> list[Communication]:
    rows = await connection.fetch("SELECT * FROM communications WHERE series_id = $1 ORDER BY id", series_id)
    return [_communication(row, keys=keys) for row in rows]


async def save_communications(
    connection: Connection, communications: Sequence[Communication], *, keys: AtRest, lease: timedelta
) -> None:
    """The caller has locked them. One that is being sent is leased from now on, by Postgres's clock."""
    await connection.execute(
        """
        UPDATE communications AS communication
           SET version = given.version,
               status = given.status,
               reason = given.reason,
               detail = given.detail,
               address = given.address,
               link_of = given.link_of,
               link_generation = given.link_generation,
               told_incarnation = given.told_incarnation,
               told_version = given.told_version,
               due_at = given.due_at,
               sent_at = given.sent_at,
               attempt = given.attempt,
               handed_over = given.handed_over,
               held_until = given.held_until,
               look_again_at = given.look_again_at,
               superseded = given.superseded,
               may_repeat = given.may_repeat,
               announce_from = given.announce_from,
               concerns = given.concerns::uuid[],
               leased_until = CASE WHEN given.status = 'sending' THEN clock_timestamp() + $17 END
          FROM unnest(
                   $1::uuid[], $2::integer[], $3::text[], $4::text[], $5::bytea[], $6::bytea[], $7::uuid[],
                   $8::integer[], $9::integer[], $10::timestamptz[], $11::timestamptz[], $12::integer[],
                   $13::integer[], $14::timestamptz[], $15::timestamptz[], $16::boolean[], $18::bigint[],
                   $19::boolean[], $20::timestamptz[], $21::text[]
               ) AS given (id, version, status, reason, detail, address, link_of, link_generation, told_version, due_at,
                           sent_at, attempt, handed_over, held_until, look_again_at, superseded, told_incarnation,
                           may_repeat, announce_from, concerns)
         WHERE communication.id = given.id
        """,
        [communication.id for communication in communications],
        [communication.version for communication in communications],
        [communication.status.value for communication in communications],
        [communication.reason for communication in communications],
        [keys.seal_if_any(communication.detail, DETAIL, communication.id) for communication in communications],
        [keys.seal_if_any(communication.address, ADDRESS, communication.id) for communication in communications],
        [communication.link_of for communication in communications],
        [communication.link_generation for communication in communications],
        [communication.told_version and communication.told_version.number for communication in communications],
        [communication.due_at for communication in communications],
        [communication.sent_at for communication in communications],
        [communication.attempt for communication in communications],
        [communication.handed_over for communication in communications],
        [communication.held_until for communication in communications],
        [communication.look_again_at for communication in communications],
        [communication.superseded for communication in communications],
        lease,
        [communication.told_version and communication.told_version.incarnation for communication in communications],
        [communication.may_repeat for communication in communications],
        [communication.announce_from for communication in communications],
        [_array(communication.concerns) for communication in communications],
    )


async def save_hand_overs(
    connection: Connection, attempts: Sequence[tuple[UUID, int]], *, lease: timedelta
) -> set[UUID]:
    """Note that these messages go out now, whole, and lease each anew, by Postgres's clock.

    Those of which the attempt is not current any more, or its lease has run out, or which something has superseded, are
    not among those that come back.
    """
    noted = await connection.fetch(
        """
        UPDATE communications AS communication
           SET handed_over = handed_over + 1,
               leased_until = clock_timestamp() + $3
          FROM unnest($1::uuid[], $2::integer[]) AS given (id, attempt)
         WHERE communication.id = given.id
           AND communication.attempt = given.attempt
           AND communication.status = 'sending'
           AND communication.leased_until > clock_timestamp()
           AND NOT communication.superseded
        RETURNING communication.id
        """,
        [id for id, _ in attempts],
        [attempt for _, attempt in attempts],
        lease,
    )
    return {row["id"] for row in noted}


async def find_attempts(
    connection: Connection, attempts: Sequence[tuple[UUID, int]], *, keys: AtRest
) -> list[Communication]:
    """Those of the attempts that are current."""
    rows = await connection.fetch(
        """
        SELECT communication.*
          FROM unnest($1::uuid[], $2::integer[]) AS given (id, attempt)
          JOIN communications AS communication USING (id, attempt)
         WHERE communication.status = 'sending'
        """,
        [id for id, _ in attempts],
        [attempt for _, attempt in attempts],
    )
    return [_communication(row, keys=keys) for row in rows]


async def wake_scheduler(connection: Connection) -> None:
    """Once this transaction has committed."""
    await connection.execute("SELECT pg_notify($1, '')", CHANNEL)


def _communication(row: asyncpg.Record, *, keys: AtRest) -> Communication:
    return Communication(
        id=row["id"],
        version=row["version"],
        series_id=row["series_id"],
        appointment_id=row["appointment_id"],
        schedule_version=row["schedule_version"],
        change_id=row["change_id"],
        rule_id=row["rule_id"],
        trigger=Trigger(row["trigger"]),
        channel=Channel(row["channel"]),
        recipient=row["recipient"],
        carries_link=row["carries_link"],
        link_of=row["link_of"],
        link_generation_from=row["link_generation_from"],
        link_generation=row["link_generation"],
        concerns=tuple(row["concerns"]),
        change_version=_version(row["change_incarnation"], row["change_version"]),
        announce_from=row["announce_from"],
        told_version=_version(row["told_incarnation"], row["told_version"]),
        status=Status(row["status"]),
        reason=row["reason"],
        detail=keys.open_if_any(row["detail"], DETAIL, row["id"]),
        address=keys.open_if_any(row["address"], ADDRESS, row["id"]),
        due_at=row["due_at"],
        sent_at=row["sent_at"],
        attempt=row["attempt"],
        handed_over=row["handed_over"],
        held_until=row["held_until"],
        look_again_at=row["look_again_at"],
        first_due_at=row["first_due_at"],
        traceparent=row["traceparent"],
        superseded=row["superseded"],
        may_repeat=row["may_repeat"],
    )


def _array(ids: Sequence[UUID]) -> str:
    """As one of many in a parameter, which Postgres takes for no more than text."""
    return "{" + ",".join(map(str, ids)) + "}"


def _version(incarnation: int | None, number: int | None) -> Version | None:
    """What a release from before incarnations wrote is of the first."""
    return None if number is None else Version(incarnation or 0, number)
