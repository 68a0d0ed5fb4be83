"""A route reads and asks commands; what writes or locks is no route's own affair."""

import ast
from collections.abc import Iterator
from textwrap import dedent
from typing import Final

import fastapi
import pytest
from starlette.responses import Response

from tests.house.sources import SERVICES, Service, named, parsed

WRITES: Final = ("add_", "save_", "remove_", "keep_", "lock_")
# `background.add_task`, `app.add_middleware`: of things that these make, a module does not say where they come from.
OF_THE_FRAMEWORK: Final = frozenset(
    name for kind in (fastapi.FastAPI, fastapi.APIRouter, fastapi.BackgroundTasks, Response) for name in dir(kind)
)


def writes(module: ast.Module) -> Iterator[tuple[int, str]]:
    """Where something is named that writes or locks, whether it is called there or handed on."""
    origins = _origins(module)
    for node in ast.walk(module):
        match node:
            case ast.ImportFrom(module=str(source), names=names, lineno=line):
                for each in names:
                    if each.name.startswith(WRITES) and not _may_write(source):
                        yield line, f"{source}.{each.name}"
            case ast.Attribute(attr=name, lineno=line) if name.startswith(WRITES):
                origin = origins.get(_root(node))
                if not (name in OF_THE_FRAMEWORK if origin is None else _may_write(origin)):
                    yield line, ast.unparse(node)


def _origins(module: ast.Module) -> dict[str, str]:
    """What a name that was imported stands for."""
    found: dict[str, str] = {}
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom):
            found |= {each.asname or each.name: f"{node.module}.{each.name}" for each in node.names}
        elif isinstance(node, ast.Import):
            found |= {each.asname or each.name.split(".")[0]: each.name for each in node.names}
    return found


def _root(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _may_write(source: str) -> bool:
    package, *rooms = source.split(".")
    return package in ("fastapi", "starlette") or rooms[:1] == ["commands"]


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_no_route_writes_or_locks(service: Service) -> None:
    said = [
        f"{named(file)}:{line} names {name}: that is a command's part"
        for file in service.modules("routes")
        for line, name in writes(parsed(file))
    ]
    assert not said, "\n".join(said)


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("from booking.store.series import lock_series_of", ["booking.store.series.lock_series_of"]),
        ("from booking.store import series\nseries.add_series(connection)", ["series.add_series"]),
        ("from booking import projections\nprojections.links.keep_links(connection)", ["projections.links.keep_links"]),
        ("import booking.store.series\nbooking.store.series.save_statuses()", ["booking.store.series.save_statuses"]),
        ("from booking.store import series as kept\ndo(kept.remove_note)", ["kept.remove_note"]),
        ("installation.store.add_series(connection)", ["installation.store.add_series"]),
        ("from booking.commands.add_client import add_client\nadd_client(connection)", []),
        ("from booking.commands import keep_call\nkeep_call.keep_call(connection)", []),
        ("from booking.store.series import series_of\nseries_of(connection)", []),
        ("background.add_task(send)\napp.add_middleware(Gate)", []),
        ("from fastapi import background\nbackground.add_task(send)", []),
    ],
)
def test_what_writes_is_seen_by_its_name_and_where_it_comes_from(source: str, found: list[str]) -> None:
    assert [name for _, name in writes(ast.parse(dedent(source)))] == found
