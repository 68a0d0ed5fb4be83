from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

import asyncpg

from booking.domain.client import Client, Recipient
from booking.domain.name_search import words_of_name
from booking.errors import (
    ClientUnknown,
)
from messaging.database import Connection

CLIENTS_AT_ONCE = 500
CLIENTS_FOUND = 20
LAST_CHARACTER = "\U0010ffff"


async def require_client(connection: Connection, client_id: UUID) -> None:
    """Raises ClientUnknown."""
    if not await connection.fetchval("SELECT true FROM clients WHERE id = $1", client_id):
        raise ClientUnknown(f"No client {client_id} in this practice.")


async def lock_client(connection: Connection, client_id: UUID) -> None:
    """What they are booked for is this transaction's alone to decide until it ends. Raises ClientUnknown."""
    if not await connection.fetchval("SELECT true FROM clients WHERE id = $1 FOR NO KEY UPDATE", client_id):
        raise ClientUnknown(f"No client {client_id} in this practice.")


async def several_clients(connection: Connection, client_ids: Sequence[UUID]) -> list[Client]:
    """Those that there are."""
    rows = await connection.fetch(
        "SELECT id, version, recipients FROM clients WHERE id = ANY ($1::uuid[]) ORDER BY id", client_ids
    )
    return [_client(row) for row in rows]


async def newest_clients(connection: Connection) -> list[Client]:
    rows = await connection.fetch(
        "SELECT id, version, recipients FROM clients ORDER BY id DESC LIMIT $1", CLIENTS_AT_ONCE
    )
    return [_client(row) for row in rows]


async def clients_named(connection: Connection, practice_id: UUID, words: Sequence[str]) -> list[Client]:
    """Those in whose names each of `words` begins a word; whole words before longer ones.

    The first word is looked up in the index. It compares text by its bytes, since LIKE is not leakproof and would not
    reach an index under row-level security; with the practice named, the index gives the order too.
    """
    if not words:
        return []
    first, others = words[0], words[1:]
    rows = await connection.fetch(
        """
        SELECT clients.id, clients.version, clients.recipients
          FROM (
                   SELECT found.client_id, min(found.word) AS word
                     FROM (
                              SELECT client_id, word
                                FROM client_words
                               WHERE practice_id = $1
                                 AND word >= $2
                                 AND word < $3
                                 AND (
                                         SELECT coalesce(bool_and(EXISTS (
                                                    SELECT
                                                      FROM client_words AS other
                                                     WHERE other.practice_id = $1
                                                       AND other.client_id = client_words.client_id
                                                       AND other.word >= wanted.first COLLATE "C"
                                                       AND other.word < wanted.beyond COLLATE "C"
                                                )), true)
                                           FROM unnest($4::text[], $5::text[]) AS wanted (first, beyond)
                                     )
                               ORDER BY word
                               LIMIT $6
                          ) AS found
                    GROUP BY found.client_id
               ) AS found
          JOIN clients ON clients.practice_id = $1 AND clients.id = found.client_id
         ORDER BY found.word, clients.name, clients.id
         LIMIT $7
        """,
        practice_id,
        first,
        first + LAST_CHARACTER,
        others,
        [word + LAST_CHARACTER for word in others],
        4 * CLIENTS_FOUND,  # words, of which a name may have several with the same beginning
        CLIENTS_FOUND,
    )
    return [_client(row) for row in rows]


async def add_client(connection: Connection, practice_id: UUID, new: Client, *, at: datetime) -> None:
    """With the words by which they are found."""
    await connection.execute(
        """
        WITH added AS (
            INSERT INTO clients (practice_id, id, version, name, recipients, changed_at)
            VALUES ($1, $2, $3, $4, $5, $7)
            RETURNING practice_id, id
        )
        INSERT INTO client_words (practice_id, word, client_id)
        SELECT added.practice_id, word, added.id
          FROM added, unnest($6::text[]) AS word
        """,
        practice_id,
        new.id,
        new.version,
        new.name,
        [asdict(recipient) for recipient in new.recipients],
        list(words_of_name(new.name)),
        at,
    )


def _client(row: asyncpg.Record) -> Client:
    return Client(row["id"], row["version"], [Recipient(**recipient) for recipient in row["recipients"]])
