from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from uuid_utils.compat import uuid7

from notifications.domain.communication import WITHDRAWN_BY_DIARY, Communication, Status
from notifications.domain.outcome import Reason
from notifications.domain.planning import confirmed_again, plan_confirmation, plan_reminders, told_of
from notifications.domain.rule import Rule, Trigger
from notifications.domain.series import Series
from services.notifications.tests.unit.examples import LONDON, a_rule, a_series

NOW = datetime(2027, 10, 18, 9, tzinfo=UTC)


def reminder(lead: str = "PT24H", *, active: bool = True) -> Rule:
    return a_rule(Trigger.REMINDER, lead=lead, active=active)


def confirm(series: Series, *rules: Rule, booked_at: datetime = NOW, now: datetime = NOW) -> list[Communication]:
    return plan_confirmation(series, rules, change_id=uuid7(), booked_at=booked_at, now=now, new_id=uuid7)


def remind(series: Series, *rules: Rule, told: bool = True, now: datetime = NOW) -> list[Communication]:
    first = series.booked[0].id if told else None
    return plan_reminders(series, rules, confirmed=None, told_of=first, now=now, new_id=uuid7)


def outcomes(planned: list[Communication]) -> list[tuple[Status, str | None]]:
    return [(message.status, message.reason) for message in planned]


@pytest.mark.parametrize(
    ("sessions", "video", "trigger"),
    [
        (1, False, Trigger.SINGLE),
        (4, False, Trigger.RECURRING),
        (1, True, Trigger.SINGLE_VIDEO),
        (4, True, Trigger.RECURRING_VIDEO),
    ],
)
def test_a_booking_is_confirmed_by_its_most_specific_trigger(sessions: int, video: bool, trigger: Trigger) -> None:
    rules = [a_rule(each) for each in Trigger if each is not Trigger.REMINDER]
    (message,) = confirm(a_series(sessions, video=video), *rules)
    assert (message.trigger, message.carries_link, message.status) == (trigger, video, Status.SCHEDULED)
    assert message.due_at == NOW + timedelta(seconds=20)


def test_without_a_rule_for_its_trigger_no_other_one_stands_in_and_that_is_kept() -> None:
    (message,) = confirm(a_series(4), a_rule(Trigger.RECURRING), a_rule(Trigger.SINGLE_VIDEO))
    assert (message.status, message.reason, message.rule_id) == (Status.SUPPRESSED, "no_rule", None)


def test_a_rule_that_is_off_is_kept_as_the_reason() -> None:
    rule = a_rule(Trigger.RECURRING_VIDEO, active=False)
    (message,) = confirm(a_series(4), rule)
    assert (message.status, message.reason, message.rule_id) == (Status.SUPPRESSED, "rule_off", rule.id)


def test_an_action_older_than_a_day_is_not_told_any_more() -> None:
    rule = a_rule(Trigger.RECURRING_VIDEO)
    (late,) = confirm(a_series(4), rule, booked_at=NOW - timedelta(days=1, seconds=1))
    assert (late.status, late.reason) == (Status.SUPPRESSED, "too_old")
    (just,) = confirm(a_series(4), rule, booked_at=NOW - timedelta(days=1))
    assert just.status is Status.SCHEDULED


def test_sessions_after_the_first_are_reminded_of_each_with_its_own_link() -> None:
    series = a_series(4)
    planned = remind(series, reminder())
    assert [message.appointment_id for message in planned] == [session.id for session in series.appointments[1:]]
    assert [message.link_of for message in planned] == [session.id for session in series.appointments[1:]]
    assert [message.due_at for message in planned] == [
        session.starts_at - timedelta(hours=24) for session in series.appointments[1:]
    ]


def test_once_the_first_session_is_cancelled_the_second_is_still_reminded_of() -> None:
    series = a_series(3)
    first = replace(series.appointments[0], status="cancelled")
    planned = remind(replace(series, appointments=(first, *series.appointments[1:])), reminder())
    assert [message.appointment_id for message in planned] == [session.id for session in series.appointments[1:]]


def test_a_single_appointment_is_reminded_of() -> None:
    series = a_series(1)
    (message,) = remind(series, reminder())
    assert (message.appointment_id, message.status) == (series.appointments[0].id, Status.SCHEDULED)


def test_without_a_reminder_rule_every_later_session_says_so() -> None:
    assert outcomes(remind(a_series(3))) == [(Status.SUPPRESSED, "no_rule")] * 2
    assert outcomes(remind(a_series(3), reminder(active=False))) == [(Status.SUPPRESSED, "rule_off")] * 2


class TestLateRule:
    """A reminder whose time has passed when it is created."""

    def tomorrow(self, now: datetime = NOW) -> Series:
        """Its second session is 12 hours ahead."""
        return a_series(
            2, first=(now + timedelta(hours=12)).astimezone(LONDON).replace(tzinfo=None) - timedelta(weeks=1)
        )

    def test_of_a_session_that_has_started_none_goes(self) -> None:
        series = self.tomorrow()
        now = series.appointments[1].starts_at
        assert outcomes(remind(series, reminder(), now=now)) == [(Status.SUPPRESSED, "session_started")]

    def test_none_goes_where_a_later_one_is_still_due(self) -> None:
        planned = remind(self.tomorrow(), reminder("P7D"), reminder("PT2H"))
        assert outcomes(planned) == [(Status.SUPPRESSED, "later_reminder_due"), (Status.SCHEDULED, None)]

    def test_a_later_one_that_is_off_does_not_count(self) -> None:
        planned = remind(self.tomorrow(), reminder("P7D"), reminder("PT2H", active=False))
        assert outcomes(planned) == [(Status.SCHEDULED, None), (Status.SUPPRESSED, "rule_off")]

    def test_it_goes_at_once_where_no_other_message_has_the_link(self) -> None:
        (message,) = remind(self.tomorrow(), reminder())
        assert (message.status, message.due_at) == (Status.SCHEDULED, NOW)

    def test_it_goes_24_hours_before_the_start_where_that_is_still_to_come(self) -> None:
        series = a_series(2)
        now = series.appointments[1].starts_at - timedelta(days=3)
        (message,) = remind(series, reminder("P7D"), now=now)
        assert message.due_at == series.appointments[1].starts_at - timedelta(hours=24)

    def test_of_several_whose_time_has_passed_only_the_last_goes(self) -> None:
        planned = remind(self.tomorrow(), reminder("P7D"), reminder("PT24H"), reminder("P2D"))
        assert outcomes(planned) == [
            (Status.SUPPRESSED, "later_reminder_due"),
            (Status.SCHEDULED, None),
            (Status.SUPPRESSED, "later_reminder_due"),
        ]

    def test_of_two_at_the_same_time_one_goes(self) -> None:
        planned = remind(self.tomorrow(), reminder("PT24H"), reminder("PT24H"))
        assert outcomes(planned) == [(Status.SCHEDULED, None), (Status.SUPPRESSED, "already_told")]

    @pytest.mark.parametrize(
        ("confirmed", "expected"),
        [(True, (Status.SUPPRESSED, "already_told")), (False, (Status.SCHEDULED, None))],
    )
    def test_a_single_appointment_booked_at_short_notice_has_its_link_in_the_confirmation_if_one_goes(
        self, confirmed: bool, expected: tuple[Status, str | None]
    ) -> None:
        series = a_series(1, first=datetime(2027, 10, 18, 16))
        confirmation = confirm(series, a_rule(Trigger.SINGLE_VIDEO, active=confirmed))
        planned = plan_reminders(
            series, [reminder()], confirmed=None, told_of=told_of(confirmation, series, NOW), now=NOW, new_id=uuid7
        )
        assert outcomes(planned) == [expected]


def test_only_booked_sessions_are_reminded_of() -> None:
    series = a_series(4)
    cancelled = replace(series.appointments[2], status="cancelled")
    series = replace(series, appointments=(*series.appointments[:2], cancelled, series.appointments[3]))
    assert [message.appointment_id for message in remind(series, reminder())] == [
        series.appointments[1].id,
        series.appointments[3].id,
    ]


def test_nothing_is_planned_twice_for_the_same_session_and_rule() -> None:
    planned = remind(a_series(50), reminder(), reminder("P7D"), reminder("PT1H"))
    assert len({(message.appointment_id, message.rule_id) for message in planned}) == len(planned) == 49 * 3


@pytest.mark.parametrize(
    ("since", "first_due_at"),
    [
        (None, NOW - timedelta(hours=18)),  # it may have been booked for long
        (NOW - timedelta(hours=2), NOW - timedelta(hours=2)),
        (NOW - timedelta(days=30), NOW - timedelta(hours=18)),
        (NOW, NOW),
    ],
)
def test_a_late_reminder_was_first_due_by_its_rule_but_not_before_its_session_was_there(
    since: datetime | None, first_due_at: datetime
) -> None:
    series = a_series(1, first=datetime(2027, 10, 18, 16))  # 15:00 UTC
    (message,) = plan_reminders(series, [reminder()], confirmed=None, told_of=None, since=since, now=NOW, new_id=uuid7)
    assert (message.due_at, message.first_due_at) == (NOW, first_due_at)


@pytest.mark.parametrize("lead", ["PT24H", "P7D"])
def test_a_reminder_whose_time_has_not_come_is_first_due_by_then(lead: str) -> None:
    """Also one that is late by its rule, and goes no earlier than a day before."""
    (message,) = remind(a_series(1, first=datetime(2027, 10, 20, 16)), reminder(lead), told=False)
    assert message.first_due_at == message.due_at > NOW


@pytest.mark.parametrize("reason", sorted(WITHDRAWN_BY_DIARY))
def test_a_confirmation_that_the_diary_withdrew_goes_again_while_something_lies_ahead(reason: Reason) -> None:
    series = a_series(2)
    (message,) = confirm(series, a_rule(Trigger.RECURRING_VIDEO))
    withdrawn = replace(message, status=Status.CANCELLED, reason=reason)
    (again,) = confirmed_again([withdrawn], series, now=NOW)
    assert (again.id, again.status, again.reason, again.due_at) == (message.id, Status.SCHEDULED, None, NOW)
    assert confirmed_again([withdrawn], series, now=series.appointments[-1].ends_at) == []


def test_what_went_or_was_not_to_go_by_another_reason_is_no_confirmation_that_goes_again() -> None:
    series = a_series(2)
    (message,) = confirm(series, a_rule(Trigger.RECURRING_VIDEO))
    others = [
        replace(message, status=Status.SENT),
        replace(message, status=Status.SUPPRESSED, reason="no_address"),
        replace(message, status=Status.SUPPRESSED, reason="not_repeated"),
        replace(message, status=Status.CANCELLED, reason="session_cancelled", handed_over=1),
        replace(message, trigger=Trigger.CANCELLED, status=Status.SUPPRESSED, reason="session_over"),
    ]
    assert confirmed_again(others, series, now=NOW) == []
