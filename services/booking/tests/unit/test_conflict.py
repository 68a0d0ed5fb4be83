"""What is booked of a plan where some of it is taken."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from booking.domain.conflict import Decisions, Taken, find, settle_conflicts
from booking.domain.finding import Elsewhere, Finding
from booking.domain.recurrence import Frequency
from booking.domain.series import Plan
from booking.errors import AllSlotsTaken, FindingsNotAccepted, SlotsTaken
from services.booking.tests.unit.plans import ANY_ID, a_plan, taken

PLAN = a_plan("2027-11-04T10:00", count=3)
REJECT = Decisions()
SKIP = Decisions("skip")
LONG_BEFORE = datetime(2027, 1, 1, tzinfo=UTC)
AFTER_THE_FIRST = datetime(2027, 11, 4, 12, tzinfo=UTC)


def taken_dates(plan: Plan, *numbers: int) -> list[Taken]:
    return [taken(each.number, each.starts_at, each.ends_at) for each in plan.occurrences if each.number in numbers]


def settled(plan: Plan, taken: Sequence[Taken], findings: Sequence[Finding] = (), decided: Decisions = REJECT) -> Plan:
    return settle_conflicts(plan, taken, findings, decided, practitioner_name="Dr. Adeyemi")


def with_another(number: int) -> Elsewhere:
    at = PLAN.occurrences[number - 1].starts_at
    return Elsewhere(number, ANY_ID, "Grace Whitfield", "Morven Kerr", at, at + timedelta(minutes=30))


def test_where_nothing_is_taken_all_is_booked() -> None:
    assert settled(PLAN, []) is PLAN


def test_every_conflict_is_named_at_once() -> None:
    with pytest.raises(SlotsTaken, match=r"4 November, 18 November are taken\.") as refused:
        settled(PLAN, taken_dates(PLAN, 1, 3))
    conflicts: Any = refused.value.extensions["conflicts"]
    assert [(each["number"], each["words"]) for each in conflicts] == [
        (1, "Dr. Adeyemi is with Priya Nair, 10:00 to 10:30"),
        (3, "Dr. Adeyemi is with Priya Nair, 10:00 to 10:30"),
    ]


def test_what_is_skipped_is_named_and_the_others_are_counted_from_one() -> None:
    left = settled(PLAN, taken_dates(PLAN, 2), decided=SKIP)
    assert left.skipped_dates == (date(2027, 11, 11),)
    assert [(each.number, each.local_start.day) for each in left.occurrences] == [(1, 4), (2, 18)]


def test_what_is_skipped_is_named_by_the_date_of_the_rule_where_the_clocks_move_it_to_the_next_day() -> None:
    """Nuuk's clocks go from 11pm of the 27th to midnight."""
    plan = a_plan("2027-03-26T23:30", Frequency.DAILY, 3, zone="America/Nuuk")
    left = settled(plan, taken_dates(plan, 2), decided=SKIP)
    assert left.skipped_dates == (date(2027, 3, 27),)


def test_what_stands_in_the_way_says_which_of_two_times_it_is() -> None:
    plan = a_plan("2027-10-31T01:30")
    with pytest.raises(SlotsTaken) as refused:
        settled(plan, taken_dates(plan, 1))
    conflicts: Any = refused.value.extensions["conflicts"]
    assert [each["words"] for each in conflicts] == [
        "Dr. Adeyemi is with Priya Nair, 01:30 (before the clocks go back) to 01:00, after the clocks have gone back"
    ]


def test_where_skipping_leaves_nothing_it_is_refused() -> None:
    with pytest.raises(AllSlotsTaken):
        settled(PLAN, taken_dates(PLAN, 1, 2, 3), decided=SKIP)


def test_a_date_that_has_begun_or_is_over_is_found_and_one_ahead_is_not() -> None:
    assert find(PLAN, [], now=LONG_BEFORE) == []
    first = PLAN.occurrences[0]
    for now, words in (
        (first.starts_at, "This time has begun"),
        (first.ends_at - timedelta(seconds=1), "This time has begun"),
        (first.ends_at, "This time is over"),
    ):
        assert [(each.number, each.code, each.words) for each in find(PLAN, [], now=now)] == [(1, "in_the_past", words)]


def test_every_finding_that_was_not_accepted_is_named_at_once_in_the_order_of_the_dates() -> None:
    findings = find(PLAN, [with_another(3), with_another(1)], now=AFTER_THE_FIRST)
    with pytest.raises(FindingsNotAccepted, match=r"^2027-11-04: This time is over, and 2 more\.$") as refused:
        settled(PLAN, [], findings)
    named: Any = refused.value.extensions["findings"]
    assert [(each["number"], each["code"]) for each in named] == [
        (1, "in_the_past"),
        (1, "client_elsewhere"),
        (3, "client_elsewhere"),
    ]
    assert named[2] == {
        "number": 3,
        "date": "2027-11-18",
        "local_start": "2027-11-18T10:00",
        "code": "client_elsewhere",
        "words": "Grace Whitfield is with Morven Kerr, 10:00 to 10:30",
        "appointment_id": str(ANY_ID),
    }


def test_what_is_accepted_is_booked_and_stands_at_its_date() -> None:
    findings = find(PLAN, [with_another(1), with_another(3)], now=AFTER_THE_FIRST)
    with pytest.raises(FindingsNotAccepted) as refused:
        settled(PLAN, [], findings, Decisions(accept=frozenset({"client_elsewhere"})))
    named: Any = refused.value.extensions["findings"]
    assert [each["code"] for each in named] == ["in_the_past"]
    booked = settled(PLAN, [], findings, Decisions(accept=frozenset({"client_elsewhere", "in_the_past"})))
    assert [each.accepted for each in booked.occurrences] == [
        ("client_elsewhere", "in_the_past"),
        (),
        ("client_elsewhere",),
    ]


def test_what_is_to_be_skipped_leaves_its_date_out_and_asks_nothing_else_of_it() -> None:
    findings = find(PLAN, [with_another(1)], now=AFTER_THE_FIRST)
    left = settled(PLAN, taken_dates(PLAN, 1), findings, Decisions(skip=frozenset({"in_the_past"})))
    assert left.skipped_dates == (date(2027, 11, 4),)
    assert [(each.number, each.accepted) for each in left.occurrences] == [(1, ()), (2, ())]


def test_taken_cannot_be_accepted_and_what_else_was_found_is_named_with_it() -> None:
    findings = find(PLAN, [with_another(3)], now=LONG_BEFORE)
    with pytest.raises(SlotsTaken) as refused:
        settled(PLAN, taken_dates(PLAN, 1), findings, Decisions(accept=frozenset({"in_the_past"})))
    conflicts, named = (refused.value.extensions[member] for member in ("conflicts", "findings"))
    assert isinstance(conflicts, list)
    assert isinstance(named, list)
    assert ([each["number"] for each in conflicts], [each["number"] for each in named]) == ([1], [3])


def test_where_skipping_what_was_found_leaves_nothing_it_is_refused() -> None:
    findings = find(PLAN, [], now=datetime(2028, 1, 1, tzinfo=UTC))
    with pytest.raises(AllSlotsTaken, match=r"^Every date would be skipped\.$") as refused:
        settled(PLAN, [], findings, Decisions(skip=frozenset({"in_the_past"})))
    named: Any = refused.value.extensions["findings"]
    assert [each["number"] for each in named] == [1, 2, 3]
