"""Of which life of the service's database a state is.

A database that came back from a backup counts its versions from there anew: what it tells would be older than what the
others have heard before. So it tells that it lives anew. It is a time and no counter, since the backup may be from
before an earlier one.
"""

from dataclasses import dataclass

from messaging.database import Connection
from messaging.version import Version


@dataclass(frozen=True, slots=True)
class Incarnation:
    """`number` goes with every event. What was told before `whole` is not to be relied on, which is when the database
    came back last, and it did so so many `times`. 0 is the first."""

    number: int = 0
    whole: int = 0
    times: int = 0


async def begin(connection: Connection, *, whole: bool) -> int:
    """A new one, by Postgres's clock: all that is published from now on is newer than all before. `whole`: the database
    came back, and will tell everything again."""
    began: int = await connection.fetchval(
        """
        INSERT INTO incarnations (incarnation, whole)
        SELECT greatest((extract(epoch FROM clock_timestamp()) * 1000)::bigint, max(incarnation) + 1), $1
          FROM incarnations
        RETURNING incarnation
        """,
        whole,
    )
    return began


async def current(connection: Connection) -> Incarnation:
    row = await connection.fetchrow(
        """
        SELECT coalesce(max(incarnation), 0) AS number, coalesce(max(incarnation) FILTER (WHERE whole), 0) AS whole,
               count(*) FILTER (WHERE whole) AS times
          FROM incarnations
        """
    )
    assert row is not None
    return Incarnation(row["number"], row["whole"], row["times"])


async def shown(connection: Connection, number: int) -> Version:
    """Which version somebody sees of what this database holds. What they saw before it came back is another one."""
    return Version((await current(connection)).whole, number)
