"""A request is done once by its key: the answer is kept in the transaction of what it did.

A service whose routes take keys makes the table `idempotency_keys` in its own migrations, as booking's 0001 does.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from messaging.database import Connection
from messaging.errors import IdempotencyKeyReused

KEPT = timedelta(hours=48)
FORGOTTEN_AT_ONCE = 100  # rows; old keys go when new ones come


@dataclass(frozen=True, slots=True)
class Claim:
    """Which request it is. `request` is the SHA-256 of what is asked."""

    practice_id: UUID
    subject: str
    route: str
    key: str
    request: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


async def claim(connection: Connection, asked: Claim, *, now: datetime) -> Answer | None:
    """The first answer, where this was done before. A twin that is being done now is waited for.

    None: it is the caller's to do, in this transaction. Raises IdempotencyKeyReused.
    """
    claimed = await connection.fetchval(
        """
        INSERT INTO idempotency_keys (practice_id, subject, route, key, request, claimed_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (practice_id, subject, route, key) DO UPDATE
           SET request = excluded.request,
               claimed_at = excluded.claimed_at,
               status = NULL,
               headers = NULL,
               body = NULL
         WHERE idempotency_keys.claimed_at < $7
        RETURNING true
        """,
        asked.practice_id,
        asked.subject,
        asked.route,
        asked.key,
        asked.request,
        now,
        now - KEPT,
    )
    if claimed:
        return None
    first = await connection.fetchrow(
        """
        SELECT request, status, headers, body
          FROM idempotency_keys
         WHERE subject = $1
           AND route = $2
           AND key = $3
        """,
        asked.subject,
        asked.route,
        asked.key,
    )
    assert first is not None
    if first["request"] != asked.request:
        raise IdempotencyKeyReused("Use a new key for a new request.")
    return Answer(first["status"], first["headers"], first["body"])


async def keep(connection: Connection, asked: Claim, answer: Answer, *, now: datetime) -> None:
    """Keep the answer for the claim, and forget some that are too old."""
    await connection.execute(
        """
        WITH forgotten AS (
            DELETE FROM idempotency_keys
             WHERE (practice_id, subject, route, key) IN (
                       SELECT practice_id, subject, route, key
                         FROM idempotency_keys
                        WHERE claimed_at < $7
                        LIMIT $8
                          FOR UPDATE SKIP LOCKED
                   )
        )
        UPDATE idempotency_keys
           SET status = $4,
               headers = $5,
               body = $6
         WHERE subject = $1
           AND route = $2
           AND key = $3
        """,
        asked.subject,
        asked.route,
        asked.key,
        answer.status,
        answer.headers,
        answer.body,
        now - KEPT,
        FORGOTTEN_AT_ONCE,
    )
