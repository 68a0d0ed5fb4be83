"""What a service tells again, from a shell: `<service> resync …`, and `restored` once its database came back."""

import argparse
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Final
from uuid import UUID

from messaging import incarnations
from messaging.database import UNAVAILABLE, Connection, Database
from messaging.errors import CommandFailed
from messaging.settings import OperationSettings

BATCH: Final = 200  # series that are told in one transaction

type Commands = "argparse._SubParsersAction[argparse.ArgumentParser]"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which series: these, or those of a practice; None: any."""

    ids: Sequence[UUID] | None = None
    practice_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class SeriesRef:
    """Two practices' series may have the same id."""

    practice_id: UUID
    series_id: UUID


type Find = Callable[[Connection, Wanted, SeriesRef | None, int], Awaitable[Sequence[SeriesRef]]]
type Tell = Callable[[Connection, UUID, Sequence[UUID]], Awaitable[None]]


def add_as_new(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--as-new",
        action="store_true",
        help="whatever versions the others have: they take what is told for newer than all that they know",
    )


def moment(value: str) -> datetime:
    """As an argument names it. Raises ArgumentTypeError."""
    named = datetime.fromisoformat(value)
    if named.tzinfo is None:
        raise argparse.ArgumentTypeError("name its offset too, such as 2027-10-20T09:00+01:00")
    return named


async def begin_anew(database: Database, *, whole: bool) -> None:
    async with database.transaction() as connection:
        await incarnations.begin(connection, whole=whole)


@dataclass(frozen=True, slots=True)
class TellingAgain:
    """`find` answers the series that are wanted, behind one of them, practice by practice, in no practice's sight. What
    `tell` makes once a command is run tells some of a practice again, in that practice's."""

    find: Find
    tell: Callable[[], Tell]

    def add_commands(self, commands: Commands) -> None:
        resync = commands.add_parser(
            "resync", help="tell the other services again what there is, so that they mend what they lost"
        ).add_subparsers(required=True, metavar="WHAT")
        series = resync.add_parser("series", help="of these series")
        series.add_argument("ids", type=UUID, nargs="+", metavar="ID")
        practice = resync.add_parser("practice", help="all of a practice")
        practice.add_argument("id", type=UUID, metavar="ID")
        everything = resync.add_parser("all", help="all of every practice")
        for command in (series, practice, everything):
            add_as_new(command)
            command.set_defaults(run=self._resync)

    async def _resync(self, arguments: argparse.Namespace) -> None:
        wanted = Wanted(getattr(arguments, "ids", None), getattr(arguments, "id", None))
        try:
            async with Database(OperationSettings().database_url.get_secret_value(), connections=1) as database:
                if arguments.as_new:
                    await begin_anew(database, whole=False)
                print(f"Told again: series {await self.told(database, wanted)}.")
        except UNAVAILABLE as error:
            raise CommandFailed(f"Postgres: {type(error).__name__}: {error}".splitlines()[0]) from error

    async def told(self, database: Database, wanted: Wanted) -> int:
        """How many series were told again. Raises CommandFailed where none is wanted that there is."""
        tell, behind, told = self.tell(), None, 0
        while True:
            async with database.transaction() as connection:
                found = await self.find(connection, wanted, behind, BATCH)
            for practice_id, of_practice in groupby(found, key=lambda each: each.practice_id):
                async with database.transaction(practice_id) as connection:
                    await tell(connection, practice_id, [each.series_id for each in of_practice])
            told += len(found)
            if len(found) < BATCH:
                break
            behind = found[-1]
        if not told and wanted != Wanted():
            raise CommandFailed("There is nothing like that here, and nothing was told.")
        return told
