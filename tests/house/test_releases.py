"""One release: all packages have its version, and every connection of a process says it."""

import ast
import tomllib
from collections.abc import Iterator
from typing import Final

import pytest

from tests.house.sources import ROOT, named, parsed

CONNECTS: Final = "messaging/src/messaging/database.py"


def test_all_packages_have_the_version_of_the_release() -> None:
    members = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["uv"]["workspace"]["members"]
    files = [ROOT / "pyproject.toml", *(file for each in members for file in ROOT.glob(f"{each}/pyproject.toml"))]
    versions = {named(file): tomllib.loads(file.read_text())["project"]["version"] for file in files}
    assert len(versions) > 5
    assert len(set(versions.values())) == 1, versions


def connecting(module: ast.Module) -> Iterator[int]:
    """Lines on which Postgres is connected to by asyncpg itself."""
    for node in ast.walk(module):
        match node:
            case ast.Attribute(value=ast.Name(id="asyncpg"), attr="connect" | "create_pool", lineno=line):
                yield line
            case ast.ImportFrom(module="asyncpg", names=names, lineno=line):
                yield from (line for each in names if each.name in ("connect", "create_pool"))


def test_processes_connect_in_one_file_which_says_their_release() -> None:
    said = [
        f"{named(file)}:{line} connects to Postgres without its release: messaging.database does"
        for folder in ("messaging/src", "services/*/src")
        for file in sorted(ROOT.glob(f"{folder}/**/*.py"))
        if named(file) != CONNECTS
        for line in connecting(parsed(file))
    ]
    assert not said, "\n".join(said)
    assert len(list(connecting(parsed(ROOT / CONNECTS)))) == 2


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("await asyncpg.connect(url)", [1]),
        ("pool = asyncpg.create_pool(url)", [1]),
        ("from asyncpg import connect", [1]),
        ("await connect(url)", []),
    ],
)
def test_what_connects_is_seen(source: str, lines: list[int]) -> None:
    assert list(connecting(ast.parse(source))) == lines
