"""Every line of SQL is at home by what it is about: each table has one file in its service."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from textwrap import dedent
from typing import Final

import pytest

from tests.house.sources import ROOT, SERVICES, Service, named, parsed
from tests.house.sql import NotUnderstood, Statement, only_reads, statements, tables

# A table's file is one of these; what only reads several of them together is one of queries/.
HOMES: Final = {"store", "projections", "audit", "lookups", "metrics"}
QUERIES: Final = "queries"

# Why a service's file names a table of the chassis, by the file.
NAMES_THE_CHASSIS: Final[Mapping[str, str]] = {}


@dataclass(frozen=True, slots=True)
class Named:
    """That a file names tables."""

    file: str
    room: str
    statement: Statement


def complaints(found: Sequence[Named], *, own: Iterable[str], chassis: Iterable[str]) -> list[str]:
    """What is amiss, a line each: of a service's statements, given the tables of its migrations and the chassis's."""
    own, chassis = set(own), set(chassis)
    said = []
    homes: dict[str, set[str]] = defaultdict(set)
    for each in found:
        place = f"{each.file}:{each.statement.line}"
        if each.room == QUERIES and not each.statement.only_reads:
            said.append(f"{place} writes or locks, and is one of queries/")
        for table in sorted(each.statement.tables):
            if table not in own | chassis:
                said.append(f"{place} names {table}, which no migration makes")
            elif each.room == QUERIES or (table in chassis and each.file in NAMES_THE_CHASSIS):
                continue
            elif table in chassis:
                said.append(f"{place} names {table}, which is the chassis's")
            elif each.room not in HOMES:
                said.append(f"{place} names {table}, and is neither of store/ nor of projections/")
            else:
                homes[table].add(each.file)
    for table in sorted(own):
        match sorted(homes[table]):
            case [_]:
                pass
            case []:
                said.append(f"{table} is named in no file of store/ or projections/")
            case several:
                said.append(f"{table} is named in {' and in '.join(several)}")
    return said


def tables_made(directory: str) -> set[str]:
    """Those that the migrations leave."""
    sql = "\n".join(file.read_text() for file in ROOT.glob(f"{directory}/*.sql"))
    made = re.findall(r"^CREATE TABLE (?:IF NOT EXISTS )?(\w+)", sql, re.MULTILINE)
    return {*made} - {*re.findall(r"^DROP TABLE (\w+)", sql, re.MULTILINE)}


# Booking's first migration made it before the chassis had the code for all.
MADE_BY_SERVICES: Final = {"idempotency_keys"}
CHASSIS: Final = tables_made("messaging/src/messaging/chassis") | {"migrations"} | MADE_BY_SERVICES


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_each_table_is_named_in_one_file_of_its_service(service: Service) -> None:
    found = all_named(service)
    assert len(found) > 10, "hardly a statement was found: is this still how they are handed over?"
    said = complaints(found, own=tables_made(f"services/{service.name}/migrations") - CHASSIS, chassis=CHASSIS)
    assert not said, "\n".join(said)


def test_each_exception_is_still_one() -> None:
    found = [each for service in SERVICES for each in all_named(service)]
    assert set(NAMES_THE_CHASSIS) <= {each.file for each in found if each.statement.tables & CHASSIS}


def all_named(service: Service) -> list[Named]:
    found = []
    for file in service.modules():
        try:
            found += [Named(named(file), service.room_of(file), each) for each in statements(parsed(file))]
        except NotUnderstood as problem:
            raise NotUnderstood(f"{named(file)}, {problem}") from problem
    return found


def one(file: str, room: str, sql: str) -> Named:
    return Named(file, room, Statement(1, tables(sql), only_reads(sql)))


KINDS = one("store/kinds.py", "store", "SELECT id FROM kinds")


def test_a_table_with_one_file_is_at_home_and_queries_read_all() -> None:
    joins = one("queries/diary.py", "queries", "SELECT FROM kinds JOIN series USING (id) JOIN outbox ON true")
    series = one("store/series.py", "store", "INSERT INTO series (id) VALUES ($1)")
    assert complaints([KINDS, joins, series], own=["kinds", "series"], chassis=["outbox"]) == []


@pytest.mark.parametrize(
    ("stray", "said"),
    [
        (
            one("store/series.py", "store", "DELETE FROM kinds"),
            "kinds is named in store/kinds.py and in store/series.py",
        ),
        (
            one("commands/add_kind.py", "commands", "SELECT FROM kinds"),
            "commands/add_kind.py:1 names kinds, and is neither of store/ nor of projections/",
        ),
        (
            one("queries/diary.py", "queries", "SELECT FROM kinds FOR UPDATE"),
            "queries/diary.py:1 writes or locks, and is one of queries/",
        ),
        (one("store/kinds.py", "store", "SELECT FROM kind"), "store/kinds.py:1 names kind, which no migration makes"),
        (one("store/kinds.py", "store", "SELECT FROM outbox"), "store/kinds.py:1 names outbox, which is the chassis's"),
    ],
    ids=["two files", "no store", "a query that locks", "unknown", "the chassis's"],
)
def test_what_strays_is_named_with_its_file(stray: Named, said: str) -> None:
    assert complaints([KINDS, stray], own=["kinds"], chassis=["outbox"]) == [said]


def test_a_table_without_a_file_is_named() -> None:
    assert complaints([KINDS], own=["kinds", "hours"], chassis=[]) == [
        "hours is named in no file of store/ or projections/"
    ]


@pytest.mark.parametrize(
    ("sql", "names"),
    [
        ("SELECT FROM series WHERE id = $1", {"series"}),
        (
            "SELECT series.id FROM public.series JOIN clients AS client ON client.id = series.client_id",
            {"series", "clients"},
        ),
        ("SELECT EXISTS (SELECT FROM links WHERE id = $1)", {"links"}),
        ("INSERT INTO a (x) SELECT x FROM b ON CONFLICT (x) DO UPDATE SET x = excluded.x", {"a", "b"}),
        ("INSERT INTO a (x) VALUES ($1) RETURNING x", {"a"}),
        ("UPDATE a SET x = given.x FROM unnest($1::uuid[], $2::text[]) AS given (id, x) WHERE a.id = given.id", {"a"}),
        ("UPDATE a AS one SET x = b.x FROM b WHERE one.id = b.id", {"a", "b"}),
        ("DELETE FROM a USING b WHERE a.id = b.id RETURNING a.id", {"a", "b"}),
        ("WITH new AS (INSERT INTO a (x) VALUES ($1) RETURNING x) INSERT INTO b (x) SELECT x FROM new", {"a", "b"}),
        ("WITH one AS (SELECT FROM a), two AS (SELECT FROM one) SELECT FROM two", {"a"}),
        ("WITH gone AS (DELETE FROM a RETURNING x) DELETE FROM b USING gone WHERE b.x = gone.x", {"a", "b"}),
        ("WITH a AS (SELECT FROM a) SELECT FROM a", {"a"}),
        ("WITH RECURSIVE a AS (SELECT FROM b UNION ALL SELECT FROM a) SELECT FROM a", {"b"}),
        ("WITH a AS (SELECT 1) UPDATE a SET x = 1", {"a"}),
        ("SELECT FROM b WHERE EXISTS (WITH a AS (SELECT 1) SELECT FROM a) AND EXISTS (SELECT FROM a)", {"a", "b"}),
        ("SELECT FROM a JOIN LATERAL (SELECT FROM b WHERE b.x = a.x LIMIT 1) AS newest ON true", {"a", "b"}),
        ("SELECT FROM a, LATERAL jsonb_array_elements(a.x) AS element", {"a"}),
        ("SELECT FROM a AS one FOR NO KEY UPDATE OF one SKIP LOCKED", {"a"}),
        ("SELECT x FROM a UNION SELECT x FROM b", {"a", "b"}),
        ("SELECT id FROM find_practices() AS id", set()),
        ("SELECT FROM unnest($1::uuid[]) WITH ORDINALITY AS given (id, n)", set()),
        ("SELECT FROM generate_series(1, 3) AS n", set()),
        ("SELECT pg_notify($1, '')", set()),
    ],
)
def test_the_tables_of_a_statement(sql: str, names: set[str]) -> None:
    assert tables(sql) == names


@pytest.mark.parametrize("sql", ["SELECT FROM WHERE", "LOCK TABLE series", "TRUNCATE series", "SELECT 1; SELECT 2", ""])
def test_a_statement_that_is_not_understood_is_not_passed_over(sql: str) -> None:
    with pytest.raises(NotUnderstood):
        tables(sql)


@pytest.mark.parametrize(
    ("sql", "reads"),
    [
        ("SELECT FROM a", True),
        ("WITH one AS (SELECT FROM a) SELECT FROM one UNION ALL SELECT FROM b", True),
        ("SELECT FROM a FOR SHARE", False),
        ("WITH gone AS (DELETE FROM a RETURNING x) SELECT x FROM gone", False),
        ("INSERT INTO a (x) VALUES ($1)", False),
    ],
)
def test_what_only_reads(sql: str, reads: bool) -> None:
    assert only_reads(sql) is reads


def statements_in(source: str) -> list[set[str]]:
    return [set(statement.tables) for statement in statements(ast.parse(dedent(source)))]


def test_statements_are_found_where_they_stand_and_where_they_have_a_name() -> None:
    found = statements_in(
        """
        OF_A = "SELECT FROM a"
        OF: dict[str, str] = {"b": "SELECT FROM b", "c": "SELECT FROM c"}

        async def read(connection, which):
            await connection.fetch("SELECT FROM d")
            await connection.fetchval(OF_A)
            await connection.fetchrow(OF[which] + " WHERE true", 1)
            await connection.execute("DELETE FROM e" if which else "DELETE FROM f")
            await connection.copy_records_to_table("g", records=[])
            await connection.executemany("INSERT INTO h (x) VALUES ($1)", [])
        """
    )
    assert sorted(found, key=sorted) == [{"a"}, {"b"}, {"c"}, {"d"}, {"e"}, {"f"}, {"g"}, {"h"}]


@pytest.mark.parametrize("handed", ["f'SELECT FROM {table}'", "made()", "query=OF_A", "OF_A.format(x)"])
def test_a_statement_that_is_put_together_is_not_passed_over(handed: str) -> None:
    with pytest.raises(NotUnderstood, match="line 1"):
        statements_in(f"connection.fetch({handed})")
