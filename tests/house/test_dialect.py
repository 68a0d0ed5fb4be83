"""Three services, one dialect: of time and ids, of settings, of the names of operations."""

import ast
import json
import re
from collections.abc import Iterator
from typing import Any, Final

import pytest

from tests.house.sources import ROOT, SERVICES, Service, named, parsed

# Time and ids come in from whoever begins: a route, a consumer, a tick, a shell.
NEITHER_CLOCK_NOR_IDS: Final = ("commands", "queries", "store", "projections", "domain", "events")
CLOCKS: Final = {"now", "utcnow", "today"}
IDS: Final = {"uuid1", "uuid4", "uuid6", "uuid7", "uuid8"}
DOCUMENTS: Final = sorted((ROOT / "docs" / "api").glob("*.openapi.json"))


def beginnings(module: ast.Module) -> Iterator[tuple[int, str]]:
    """Where a clock is read, or an id is made or could be."""
    for node in ast.walk(module):
        match node:
            case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name), lineno=line) if name in CLOCKS:
                yield line, ast.unparse(node)
            case ast.ImportFrom(names=names, lineno=line):
                yield from ((line, f"import of {each.name}") for each in names if each.name in IDS)
            case ast.Attribute(attr=name, lineno=line) if name in IDS:
                yield line, ast.unparse(node)


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_nothing_below_the_beginning_reads_a_clock_or_makes_ids(service: Service) -> None:
    said = [
        f"{named(file)}:{line} {what}: time and ids are handed in"
        for file in service.modules(*NEITHER_CLOCK_NOR_IDS)
        for line, what in beginnings(parsed(file))
    ]
    assert not said, "\n".join(said)


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_the_settings_of_a_service_are_its_settings(service: Service) -> None:
    [module] = service.modules("settings")
    assert settings_classes(parsed(module)) == ["Settings"]


def settings_classes(module: ast.Module) -> list[str]:
    """Those that a service starts with; what only a command in a shell needs is another thing."""
    return [
        node.name
        for node in module.body
        if isinstance(node, ast.ClassDef) and "ServiceSettings" in {ast.unparse(base) for base in node.bases}
    ]


@pytest.mark.parametrize("file", DOCUMENTS, ids=lambda file: file.name)
def test_an_operation_is_called_by_its_verb_and_its_noun(file: Any) -> None:
    said = misnamed(json.loads(file.read_text()))
    assert not said, "\n".join(said)


def misnamed(document: dict[str, Any]) -> list[str]:
    """FastAPI would call an operation by its function, path and method together."""
    return [
        f"{method.upper()} {path} is called {operation['operationId']}"
        for path, item in document["paths"].items()
        for method, operation in item.items()
        if not re.fullmatch(rf"{method}(_[a-z0-9]+)+", operation["operationId"])
        or operation["operationId"].endswith(f"{re.sub(r'\W', '_', path)}_{method}")
    ]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("at = datetime.now(UTC)", ["datetime.now(UTC)"]),
        ("at = datetime.utcnow()", ["datetime.utcnow()"]),
        ("on = date.today()", ["date.today()"]),
        ("now = installation.now()", ["installation.now()"]),
        ("at = now()", ["now()"]),
        ("from uuid_utils.compat import uuid7", ["import of uuid7"]),
        ("import uuid\nid = uuid.uuid4()", ["uuid.uuid4"]),
        ("def plan(*, now: datetime, new_id: NewId):\n    return Message(new_id(), at=now)", []),
        ("id = installation.new_id()", []),
    ],
)
def test_a_clock_and_an_id_are_seen(source: str, found: list[str]) -> None:
    assert [what for _, what in beginnings(ast.parse(source))] == found


def test_a_settings_class_is_seen() -> None:
    source = "class BookingSettings(ServiceSettings): ...\nclass CommandSettings(BaseSettings): ..."
    assert settings_classes(ast.parse(source)) == ["BookingSettings"]


@pytest.mark.parametrize(
    ("operation", "is_right"),
    [("get_rules", True), ("get_rules_api_v1_rules_get", False), ("rules", False), ("getRules", False), ("get", False)],
)
def test_a_wrong_name_of_an_operation_is_seen(operation: str, is_right: bool) -> None:
    said = misnamed({"paths": {"/api/v1/rules": {"get": {"operationId": operation}}}})
    assert said == ([] if is_right else [f"GET /api/v1/rules is called {operation}"])
