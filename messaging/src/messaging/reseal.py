"""`<service> reseal`: all that is sealed at rest anew, under the first storage key, so that the others can be removed.

It can be ended and begun again: what is sealed under the first key is passed over. Services go on meanwhile: a row that
one of them has written since is left as it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from messaging.at_rest import AtRest, KeyLacks, SealedColumn
from messaging.database import Connection, connected

BATCH = 500


@dataclass(frozen=True, slots=True)
class Resealed:
    column: SealedColumn
    rows: int
    unreadable: Sequence[UUID]


async def reseal(owner_url: str, columns: Sequence[SealedColumn], at_rest: AtRest) -> list[Resealed]:
    """As the database's owner, who sees the rows of all practices. Those that do not open are named, and left."""
    async with connected(owner_url) as reading, connected(owner_url) as writing:
        return [await _reseal(reading, writing, column, at_rest) for column in columns]


async def _reseal(
    reading: Connection,
    writing: Connection,
    column: SealedColumn,
    at_rest: AtRest,
) -> Resealed:
    rows, unreadable = 0, []
    async with reading.transaction():
        cursor = await reading.cursor(_FIND.format(**_names(column)), at_rest.seals_as)
        while found := await cursor.fetch(BATCH):
            anew = []
            for practice_id, row_id, sealed in found:
                try:
                    resealed = at_rest.seal(at_rest.open(sealed, column, row_id), column, row_id)
                    anew.append((practice_id, row_id, sealed, resealed))
                except KeyLacks:
                    unreadable.append(row_id)
            await writing.executemany(_REPLACE.format(**_names(column)), anew)
            rows += len(anew)
    return Resealed(column, rows, unreadable)


# The names are the program's own.
_FIND = """
SELECT practice_id, {row}, {column}
  FROM {table}
 WHERE {column} IS NOT NULL
   AND substr({column}, 1, length($1::bytea)) <> $1
"""

_REPLACE = """
UPDATE {table}
   SET {column} = $4
 WHERE practice_id = $1
   AND {row} = $2
   AND {column} = $3
"""


def _names(column: SealedColumn) -> dict[str, str]:
    return {"table": column.table, "column": column.column, "row": column.row}
