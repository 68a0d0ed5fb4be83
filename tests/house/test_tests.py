"""Tests stand each for itself, and wait for conditions."""

import ast
import re
from collections.abc import Iterator, Mapping
from typing import Final

import pytest

from tests.house.sources import modules_of_tests, named, parsed

# Who waits for a time, and why there is no condition to wait for; by file and function.
SLEEPS: Final[Mapping[tuple[str, str], str]] = {
    ("tests/support/eventually.py", "eventually"): "looks again: what all the others wait by",
    ("deploy/local/tests/test_supervisor.py", "until"): "looks again, with a deadline",
    ("tests/support/servers.py", "_kafka_container"): "looks again until the broker answers, with a deadline",
    ("tests/faults/reception.py", "Reception._asked"): "asks again as a client does, with a deadline",
    ("tests/faults/proxy.py", "Proxy._pump"): "a slow network is the fault",
    ("tests/faults/test_proxy.py", "_soon"): "that nothing comes through can only be waited for",
    (
        "tests/faults/test_postgres_away.py",
        "test_postgres_is_gone_and_does_not_say_so",
    ): "silence this long is the fault",
    (
        "tests/faults/test_kafka_away.py",
        "test_kafka_is_stopped_for_two_minutes_and_booking_goes_on",
    ): "so is this outage",
    ("tests/faults/test_kafka_away.py", "test_kafka_says_nothing_for_longer_than_a_request_lasts"): "and this silence",
    ("tests/faults/test_time.py", "test_a_worker_stands_still_past_its_session_and_goes_on"): "and this standstill",
    ("tests/faults/sessions.py", "until_a_neighbour_is_missed"): "the watermark has to grow old",
}

WHOLE_SERVER: Final = re.compile(r"\s*(ALTER (ROLE|USER|SYSTEM)|DROP ROLE)\b", re.IGNORECASE)


def imported_tests(module: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(module):
        match node:
            case ast.Import(names=names, lineno=line):
                modules = [each.name for each in names]
            case ast.ImportFrom(module=source, names=names, lineno=line):
                modules = [source or "", *(f"{source}.{each.name}" for each in names if each.name.startswith("test_"))]
            case _:
                continue
        for name in modules:
            if name.rpartition(".")[2].startswith("test_"):
                yield line, name


def sleeps(module: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and function of each sleep for a time; one of no time only lets others go on."""
    renamed = {
        each.asname or each.name
        for node in ast.walk(module)
        if isinstance(node, ast.ImportFrom) and node.module in ("asyncio", "time", "anyio", "trio")
        for each in node.names
        if each.name == "sleep"
    }

    def walk(node: ast.AST, inside: str) -> Iterator[tuple[int, str]]:
        for child in ast.iter_child_nodes(node):
            match child:
                case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                    yield from walk(child, f"{inside}.{name}".lstrip("."))
                    continue
                case ast.Call(args=[ast.Constant(value=0)]):
                    pass
                case ast.Call(func=ast.Attribute(attr="sleep" | "wait_for_timeout"), lineno=line):
                    yield line, inside
                case ast.Call(func=ast.Name(id=name), lineno=line) if name in renamed:
                    yield line, inside
            yield from walk(child, inside)

    yield from walk(module, "")


def test_tests_import_no_tests() -> None:
    said = [
        f"{named(file)}:{line} imports {name}: what two tests share stands in neither"
        for file in modules_of_tests()
        for line, name in imported_tests(parsed(file))
    ]
    assert not said, "\n".join(said)


def test_tests_wait_for_conditions_and_never_for_a_time() -> None:
    said = [
        f"{named(file)}:{line} sleeps in {function or 'the module'}"
        for file in modules_of_tests()
        for line, function in sleeps(parsed(file))
        if (named(file), function) not in SLEEPS
    ]
    assert not said, "\n".join(said)


def test_tests_change_nothing_of_the_server_that_others_share() -> None:
    """A role that may not log in, a setting of the whole server: tests in other databases fail by them now and then."""
    said = [
        f"{named(file)}:{node.lineno} changes the whole server"
        for file in modules_of_tests()
        for node in ast.walk(parsed(file))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and WHOLE_SERVER.match(node.value)
    ]
    assert not said, "\n".join(said)


@pytest.mark.parametrize("what", ["ROLE booking_application NOLOGIN", "system SET fsync = off"])
def test_a_change_of_the_whole_server_is_seen(what: str) -> None:
    assert WHOLE_SERVER.match(f"\n   alter {what}")


def test_who_may_sleep_still_does() -> None:
    assert set(SLEEPS) <= {
        (named(file), function) for file in modules_of_tests() for _, function in sleeps(parsed(file))
    }


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("from services.booking.tests.connected.test_call import Room", ["services.booking.tests.connected.test_call"]),
        ("from tests.e2e import test_call", ["tests.e2e.test_call"]),
        ("import tests.e2e.test_call as calls", ["tests.e2e.test_call"]),
        ("from tests.support.eventually import eventually", []),
        ("from contracts.testing import tested", []),
    ],
)
def test_an_imported_test_is_seen(source: str, found: list[str]) -> None:
    assert [name for _, name in imported_tests(ast.parse(source))] == found


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("async def test_a():\n    await asyncio.sleep(1)", ["test_a"]),
        ("class Line:\n    def say(self):\n        time.sleep(PAUSE)", ["Line.say"]),
        ("from time import sleep as rest\ndef test_a():\n    rest(1)", ["test_a"]),
        ("async def test_a(page):\n    await page.wait_for_timeout(500)", ["test_a"]),
        ("async def test_a():\n    async def inner():\n        await asyncio.sleep(1)", ["test_a.inner"]),
        ("async def test_a():\n    await asyncio.sleep(0)", []),
        ("async def test_a(clock):\n    await eventually(clock.sleeps)", []),
    ],
)
def test_a_sleep_is_seen(source: str, found: list[str]) -> None:
    assert [function for _, function in sleeps(ast.parse(source))] == found
