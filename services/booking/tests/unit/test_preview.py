"""What is read before Save: every date in order, and in between what has to be said."""

from datetime import UTC, datetime

from booking.domain.conflict import Decisions, find
from booking.domain.preview import Preview, PreviewDate, preview
from booking.domain.recurrence import Frequency
from services.booking.tests.unit.plans import a_plan, taken


def in_short(previewed: Preview) -> list[str]:
    return [
        f"{line.number} {line.occurrence.local_start:%Y-%m-%dT%H:%M}" if isinstance(line, PreviewDate) else line.words
        for line in previewed.lines
    ]


def test_a_date_that_is_taken_has_no_number_and_the_free_ones_are_counted_from_one() -> None:
    eighteenth = taken(5, datetime(2027, 11, 18, 10, tzinfo=UTC), datetime(2027, 11, 18, 10, 45, tzinfo=UTC))
    previewed = preview(
        a_plan("2027-10-21T10:00", count=6), [eighteenth], [], Decisions(), practitioner_name="Dr. Adeyemi"
    )
    assert in_short(previewed) == [
        "1 2027-10-21T10:00",
        "2 2027-10-28T10:00",
        "Clocks go back on Sunday 31 October: still 10:00",
        "3 2027-11-04T10:00",
        "4 2027-11-11T10:00",
        "None 2027-11-18T10:00",
        "5 2027-11-25T10:00",
    ]
    assert (previewed.free, previewed.taken) == (5, 1)


def test_a_month_without_the_day_and_a_clock_change_stand_where_they_belong() -> None:
    plan = a_plan("2027-11-30T10:00", Frequency.MONTHLY_BY_DATE, 6)
    assert in_short(preview(plan, [], [], Decisions(), practitioner_name="Dr. Adeyemi")) == [
        "1 2027-11-30T10:00",
        "2 2027-12-30T10:00",
        "3 2028-01-30T10:00",
        "February has no 30th: no session that month",
        "Clocks go forward on Sunday 26 March: still 10:00",
        "4 2028-03-30T10:00",
        "5 2028-04-30T10:00",
        "6 2028-05-30T10:00",
    ]


def test_a_time_that_the_clocks_leave_out_says_so() -> None:
    assert in_short(
        preview(a_plan("2028-03-19T01:30", count=2), [], [], Decisions(), practitioner_name="Dr. Adeyemi")
    ) == [
        "1 2028-03-19T01:30",
        "That time does not exist on 26 March: 02:30 instead of 01:30",
        "2 2028-03-26T02:30",
    ]


def test_a_single_appointment_has_one_line() -> None:
    assert in_short(preview(a_plan("2027-10-21T10:00"), [], [], Decisions(), practitioner_name="Dr. Adeyemi")) == [
        "1 2027-10-21T10:00"
    ]


def test_all_that_stands_in_the_way_of_one_date_is_named_with_who_booked_it() -> None:
    at_nine, half_past, at_ten = (datetime(2027, 10, 21, 9, minutes, tzinfo=UTC) for minutes in (0, 30, 59))
    both = [taken(1, at_nine, half_past), taken(1, half_past, at_ten, booked_by=None)]
    (line,) = preview(a_plan("2027-10-21T10:00"), both, [], Decisions(), practitioner_name="Dr. Adeyemi").dates
    assert [(each.words, each.booked_by) for each in line.conflicts] == [
        ("Dr. Adeyemi is with Priya Nair, 10:00 to 10:30", "Joanne Price"),
        ("Dr. Adeyemi is with Priya Nair, 10:30 to 10:59", None),
    ]


def test_what_speaks_against_a_date_stands_at_it_and_leaves_it_its_number_unless_it_is_to_be_skipped() -> None:
    plan = a_plan("2027-10-21T10:00", count=2)
    findings = find(plan, [], now=datetime(2027, 10, 21, 9, 10, tzinfo=UTC))
    for decided, numbers in ((Decisions(), [1, 2]), (Decisions(skip=frozenset({"in_the_past"})), [None, 1])):
        dates = preview(plan, [], findings, decided, practitioner_name="Dr. Adeyemi").dates
        assert [each.number for each in dates] == numbers
        assert [[found.words for found in each.findings] for each in dates] == [["This time has begun"], []]
