from messaging import trace


def test_a_callers_trace_goes_on_in_a_span_of_its_own() -> None:
    theirs = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
    with trace.continued(theirs):
        assert trace.trace_id() == "4bf92f3577b34da6a3ce929d0e0e4736"
        assert trace.current() != theirs
    assert trace.current() is None


def test_a_trace_that_is_absent_or_not_valid_begins_anew() -> None:
    for given in (None, "", "nonsense", "00-" + "0" * 32 + "-00f067aa0ba902b7-01"):
        with trace.continued(given):
            trace_id = trace.trace_id()
        assert trace_id is not None
        assert len(trace_id) == 32
        assert trace_id != "0" * 32
