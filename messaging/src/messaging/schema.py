"""The database's schema, as its table of migrations tells it, beside what a release ships."""

from dataclasses import dataclass
from typing import Final

import asyncpg

from messaging.database import Connection, Database
from messaging.release import RELEASE, Release
from messaging.shipped import Function, Migration, Script, Shipped

# What the question meets in a database that was never migrated, or by the first release alone.
NEVER_MIGRATED: Final = (asyncpg.UndefinedTableError, asyncpg.UndefinedColumnError)


@dataclass(frozen=True, slots=True)
class Applied:
    """`release` applied it; `serves` is the oldest release that runs on the schema since."""

    title: str
    sha256: str
    serves: Release
    release: Release


@dataclass(frozen=True, slots=True)
class Schema:
    shipped: Shipped
    applied: dict[str, Applied]
    release: Release

    @property
    def pending(self) -> list[Migration]:
        return [each for each in self.shipped.migrations if each.title not in self.applied]

    @property
    def outdated(self) -> list[Function]:
        return [each for each in self.shipped.functions if self._differs(each)]

    @property
    def edited(self) -> list[Migration]:
        """After they had been applied."""
        return [each for each in self.shipped.migrations if each.title in self.applied and self._differs(each)]

    @property
    def missing(self) -> list[Script]:
        """What a process of this release cannot do without."""
        functions = [each for each in self.shipped.functions if each.title not in self.applied]
        return [*(each for each in self.pending if not each.after), *functions]

    @property
    def ahead(self) -> list[Applied]:
        """What a later release applied, or another than this."""
        known = {each.title for each in (*self.shipped.migrations, *self.shipped.functions)}
        return [
            row
            for row in self.applied.values()
            if row.release > self.release or (row.title not in known and "/functions/" not in row.title)
        ]

    @property
    def unserved(self) -> str:
        """In words, why a process of this release must not use the database; empty where it may."""
        narrowest = max(self.applied.values(), key=lambda row: row.serves, default=None)
        if narrowest is None or narrowest.serves <= self.release:
            return ""
        return (
            f"This is release {self.release}, and the database serves {narrowest.serves} and newer since"
            f" {narrowest.title} was applied. Start one of those, or restore a dump from before it."
        )

    def _differs(self, script: Script) -> bool:
        row = self.applied.get(script.title)
        return row is None or row.sha256 != script.digest


async def read_schema(connection: Connection, files: Shipped, release: Release = RELEASE) -> Schema:
    """As any role of the service. Raises one of NEVER_MIGRATED."""
    rows = await connection.fetch("SELECT folder, name, sha256, serves, release FROM migrations ORDER BY folder, name")
    applied = [
        Applied(f"{row['folder']}/{row['name']}", row["sha256"], *map(Release.parse, (row["serves"], row["release"])))
        for row in rows
    ]
    return Schema(files, {row.title: row for row in applied}, release)


async def why_unusable(database: Database, service: str, files: Shipped) -> str:
    """In words, why a process of this release cannot use its database, or nothing. Raises one of UNAVAILABLE."""
    try:
        async with database.transaction() as connection:
            schema = await read_schema(connection, files)
    except NEVER_MIGRATED:
        return f"The database was not migrated by this release. Run `{service} migrate`."
    if schema.unserved:
        return schema.unserved
    if schema.missing:
        return f"Not applied: {', '.join(each.title for each in schema.missing)}. Run `{service} migrate`."
    return ""
