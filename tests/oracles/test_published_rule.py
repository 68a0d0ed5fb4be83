"""What is published of a series expands to what was booked, for readers that know nothing of us.

Two things an RRULE cannot say, and so the appointments do: where a time goes that the clocks leave out, and which of
two is meant that look alike. Readers differ there, each in its own way, and each is held to it date by date: a reader
that comes to read otherwise fails, and so does one that differs anywhere else.
"""

from collections import Counter
from collections.abc import Sequence

import pytest

from booking.domain.recurrence import Frequency
from booking.domain.series import Appointment
from booking.routes.models.series import PreviewResponse, RecurrenceResponse
from tests.oracles.booked import SERIES, ZONES, Booked
from tests.oracles.foreign import Start

LEFT_OUT = "left out by the clocks"
FIRST_OF_TWO = "the first of two"
SECOND_OF_TWO = "the second of two"


def what_no_rule_says(one: Booked, appointment: Appointment) -> str | None:
    if appointment.shifted_from is not None:
        return LEFT_OUT
    if appointment.rule_start in one.doubled:
        return SECOND_OF_TWO if appointment.fold else FIRST_OF_TWO
    return None


@pytest.fixture
def says(request: pytest.FixtureRequest, reader: str) -> list[list[Start]]:
    found: list[list[Start]] = request.getfixturevalue(reader)
    return found


def test_the_thousand_are_of_every_kind(booked: Sequence[Booked]) -> None:
    assert len(booked) == SERIES
    assert {one.series.recurrence.frequency for one in booked if one.series.recurrence} == set(Frequency)
    assert {one.zone.key for one in booked} == set(ZONES)
    assert len(ZONES) == 30
    unsaid = Counter(what_no_rule_says(one, each) for one in booked for each in one.series.appointments)
    assert unsaid[LEFT_OUT] > 100
    assert unsaid[FIRST_OF_TWO] > 50
    assert unsaid[SECOND_OF_TWO] > 20
    skipped = [one for one in booked if one.series.skipped_dates]
    assert len(skipped) > 200
    assert sum(one.recurrence.dtstart in one.recurrence.exdates for one in skipped) > 100
    assert sum(one.plan.occurrences[0].shifted_from is not None for one in booked) > 20
    assert sum(one.plan.occurrences[-1].shifted_from is not None for one in booked) > 20
    assert sum(bool(one.series.skipped_months) for one in booked) > 10


@pytest.mark.parametrize("reader", ["python_says", "node_says"])
def test_a_foreign_reader_finds_each_date_that_was_booked_and_no_other(
    booked: Sequence[Booked], says: list[list[Start]]
) -> None:
    wrong = [
        f"{one}: {[str(start.local) for start in starts]}"
        for one, starts in zip(booked, says, strict=True)
        if [start.local for start in starts] != [each.rule_start for each in one.series.appointments]
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("reader", "otherwise"),
    [
        # By RFC 5545, section 3.3.5: what is left out goes by the clock before, and of two the first is meant.
        ("python_says", {SECOND_OF_TWO}),
        # By the clock behind the change, both.
        ("node_says", {LEFT_OUT, FIRST_OF_TWO}),
    ],
)
def test_a_foreign_reader_takes_it_for_the_moment_that_was_booked_unless_no_rule_can_say_it(
    booked: Sequence[Booked], says: list[list[Start]], otherwise: set[str]
) -> None:
    counted: Counter[tuple[str | None, bool]] = Counter()
    wrong = []
    for one, starts in zip(booked, says, strict=True):
        found = {start.local: start.utc for start in starts}
        for each in one.series.appointments:
            unsaid, same = what_no_rule_says(one, each), found.get(each.rule_start) == each.starts_at
            counted[unsaid, same] += 1
            if same is (unsaid in otherwise):
                wrong.append(f"{one}: {each.rule_start} ({unsaid}) is {found.get(each.rule_start)}")
    assert not wrong, "\n".join(wrong)
    assert {unsaid for unsaid, same in counted if not same} == otherwise, counted
    assert counted[None, True] > 9000, counted


def test_the_api_publishes_the_rule_that_crosses_the_broker(booked: Sequence[Booked]) -> None:
    for one in booked:
        said = RecurrenceResponse.of(one.series)
        assert said is not None
        assert PreviewResponse.of(one.previewed).recurrence == said, one
        rule = one.recurrence
        assert (said.dtstart, said.rrule, tuple(said.exdates)) == (rule.dtstart, rule.rrule, rule.exdates), one
        assert (said.count, said.until) == (rule.count, rule.until), one
