import json
import logging
from collections.abc import Callable, Iterator
from io import StringIO
from uuid import UUID

import asyncpg
import pytest
import structlog
from pydantic import BaseModel

from messaging import logs
from messaging.logs import OFTEN, Seldom


class Client(BaseModel):
    id: UUID


@pytest.fixture
def said() -> Iterator[Callable[[], str]]:
    """What was written since the log was configured."""
    root, written = logging.getLogger(), StringIO()
    handlers, level = root.handlers, root.level
    logs.configure("clinic")
    (handler,) = root.handlers
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(written)
    try:
        yield written.getvalue
    finally:
        root.handlers = handlers
        root.setLevel(level)
        structlog.reset_defaults()


def _validate() -> None:
    Client.model_validate({"id": "Grace Whitfield"})


def _refuse() -> None:
    raise asyncpg.UniqueViolationError("Key (name)=(Grace Whitfield) already exists.")


def _convert() -> None:
    try:
        int("Grace Whitfield")
    except ValueError as error:
        raise LookupError("Grace Whitfield") from error


def _together() -> None:
    raise ExceptionGroup("of Grace Whitfield", [ValueError("Grace Whitfield")])


@pytest.mark.parametrize("fail", [_validate, _refuse, _convert, _together])
def test_a_traceback_says_where_and_what_and_nothing_of_what_was_refused(
    fail: Callable[[], None], said: Callable[[], str]
) -> None:
    try:
        fail()
    except Exception:
        structlog.get_logger("a test").exception("it broke")
        logging.getLogger("a library").exception("it broke too")
    written = said()
    ours, theirs = map(json.loads, written.splitlines())
    assert ours["exception"] == theirs["exception"]
    assert f" in {fail.__name__}" in ours["exception"]
    assert "Error" in ours["exception"]
    assert "Grace" not in written


def test_what_is_nobodys_word_is_said(said: Callable[[], str]) -> None:
    try:
        raise ConnectionRefusedError(111, "Connection refused")
    except OSError:
        structlog.get_logger("a test").exception("it broke")
    assert json.loads(said())["exception"].endswith("ConnectionRefusedError: [Errno 111] Connection refused")


def test_what_a_library_says_again_and_again_is_said_once_a_minute_with_how_often() -> None:
    now = 1000.0
    seldom = Seldom(("aiokafka",), clock=lambda: now)

    def said(name: str, line: int, words: str) -> str | None:
        record = logging.LogRecord(name, logging.WARNING, "client.py", line, words, None, None)
        return record.getMessage() if seldom.filter(record) else None

    assert said("aiokafka.conn", 7, "No broker at node 1") == "No broker at node 1"
    assert said("aiokafka.conn", 7, "No broker at node 2") is None
    assert said("aiokafka.conn", 8, "Something else") == "Something else"
    assert said("messaging.relay", 7, "Ours") == said("messaging.relay", 7, "Ours") == "Ours"
    now += OFTEN
    assert said("aiokafka.conn", 7, "No broker at node 3") == "No broker at node 3 (and 1 times since it was last said)"
    assert said("aiokafka.conn", 7, "No broker at node 4") is None
