"""Logs as one JSON object a line on standard error. Nobody's name, address or link goes into them."""

import logging
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from typing import Final

import asyncpg
import structlog
from aiokafka.errors import KafkaError
from structlog.typing import EventDict, ExcInfo, WrappedLogger

from messaging import trace

OFTEN: Final = 60.0  # seconds in which a library says the same once


def configure(service: str) -> None:
    """Have structlog's and the standard library's loggers write the same lines."""

    def context(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
        event["service"] = service
        if trace_id := trace.trace_id():
            event["trace_id"] = trace_id
        return event

    shared: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        context,
        structlog.processors.ExceptionRenderer(in_frames),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.INFO)
    for loud in ("aiokafka", "faststream", "httpx", "uvicorn.error"):
        logging.getLogger(loud).setLevel(logging.WARNING)
    handler.addFilter(Seldom(("aiokafka", "faststream")))


class Seldom(logging.Filter):
    """What libraries say again and again, while a broker is away for one, is said once in `OFTEN`, with how often."""

    def __init__(self, libraries: tuple[str, ...], clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._libraries = libraries
        self._clock = clock
        self._said: dict[tuple[str, int], tuple[float, int]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        if not record.name.startswith(self._libraries):
            return True
        # By the place in the library that says it: its words name a node, an offset, a time.
        place, now = (record.pathname, record.lineno), self._clock()
        at, left_out = self._said.get(place, (-OFTEN, 0))
        if now - at < OFTEN:
            self._said[place] = at, left_out + 1
            return False
        self._said[place] = now, 0
        if left_out:
            record.msg, record.args = f"{record.getMessage()} (and {left_out} times since it was last said)", ()
        return True


def in_frames(exc_info: ExcInfo) -> str:
    """Where it was raised, and what it is. Its words only where nobody else's can stand in them: a validation's or a
    constraint's quotes what was refused."""
    return "\n".join(_told(exc_info[1], set()))


def _told(error: BaseException | None, before: set[int]) -> Iterator[str]:
    if error is None or id(error) in before:
        return
    before.add(id(error))
    yield from _told(error.__cause__ or (None if error.__suppress_context__ else error.__context__), before)
    for frame in traceback.extract_tb(error.__traceback__):
        yield f"  {frame.filename}:{frame.lineno} in {frame.name}"
    yield f"{type(error).__module__}.{type(error).__qualname__}{_words(error)}"
    if isinstance(error, BaseExceptionGroup):
        for each in error.exceptions:
            yield from _told(each, before)


def _words(error: BaseException) -> str:
    if isinstance(error, asyncpg.PostgresError):
        return f" (SQLSTATE {error.sqlstate})"
    return f": {error}" if isinstance(error, OSError | KafkaError) and str(error) else ""
