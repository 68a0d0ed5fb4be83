"""What was last told of appointments, by whom it was told and by what."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from messaging.database import Connection
from notifications.domain.communication import Communication
from notifications.domain.of_practice import OfPractice
from notifications.domain.people import RecipientRole
from notifications.domain.rule import Channel
from notifications.domain.told import Told

type Known = Mapping[tuple[OfPractice, RecipientRole, Channel], Mapping[UUID, Told]]


async def told_of_each(connection: Connection, series: Collection[OfPractice]) -> Known:
    """By series, recipient and channel, and by appointment."""
    rows = await connection.fetch(
        """
        SELECT practice_id, series_id, recipient, channel, appointment_id, local_start, fold, twice, local_end,
               starts_at, ends_at, status, practitioner_id, kind_id, link_generation, told_at, doubtful
          FROM unnest($1::uuid[], $2::uuid[]) AS given (practice_id, series_id)
          JOIN told USING (practice_id, series_id)
        """,
        [each.practice_id for each in series],
        [each.id for each in series],
    )
    known: dict[tuple[OfPractice, RecipientRole, Channel], dict[UUID, Told]] = defaultdict(dict)
    for practice_id, series_id, recipient, channel, *fields in rows:
        told = Told(*fields)
        known[OfPractice(practice_id, series_id), recipient, Channel(channel)][told.appointment_id] = told
    return known


@dataclass(frozen=True, slots=True)
class Said:
    """What a message said of an appointment. `may_know`: its recipient may have got an earlier attempt and not this,
    which may have said something else."""

    practice_id: UUID
    message: Communication
    told: Told
    may_know: bool

    @property
    def key(self) -> tuple[UUID, UUID, RecipientRole, Channel, UUID]:
        message = self.message
        return self.practice_id, message.series_id, message.recipient, message.channel, self.told.appointment_id


async def save_told(connection: Connection, said: Sequence[Said]) -> None:
    """Where its recipient may have got an earlier attempt alone, what that said stays. A link that somebody has been
    given stays theirs until they are given another."""
    for may_know in (False, True):
        await _save_told(connection, [each for each in said if each.may_know is may_know], may_know=may_know)


async def _save_told(connection: Connection, said: Sequence[Said], *, may_know: bool) -> None:
    newest = {each.key: each.told for each in said}
    if not newest:
        return
    await connection.execute(
        """
        INSERT INTO told AS known
               (practice_id, series_id, recipient, channel, appointment_id, local_start, fold, twice, local_end,
                starts_at, ends_at, status, practitioner_id, kind_id, link_generation, told_at, doubtful)
        SELECT *, $17::boolean
          FROM unnest(
                   $1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::uuid[], $6::timestamp[], $7::smallint[],
                   $8::boolean[], $9::timestamp[], $10::timestamptz[], $11::timestamptz[], $12::text[], $13::uuid[],
                   $14::uuid[], $15::integer[], $16::timestamptz[]
               )
         ORDER BY 1, 2, 3, 4, 5 -- whoever tells of the same at once waits, and neither for the other
        ON CONFLICT (practice_id, series_id, recipient, channel, appointment_id) DO UPDATE
           SET local_start = excluded.local_start,
               fold = excluded.fold,
               twice = excluded.twice,
               local_end = excluded.local_end,
               starts_at = excluded.starts_at,
               ends_at = excluded.ends_at,
               status = excluded.status,
               practitioner_id = excluded.practitioner_id,
               kind_id = excluded.kind_id,
               link_generation = coalesce(excluded.link_generation, known.link_generation),
               told_at = excluded.told_at,
               doubtful = false
         WHERE NOT $17::boolean
        """,
        [practice_id for practice_id, *_ in newest],
        [series_id for _, series_id, *_ in newest],
        [recipient for _, _, recipient, *_ in newest],
        [channel.value for *_, channel, _ in newest],
        [told.appointment_id for told in newest.values()],
        [told.local_start for told in newest.values()],
        [told.fold for told in newest.values()],
        [told.twice for told in newest.values()],
        [told.local_end for told in newest.values()],
        [told.starts_at for told in newest.values()],
        [told.ends_at for told in newest.values()],
        [told.status for told in newest.values()],
        [told.practitioner_id for told in newest.values()],
        [told.kind_id for told in newest.values()],
        [told.link_generation for told in newest.values()],
        [told.at for told in newest.values()],
        may_know,
    )


async def doubt_told(connection: Connection, said: Sequence[Said]) -> None:
    """Messages may have said this: whoever knew it otherwise may know it so by now, or as before."""
    await connection.execute(
        """
        UPDATE told
           SET doubtful = true
          FROM unnest(
                   $1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::uuid[], $6::timestamp[], $7::smallint[],
                   $8::timestamp[], $9::text[], $10::uuid[], $11::uuid[]
               ) AS given (practice_id, series_id, recipient, channel, appointment_id, local_start, fold, local_end,
                           status, practitioner_id, kind_id)
         WHERE told.practice_id = given.practice_id
           AND told.series_id = given.series_id
           AND told.recipient = given.recipient
           AND told.channel = given.channel
           AND told.appointment_id = given.appointment_id
           AND (told.local_start, told.fold, told.local_end, told.status, told.practitioner_id, told.kind_id)
               <> (given.local_start, given.fold, given.local_end, given.status, given.practitioner_id, given.kind_id)
        """,
        [each.practice_id for each in said],
        [each.message.series_id for each in said],
        [each.message.recipient for each in said],
        [each.message.channel.value for each in said],
        [each.told.appointment_id for each in said],
        [each.told.local_start for each in said],
        [each.told.fold for each in said],
        [each.told.local_end for each in said],
        [each.told.status for each in said],
        [each.told.practitioner_id for each in said],
        [each.told.kind_id for each in said],
    )
