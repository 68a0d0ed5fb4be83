"""Takes spans as a trace store does: OTLP over HTTP."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from fastapi import FastAPI, Request, Response
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
    ExportTraceServiceRequest,
    ExportTraceServiceResponse,
)

from standing_local import ports
from tests.support.eventually import eventually


@dataclass(frozen=True, slots=True)
class Collected:
    service: str
    name: str
    trace_id: str
    attributes: dict[str, Any]


@dataclass
class Collector:
    """`received` is each request as it came, in which to look for what must not be there."""

    port: int
    spans: list[Collected] = field(default_factory=list)
    received: list[bytes] = field(default_factory=list)

    @property
    def settings(self) -> dict[str, str]:
        """For the processes whose spans are wanted."""
        return {
            "OTEL_EXPORTER_OTLP_ENDPOINT": f"http://127.0.0.1:{self.port}",
            "OTEL_EXPORTER_OTLP_COMPRESSION": "none",
            "OTEL_BSP_SCHEDULE_DELAY": "200",
        }

    @classmethod
    @asynccontextmanager
    async def listening(cls) -> "AsyncIterator[Collector]":
        collector = cls(ports.any_free())
        api = FastAPI()

        @api.post("/v1/traces")
        async def take(request: Request) -> Response:
            collector.take(await request.body())
            content = ExportTraceServiceResponse().SerializeToString()
            return Response(content, media_type="application/x-protobuf")

        server = uvicorn.Server(uvicorn.Config(api, port=collector.port, log_config=None, ws="none"))
        running = asyncio.create_task(server.serve())

        async def started() -> bool:
            return server.started

        await eventually(started)
        try:
            yield collector
        finally:
            server.should_exit = True
            await running

    def take(self, body: bytes) -> None:
        self.received.append(body)
        for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
            of_process = {item.key: item.value.string_value for item in resource.resource.attributes}
            for scope in resource.scope_spans:
                self.spans += [
                    Collected(
                        service=of_process["service.name"],
                        name=span.name,
                        trace_id=span.trace_id.hex(),
                        attributes={item.key: item.value for item in span.attributes},
                    )
                    for span in scope.spans
                ]

    def trace(self, trace_id: str) -> set[tuple[str, str]]:
        """Service and name of its spans."""
        return {(span.service, span.name) for span in self.spans if span.trace_id == trace_id}
