from datetime import timedelta

from notifications.domain import words


def test_a_length() -> None:
    assert [words.minutes(timedelta(minutes=count)) for count in (1, 30)] == ["1 minute", "30 minutes"]
