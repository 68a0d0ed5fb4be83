"""Around every request: its trace and its log line."""

import time
from http import HTTPStatus

import structlog
from opentelemetry.trace import Span, SpanKind, Status, StatusCode
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from messaging import trace
from messaging.metrics import REQUESTS

log = structlog.get_logger(__name__)

_ASKED_ALL_THE_TIME = ("/health/", "/metrics")


class Requests:
    """Logs the route's template and never its address: an address may hold a token."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith(_ASKED_ALL_THE_TIME):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        started = time.perf_counter()
        status = HTTPStatus.INTERNAL_SERVER_ERROR.value

        async def note_status(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        with trace.continued(headers.get("traceparent"), scope["method"], kind=SpanKind.SERVER) as span:
            try:
                await self._app(scope, receive, note_status)
            finally:
                route = getattr(scope.get("route"), "path", None)
                seconds = time.perf_counter() - started
                _describe(span, scope["method"], route, status)
                REQUESTS.labels(scope["method"], route or "none", status).observe(seconds)
                log.info(
                    "request",
                    method=scope["method"],
                    route=route,
                    status=status,
                    milliseconds=round(seconds * 1000, 1),
                )


def _describe(span: Span, method: str, route: str | None, status: int) -> None:
    span.set_attributes({"http.request.method": method, "http.response.status_code": status})
    if route is not None:
        span.update_name(f"{method} {route}")
        span.set_attribute("http.route", route)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        span.set_status(Status(StatusCode.ERROR))
