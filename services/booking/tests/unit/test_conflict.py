"""What is booked of a plan where some of it is taken."""

from datetime import date
from typing import Any

import pytest

from booking.domain.conflict import Taken, settle_conflicts
from booking.domain.recurrence import Frequency
from booking.domain.series import Plan
from booking.errors import AllSlotsTaken, SlotsTaken
from services.booking.tests.unit.plans import a_plan, taken

PLAN = a_plan("2027-11-04T10:00", count=3)


def taken_dates(plan: Plan, *numbers: int) -> list[Taken]:
    return [taken(each.number, each.starts_at, each.ends_at) for each in plan.occurrences if each.number in numbers]


def test_where_nothing_is_taken_all_is_booked() -> None:
    assert settle_conflicts(PLAN, [], on_conflict="reject", practitioner_name="Dr. Adeyemi") is PLAN


def test_every_conflict_is_named_at_once() -> None:
    with pytest.raises(SlotsTaken, match=r"4 November, 18 November are taken\.") as refused:
        settle_conflicts(PLAN, taken_dates(PLAN, 1, 3), on_conflict="reject", practitioner_name="Dr. Adeyemi")
    conflicts: Any = refused.value.extensions["conflicts"]
    assert [(each["number"], each["words"]) for each in conflicts] == [
        (1, "Dr. Adeyemi is with Priya Nair, 10:00 to 10:30"),
        (3, "Dr. Adeyemi is with Priya Nair, 10:00 to 10:30"),
    ]


def test_what_is_skipped_is_named_and_the_others_are_counted_from_one() -> None:
    left = settle_conflicts(PLAN, taken_dates(PLAN, 2), on_conflict="skip", practitioner_name="Dr. Adeyemi")
    assert left.skipped_dates == (date(2027, 11, 11),)
    assert [(each.number, each.local_start.day) for each in left.occurrences] == [(1, 4), (2, 18)]


def test_what_is_skipped_is_named_by_the_date_of_the_rule_where_the_clocks_move_it_to_the_next_day() -> None:
    """Nuuk's clocks go from 11pm of the 27th to midnight."""
    plan = a_plan("2027-03-26T23:30", Frequency.DAILY, 3, zone="America/Nuuk")
    left = settle_conflicts(plan, taken_dates(plan, 2), on_conflict="skip", practitioner_name="Dr. Adeyemi")
    assert left.skipped_dates == (date(2027, 3, 27),)


def test_what_stands_in_the_way_says_which_of_two_times_it_is() -> None:
    plan = a_plan("2027-10-31T01:30")
    with pytest.raises(SlotsTaken) as refused:
        settle_conflicts(plan, taken_dates(plan, 1), on_conflict="reject", practitioner_name="Dr. Adeyemi")
    conflicts: Any = refused.value.extensions["conflicts"]
    assert [each["words"] for each in conflicts] == [
        "Dr. Adeyemi is with Priya Nair, 01:30 (before the clocks go back) to 01:00, after the clocks have gone back"
    ]


def test_where_skipping_leaves_nothing_it_is_refused() -> None:
    with pytest.raises(AllSlotsTaken):
        settle_conflicts(PLAN, taken_dates(PLAN, 1, 2, 3), on_conflict="skip", practitioner_name="Dr. Adeyemi")
