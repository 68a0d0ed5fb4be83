from datetime import datetime, timedelta

from notifications.domain import words


def test_a_span_and_a_length() -> None:
    assert words.span(datetime(2027, 10, 21, 10), datetime(2027, 10, 21, 10, 30)) == "10am to 10:30am"
    assert [words.minutes(timedelta(minutes=count)) for count in (1, 30)] == ["1 minute", "30 minutes"]
