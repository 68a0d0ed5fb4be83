"""One trace from a request over the outbox and the broker to what it causes. Source: W3C Trace Context, OpenTelemetry.

What a span says must be safe to show to whoever operates a trace store: templates, types, counts and ids. Never a name,
an address, a token or a path that was asked for; of an error, its class alone, since its words may quote any of these.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import version

from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter
from opentelemetry.sdk.trace.sampling import ALWAYS_OFF
from opentelemetry.trace import Span, SpanKind, Status, StatusCode
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

_ENDPOINTS = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
_W3C = TraceContextTextMapPropagator()

# Where nobody collects spans, they have their ids, for logs and events, and cost next to nothing.
_uncollected = TracerProvider(sampler=ALWAYS_OFF, shutdown_on_exit=False)
_tracer = _uncollected.get_tracer("standing")


@contextmanager
def collected(service: str, exporter: SpanExporter | None = None) -> Iterator[None]:
    """Spans of the block go to `exporter`, or to where OpenTelemetry's standard variables say, if they do."""
    global _tracer
    exporter = exporter or _exporter_of_the_environment()
    if exporter is None:
        yield
        return
    resource = Resource.create({"service.name": service, "service.version": version(service)})
    provider = TracerProvider(resource=resource, shutdown_on_exit=False)
    provider.add_span_processor(BatchSpanProcessor(exporter))
    before, _tracer = _tracer, provider.get_tracer("standing")
    try:
        yield
    finally:
        _tracer = before
        provider.shutdown()


def current() -> str | None:
    """The `traceparent` of what is being done."""
    carrier: dict[str, str] = {}
    _W3C.inject(carrier)
    return carrier.get("traceparent")


def trace_id() -> str | None:
    context = trace.get_current_span().get_span_context()
    return trace.format_trace_id(context.trace_id) if context.is_valid else None


@contextmanager
def span(
    name: str, *, kind: SpanKind = SpanKind.INTERNAL, attributes: Mapping[str, str | int] | None = None
) -> Iterator[Span]:
    """A part of what is being done, or where nothing is, of a new trace."""
    with _span(name, None, kind, attributes) as part:
        yield part


@contextmanager
def continued(
    traceparent: str | None,
    name: str,
    *,
    kind: SpanKind = SpanKind.INTERNAL,
    attributes: Mapping[str, str | int] | None = None,
) -> Iterator[Span]:
    """A part of the caller's trace, or of a new trace where the caller named none that is valid."""
    caller = _W3C.extract({"traceparent": traceparent or ""}, Context())
    with _span(name, caller, kind, attributes) as part:
        yield part


@contextmanager
def _span(
    name: str, parent: Context | None, kind: SpanKind, attributes: Mapping[str, str | int] | None
) -> Iterator[Span]:
    with _tracer.start_as_current_span(
        name, parent, kind, attributes, record_exception=False, set_status_on_exception=False
    ) as part:
        try:
            yield part
        except Exception as error:
            part.set_attribute("error.type", type(error).__name__)
            part.set_status(Status(StatusCode.ERROR))
            raise


def _exporter_of_the_environment() -> SpanExporter | None:
    if not any(os.environ.get(name) for name in _ENDPOINTS):
        return None
    # Where nothing is exported, its 20 MB need not be in memory.
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter

    return OTLPSpanExporter()
