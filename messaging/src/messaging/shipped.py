"""The SQL files that a release ships: migrations, numbered, and the newest text of each function.

A migration is applied once and never edited. Its first lines say what it asks of those who use the database:

    -- serves: 0.1       the oldest release that runs on the schema after it
    -- no-transaction    of one statement that builds or drops an index beside those who read and write

A name that ends in `.after.sql` is of the second phase: what former releases do not bear.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from messaging.errors import CommandFailed
from messaging.release import FIRST, RELEASE, Release

CHASSIS: Final = Path(__file__).parent / "chassis"

_BEFORE_HEADERS: Final = 10  # the last number of the files that say nothing of themselves, and have gaps
_NAME: Final = re.compile(r"(\d{4})_\w+(\.after)?\.sql")
_CONCURRENTLY: Final = re.compile(
    r"\s*(?:CREATE\s+(?:UNIQUE\s+)?INDEX\s+CONCURRENTLY\s+IF\s+NOT\s+EXISTS|DROP\s+INDEX\s+CONCURRENTLY\s+IF\s+EXISTS)"
    r"\s+(\w+)[^;]*;?\s*",
    re.IGNORECASE,
)
_CREATES: Final = re.compile(
    r"^CREATE\s+(OR\s+REPLACE\s+)?(?:FUNCTION|PROCEDURE)\s+(\w+)", re.IGNORECASE | re.MULTILINE
)


class MigrationsInvalid(CommandFailed):
    """A file cannot be applied, by its name or its first lines."""


@dataclass(frozen=True, slots=True)
class Script:
    """A file of SQL. It is known by its folder (chassis or service) and its name."""

    folder: str
    name: str
    sql: str

    @property
    def key(self) -> tuple[str, str]:
        return self.folder, self.name

    @property
    def title(self) -> str:
        return f"{self.folder}/{self.name}"

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.sql.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Migration(Script):
    """`builds` is the index that is made or dropped outside of any transaction."""

    serves: Release = FIRST
    after: bool = False
    builds: str | None = None


@dataclass(frozen=True, slots=True)
class Function(Script):
    """Applied anew when its text has changed, with the arguments and columns that it always had."""

    @property
    def function(self) -> str:
        return self.name.removesuffix(".sql")


@dataclass(frozen=True, slots=True)
class Shipped:
    """In the order in which they are applied."""

    migrations: Sequence[Migration]
    functions: Sequence[Function]


def shipped(service: Path, *, chassis: Path = CHASSIS, release: Release = RELEASE) -> Shipped:
    """Of the chassis, then of the service in whose folder they are. Raises MigrationsInvalid."""
    folders = {"chassis": chassis, "service": service}
    return Shipped(
        [each for folder, path in folders.items() for each in _migrations(folder, path, release)],
        [
            _function(f"{folder}/functions", file)
            for folder, path in folders.items()
            for file in sorted((path / "functions").glob("*.sql"))
        ],
    )


def _migrations(folder: str, path: Path, release: Release) -> list[Migration]:
    found = [_migration(folder, file, release) for file in sorted(path.glob("*.sql"))]
    numbers = Counter(int(each.name[:4]) for each in found)
    for number in range(_BEFORE_HEADERS + 1, max(numbers, default=0) + 1):
        if numbers[number] != 1:
            raise MigrationsInvalid(
                f"{folder}: {numbers[number] or 'no'} migrations have the number {number:04}."
                " Each number has one, and none is left out."
            )
    return found


def _migration(folder: str, file: Path, release: Release) -> Migration:
    name, sql = file.name, file.read_text(encoding="utf-8")
    said = _NAME.fullmatch(name)
    if said is None:
        raise MigrationsInvalid(f"{folder}/{name} is not named 0011_some_words.sql or 0011_some_words.after.sql.")
    if int(said[1]) <= _BEFORE_HEADERS:
        return Migration(folder, name, sql)

    def refuse(words: str) -> MigrationsInvalid:
        return MigrationsInvalid(f"{folder}/{name} {words}")

    headers, statements = _split(sql)
    serves, builds = None, None
    for header in headers:
        if header.startswith("serves:"):
            try:
                serves = Release.parse(header.removeprefix("serves:").strip())
            except ValueError as error:
                raise refuse(f"has a first line that says no release: {header}") from error
        elif header == "no-transaction":
            statement = _CONCURRENTLY.fullmatch(statements)
            if statement is None:
                raise refuse(
                    "is to run outside of a transaction: that is for one statement alone,"
                    " CREATE INDEX CONCURRENTLY IF NOT EXISTS or DROP INDEX CONCURRENTLY IF EXISTS."
                )
            builds = statement[1]
    if serves is None:
        raise refuse(f"does not say the oldest release that it serves: begin it with a line such as -- serves: {FIRST}")
    if serves > release:
        raise refuse(f"serves {serves} and newer, and this is {release}: nobody could use the database.")
    after = said[2] is not None
    if after and serves == FIRST:
        raise refuse(f"serves every release: without .after in its name it is applied while {FIRST} still runs.")
    return Migration(folder, name, sql, serves, after, builds)


def _function(folder: str, file: Path) -> Function:
    function = Function(folder, file.name, file.read_text(encoding="utf-8"))
    for replaces, name in _CREATES.findall(function.sql):
        if name != function.function or not replaces:
            raise MigrationsInvalid(
                f"{function.title} creates {name}. It is for CREATE OR REPLACE FUNCTION {function.function} alone,"
                " and for whose that is and who may execute it."
            )
    return function


def _split(sql: str) -> tuple[list[str], str]:
    """What the first lines say, and the statements without comments of whole lines."""
    lines = sql.splitlines()
    first = next((number for number, line in enumerate(lines) if not line.startswith("--")), len(lines))
    statements = (line for line in lines if not line.lstrip().startswith("--"))
    return [line.removeprefix("--").strip() for line in lines[:first]], "\n".join(statements)
