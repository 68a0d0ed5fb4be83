"""What a release says to its databases: the statements of its transactions with their arguments, as it said them once.

So a later release's schema can be asked by the former one without its code, which no later checkout has any more.
"""

import base64
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import Enum
from pathlib import Path
from typing import Any, Final, Self
from uuid import UUID

from asyncpg.connection import LoggedQuery

from messaging.database import Connection, Database

RECORDED: Final = Path(__file__).parent / "recorded"
STORAGE_KEY: Final = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="  # of made-up data alone


@dataclass(frozen=True, slots=True)
class Transaction:
    practices: list[UUID]
    statements: list[tuple[str, list[Any]]]


@dataclass(slots=True)
class Recording:
    """`before` is what makes the data, and `during` what goes on while a later release migrates. `facts` name both."""

    facts: dict[str, Any] = field(default_factory=dict)
    before: list[Transaction] = field(default_factory=list)
    during: list[Transaction] = field(default_factory=list)

    @classmethod
    def of(cls, release: str, service: str) -> Self:
        read = json.loads((RECORDED / release / f"{service}.json").read_text())
        said = read["statements"]
        return cls(
            read["facts"],
            *(
                [
                    Transaction(
                        [UUID(practice) for practice in each["practices"]],
                        [(said[number], [_decoded(argument) for argument in rest]) for number, *rest in each["said"]],
                    )
                    for each in read[part]
                ]
                for part in ("before", "during")
            ),
        )

    def save(self, release: str, service: str) -> None:
        said: dict[str, int] = {}
        parts = {
            name: [
                {
                    "practices": [str(practice) for practice in each.practices],
                    "said": [
                        [said.setdefault(sql, len(said)), *map(_encoded, arguments)]
                        for sql, arguments in each.statements
                    ],
                }
                for each in part
            ]
            for name, part in (("before", self.before), ("during", self.during))
        }
        file = RECORDED / release / f"{service}.json"
        file.parent.mkdir(parents=True, exist_ok=True)
        lines = [
            "{",
            f'"facts": {json.dumps(self.facts)},',
            f'"statements": {json.dumps(list(said), indent=0, ensure_ascii=False)},',
            *(
                f'"{name}": [\n{",\n".join(json.dumps(each, ensure_ascii=False) for each in part)}\n]{comma}'
                for (name, part), comma in zip(parts.items(), (",", ""), strict=True)
            ),
            "}",
        ]
        file.write_text("\n".join(lines) + "\n")

    @contextmanager
    def kept(self, part: list[Transaction]) -> Iterator[None]:
        """Whatever this process's transactions say in this block, in the order in which they commit."""
        plain = Database.transaction

        @asynccontextmanager
        async def transaction(database: Database, *practices: UUID) -> AsyncIterator[Connection]:
            statements: list[tuple[str, list[Any]]] = []

            def keep(query: LoggedQuery) -> None:
                statements.append((query.query, list(query.args)))

            async with plain(database, *practices) as connection:
                with connection.query_logger(keep):
                    yield connection
            part.append(Transaction(list(practices), statements))

        Database.transaction = transaction  # type: ignore[method-assign, assignment]
        try:
            yield
        finally:
            Database.transaction = plain  # type: ignore[method-assign]


async def replayed(url: str, transactions: list[Transaction]) -> int:
    """Said again, as the application. How many statements. Raises what Postgres does not take any more."""
    async with Database(url, connections=1) as database:
        for each in transactions:
            async with database.transaction(*each.practices) as connection:
                for sql, arguments in each.statements:
                    await connection.fetch(sql, *arguments)
    return sum(len(each.statements) for each in transactions)


def _encoded(value: Any) -> Any:
    match value:
        case Enum():
            return _encoded(value.value)
        case None | bool() | int() | float() | str():
            return value
        case UUID():
            return {"uuid": str(value)}
        case datetime():
            return {"datetime": value.isoformat()}
        case date():
            return {"date": value.isoformat()}
        case timedelta():
            return {"seconds": value.total_seconds()}
        case bytes():
            return {"bytes": base64.b64encode(value).decode()}
        case dict():
            return {"json": value}
        case list() | tuple() | set():
            return [_encoded(each) for each in value]
        case _:
            raise TypeError(f"{value!r} cannot be recorded.")


def _decoded(value: Any) -> Any:
    match value:
        case {"uuid": str(text)}:
            return UUID(text)
        case {"datetime": str(text)}:
            return datetime.fromisoformat(text)
        case {"date": str(text)}:
            return date.fromisoformat(text)
        case {"seconds": seconds}:
            return timedelta(seconds=seconds)
        case {"bytes": str(text)}:
            return base64.b64decode(text)
        case {"json": content}:
            return content
        case list():
            return [_decoded(each) for each in value]
        case _:
            return value
