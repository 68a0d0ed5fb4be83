import pytest
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import StatusCode

from messaging import trace


def test_a_callers_trace_goes_on_in_a_span_of_its_own() -> None:
    theirs = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
    with trace.continued(theirs, "theirs"):
        assert trace.trace_id() == "4bf92f3577b34da6a3ce929d0e0e4736"
        assert trace.current() != theirs
    assert trace.current() is None


def test_a_trace_that_is_absent_or_not_valid_begins_anew() -> None:
    for given in (None, "", "nonsense", "00-" + "0" * 32 + "-00f067aa0ba902b7-01"):
        with trace.continued(given, "begun"):
            trace_id = trace.trace_id()
        assert trace_id is not None
        assert len(trace_id) == 32
        assert trace_id != "0" * 32


def test_a_span_says_what_kind_of_error_ended_it_and_never_its_words() -> None:
    kept = InMemorySpanExporter()
    with trace.collected("messaging", kept), pytest.raises(ValueError, match="Ida Frost"), trace.span("work"):
        raise ValueError("Ida Frost has no address")
    [span] = kept.get_finished_spans()
    assert span.attributes == {"error.type": "ValueError"}
    assert span.status.status_code is StatusCode.ERROR
    assert "Ida Frost" not in span.to_json()


def test_nothing_is_collected_unless_it_is_said_where_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OTEL_EXPORTER_OTLP_ENDPOINT", raising=False)
    with trace.collected("messaging"), trace.span("work") as span:
        assert not span.is_recording()
        assert trace.current() is not None
