"""What the files of migrations say by their names and first lines, and which of them go when."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from messaging.migrations import due
from messaging.release import FIRST, RELEASE, Release, application_name, release_of
from messaging.shipped import Migration, MigrationsInvalid, Shipped, shipped
from standing_local import checkout

NEXT = Release(0, 2)


def read(directory: Path, files: Mapping[str, str]) -> Shipped:
    for folder in ("chassis", "service"):
        (directory / folder / "functions").mkdir(parents=True)
    for name, sql in files.items():
        (directory / name).write_text(sql)
    return shipped(directory / "service", chassis=directory / "chassis", release=NEXT)


def test_what_is_shipped_comes_in_order_the_chassis_first(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        {
            "service/0001_initial.sql": "SELECT 1;",
            "service/0009_later.sql": "SELECT 1;",
            "service/0011_more.sql": "-- serves: 0.1\n\nSELECT 1;",
            "chassis/0011_more.sql": "-- What it does.\n-- serves: 0.1\nSELECT 1;",
            "service/functions/two.sql": "SELECT 2;",
            "chassis/functions/one.sql": "SELECT 1;",
        },
    )
    assert [each.title for each in (*found.migrations, *found.functions)] == [
        "chassis/0011_more.sql",
        "service/0001_initial.sql",
        "service/0009_later.sql",
        "service/0011_more.sql",
        "chassis/functions/one.sql",
        "service/functions/two.sql",
    ]


BUILDS = "-- serves: 0.1\n-- no-transaction\nCREATE INDEX CONCURRENTLY IF NOT EXISTS of_name ON clients (name);\n"


def test_the_first_lines_and_the_name_say_what_a_migration_asks_for(tmp_path: Path) -> None:
    first, second, third = read(
        tmp_path,
        {
            "service/0011_add.sql": "-- serves: 0.1\nSELECT 1;",
            "service/0012_drop.after.sql": "-- serves: 0.2\nSELECT 1;",
            "service/0013_index.sql": BUILDS,
        },
    ).migrations
    assert (first.serves, first.after, first.builds) == (FIRST, False, None)
    assert (second.serves, second.after, second.builds) == (NEXT, True, None)
    assert (third.serves, third.after, third.builds) == (FIRST, False, "of_name")


@pytest.mark.parametrize(
    ("files", "words"),
    [
        (["0001_a.sql", "0012_b.sql"], "service: no migrations have the number 0011"),
        (["0011_a.sql", "0013_b.sql"], "service: no migrations have the number 0012"),
        (["0011_a.sql", "0011_b.sql"], "service: 2 migrations have the number 0011"),
        (["11_a.sql"], "service/11_a.sql is not named 0011_some_words.sql"),
        (["0011_a.before.sql"], "is not named"),
    ],
)
def test_a_number_is_neither_left_out_nor_given_twice(tmp_path: Path, files: list[str], words: str) -> None:
    with pytest.raises(MigrationsInvalid, match=words):
        read(tmp_path, {f"service/{name}": "-- serves: 0.1\nSELECT 1;" for name in files})


@pytest.mark.parametrize(
    ("name", "sql", "words"),
    [
        ("0011_a.sql", "SELECT 1;", "does not say the oldest release that it serves"),
        ("0011_a.sql", "SELECT 1;\n-- serves: 0.1", "does not say"),
        ("0011_a.sql", "-- serves: all\nSELECT 1;", "says no release: serves: all"),
        ("0011_a.sql", "-- serves: 0.3\nSELECT 1;", "serves 0.3.0 and newer, and this is 0.2.0"),
        ("0011_a.after.sql", "-- serves: 0.1\nSELECT 1;", "serves every release"),
        ("0011_a.sql", f"{BUILDS}SELECT 1;", "one statement alone"),
        ("0011_a.sql", BUILDS.replace("IF NOT EXISTS ", ""), "one statement alone"),
        ("0011_a.sql", BUILDS.replace("CONCURRENTLY ", ""), "one statement alone"),
        ("0011_a.sql", "-- serves: 0.1\n-- no-transaction\nVACUUM;", "one statement alone"),
    ],
)
def test_a_file_that_cannot_be_applied_is_refused_with_what_to_do(
    tmp_path: Path, name: str, sql: str, words: str
) -> None:
    with pytest.raises(MigrationsInvalid, match=words):
        read(tmp_path, {f"service/{name}": sql})


@pytest.mark.parametrize("created", ["CREATE OR REPLACE FUNCTION two()", "CREATE FUNCTION one()"])
def test_a_functions_file_replaces_the_function_that_it_is_named_after(tmp_path: Path, created: str) -> None:
    with pytest.raises(MigrationsInvalid, match=r"is for CREATE OR REPLACE FUNCTION one alone"):
        read(tmp_path, {"service/functions/one.sql": f"{created} RETURNS integer LANGUAGE sql AS $$ SELECT 1 $$;"})


@pytest.mark.parametrize("service", ["booking", "video-links", "notifications"])
def test_what_this_release_ships_is_as_it_has_to_be(service: str) -> None:
    found = shipped(checkout.SERVICES / service / "migrations")
    assert found.migrations
    assert found.functions


def of_phases(*phases: tuple[str, Release]) -> list[Migration]:
    """Named by their numbers; one whose word is `after` is of the second phase."""
    return [
        Migration("service", f"{number}", "", serves=serves, after=word == "after")
        for number, (word, serves) in enumerate(phases, start=1)
    ]


@pytest.mark.parametrize(
    ("phases", "first", "second"),
    [
        ([("", FIRST), ("after", NEXT), ("", FIRST)], "13", "123"),
        # What a later release builds on comes before it.
        ([("", FIRST), ("after", NEXT), ("", NEXT)], "123", "123"),
        ([("after", NEXT), ("after", Release(0, 3)), ("", NEXT)], "13", "123"),
        ([("after", NEXT)], "", "1"),
    ],
)
def test_the_first_phase_leaves_to_the_second_what_former_releases_do_not_bear(
    phases: list[tuple[str, Release]], first: str, second: str
) -> None:
    pending = of_phases(*phases)
    assert "".join(each.name for each in due(pending, after=False)) == first
    assert "".join(each.name for each in due(pending, after=True)) == second


def test_a_process_says_its_release_to_postgres_and_no_other_program_does() -> None:
    assert release_of(application_name("video-links", "api")) == RELEASE
    for name in ("", "psql", "pg_dump", "booking", "booking api", "PostgreSQL JDBC Driver"):
        assert release_of(name) is None


def test_releases_are_compared_by_their_numbers() -> None:
    assert Release.parse("0.9") < Release.parse("0.10.0rc1") == Release.parse("0.10") < Release.parse("1.0")
    with pytest.raises(ValueError, match="is no release"):
        Release.parse("next")
