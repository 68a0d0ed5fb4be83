from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifications.domain.lead import Lead
from notifications.errors import LeadNotValid

LONDON = ZoneInfo("Europe/London")


def london(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2027, month, day, hour, minute, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("lead", "session", "expected"),
    [
        ("P1D", london(11, 1, 10), london(10, 31, 10)),
        ("P1D", london(10, 31, 10), london(10, 30, 10)),  # 25 hours
        ("P1D", london(3, 28, 10), london(3, 27, 10)),  # 23 hours
        ("P1W", london(11, 1, 10), london(10, 25, 10)),
        ("P1DT2H", london(10, 31, 10), london(10, 30, 8)),
    ],
)
def test_invariant_9_a_day_before_is_the_same_wall_clock_time_over_a_clock_change(
    lead: str, session: datetime, expected: datetime
) -> None:
    assert Lead.parse(lead).before(session.astimezone(UTC), LONDON) == expected


def test_invariant_9_24_hours_before_is_elapsed_time_over_a_clock_change() -> None:
    session = london(10, 31, 10).astimezone(UTC)
    assert Lead.parse("PT24H").before(session, LONDON) == session - timedelta(hours=24)
    assert Lead.parse("PT24H").before(session, LONDON) == london(10, 30, 11)


def test_a_wall_clock_time_that_the_spring_leaves_out_is_an_hour_later() -> None:
    assert Lead.parse("P1D").before(london(3, 29, 1, 30), LONDON) == london(3, 28, 2, 30)


def test_of_a_wall_clock_time_that_comes_twice_the_first_is_taken() -> None:
    assert Lead.parse("P1D").before(london(11, 1, 1, 30), LONDON) == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["", "P", "PT", "P1", "1D", "P0D", "PT0S", "-P1D", "P1M", "P1Y", "PT1.5H", "P367D", "p1d", "P1D ", "P١D"]
)
def test_what_is_no_time_before_a_session_is_refused(text: str) -> None:
    with pytest.raises(LeadNotValid):
        Lead.parse(text)


@given(st.integers(0, 300), st.integers(0, 100_000))
def test_a_lead_is_read_as_it_is_written(days: int, seconds: int) -> None:
    lead = Lead(days, timedelta(seconds=seconds))
    if days or seconds:
        assert Lead.parse(str(lead)) == lead


@pytest.mark.parametrize(
    ("lead", "words"),
    [
        ("PT24H", "the day before"),
        ("P1D", "the day before"),
        ("P3D", "3 days before"),
        ("PT2H", "2 hours before"),
        ("PT1H", "1 hour before"),
        ("PT604785S", "before"),
    ],
)
def test_a_lead_in_words(lead: str, words: str) -> None:
    assert Lead.parse(lead).in_words == words
