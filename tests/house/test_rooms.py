"""The rooms of a service: docs/architecture.md names them, import-linter holds their order, and there are no others."""

import re
from collections.abc import Iterable
from typing import Final

import pytest

from tests.house.sources import ROOT, SERVICES, Service, project

# What the table names, and no import leads to or from.
WITHOUT_IMPORTS: Final = {"migrations"}


def rooms_of_table(document: str) -> set[str]:
    """The names in the first column of the table whose first column is headed "room"; of `routes/models/` the first."""
    [table] = re.findall(r"^\| room \|.*\n\|[-| ]+\|\n((?:\|.*\n)+)", document, re.MULTILINE)
    names = [name for row in table.splitlines() for name in re.findall(r"`([^`]+)`", row.split("|")[1])]
    return {name.split("/")[0].removesuffix(".py") for name in names}


def rooms_of_layers(layers: Iterable[str]) -> set[str]:
    """A layer is one room or several, "a | b"; one in parentheses need not be in every service."""
    return {room.strip(" ()") for layer in layers for room in layer.split("|")}


def test_the_table_and_the_borders_name_the_same_rooms() -> None:
    [layers] = [each for each in project()["tool"]["importlinter"]["contracts"] if each["type"] == "layers"]
    held = rooms_of_layers(layers["layers"]) | set(layers["exhaustive_ignores"]) | WITHOUT_IMPORTS
    told = rooms_of_table((ROOT / "docs" / "architecture.md").read_text())
    assert {"only in pyproject.toml": held - told, "only in docs/architecture.md": told - held} == {
        "only in pyproject.toml": set(),
        "only in docs/architecture.md": set(),
    }


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_a_service_has_no_room_that_the_table_does_not_name(service: Service) -> None:
    assert service.rooms() - rooms_of_table((ROOT / "docs" / "architecture.md").read_text()) == set()


def test_rooms_are_read_from_a_table() -> None:
    document = """
| question | place |
|---|---|
| what is `this`? | here |

| room | what it does | may use |
|---|---|---|
| `app.py` | wires `everything` | all |
| `scheduler.py` (notifications), `sweeper.py` (video-links) | what time alone does | commands |
| `routes/`, `routes/models/` | HTTP | commands |

| what | else |
|---|---|
| `nothing` | |
"""
    assert rooms_of_table(document) == {"app", "scheduler", "sweeper", "routes"}


def test_rooms_are_read_from_layers() -> None:
    assert rooms_of_layers(["app", "routes | (sweeper)", "(queries)"]) == {"app", "routes", "sweeper", "queries"}
