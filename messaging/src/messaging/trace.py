"""W3C Trace Context: one trace from a request over the outbox and the broker to what it causes."""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_traceparent: ContextVar[str | None] = ContextVar("traceparent", default=None)
_VALID = re.compile(r"00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}")


def current() -> str | None:
    """The `traceparent` of what is being done."""
    return _traceparent.get()


def trace_id() -> str | None:
    traceparent = current()
    return traceparent and traceparent.split("-")[1]


@contextmanager
def continued(traceparent: str | None) -> Iterator[None]:
    """A new span of the caller's trace, or of a new trace where the caller named none that is valid."""
    valid = traceparent is not None and _VALID.fullmatch(traceparent) is not None
    trace = traceparent.split("-")[1] if traceparent is not None and valid else secrets.token_hex(16)
    token = _traceparent.set(f"00-{trace}-{secrets.token_hex(8)}-01")
    try:
        yield
    finally:
        _traceparent.reset(token)
