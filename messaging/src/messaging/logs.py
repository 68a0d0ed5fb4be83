"""Logs as one JSON object a line on standard error. Nobody's name, address or link goes into them."""

import logging
import sys

import structlog
from structlog.typing import EventDict, WrappedLogger

from messaging import trace


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
        structlog.processors.format_exc_info,
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
