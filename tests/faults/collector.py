"""Takes what services export of their traces, as OpenTelemetry's collector does, and keeps it as it came."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

from standing_local.ports import HOST


class Collector:
    """`spans` are protobuf, in which text stands in clear. Source: OTLP over HTTP."""

    def __init__(self) -> None:
        self.spans = b""
        collector = self

        class Traces(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                collector.spans += self.rfile.read(int(self.headers["Content-Length"]))
                self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self._server = ThreadingHTTPServer((HOST, 0), Traces)

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self._server.server_port}"

    @classmethod
    @contextmanager
    def running(cls) -> Iterator[Self]:
        collector = cls()
        thread = threading.Thread(target=collector._server.serve_forever, daemon=True)
        thread.start()
        try:
            yield collector
        finally:
            collector._server.shutdown()
            thread.join()
            collector._server.server_close()
