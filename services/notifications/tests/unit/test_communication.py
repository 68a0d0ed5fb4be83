"""The state machine of a message, stepped through at random as schedulers, crashes and mail servers would."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from uuid_utils.compat import uuid7

from notifications.domain.communication import BACKOFF, GIVE_UP, SHORTEST, Communication, Status
from notifications.domain.outcome import (
    Delivered,
    Held,
    KeptBack,
    Outcome,
    Postponed,
    Refused,
    Unanswered,
    Withdrawn,
)
from notifications.domain.rule import Channel, Trigger
from notifications.errors import StaleAttempt

NOW = datetime(2027, 10, 18, 9, tzinfo=UTC)
ENDS = {Status.SENT, Status.UNKNOWN, Status.FAILED, Status.SUPPRESSED, Status.CANCELLED}


def a_message() -> Communication:
    return Communication(
        id=uuid7(),
        version=1,
        series_id=uuid7(),
        appointment_id=None,
        schedule_version=None,
        change_id=uuid7(),
        rule_id=uuid7(),
        trigger=Trigger.RECURRING_VIDEO,
        channel=Channel.EMAIL,
        recipient="client",
        carries_link=True,
        link_of=None,
        status=Status.SCHEDULED,
        due_at=NOW,
    )


def handed_over(message: Communication) -> Communication:
    return replace(message, handed_over=message.handed_over + 1)


class Sending(RuleBasedStateMachine):
    """`arrived` counts what a mailbox may hold: a delivery, or a hand-over that nobody heard the end of."""

    def __init__(self) -> None:
        super().__init__()
        self.message = a_message()
        self.now = NOW
        self.arrived = 0
        self.data_sent = False
        self.versions = [1]

    def step(self, message: Communication) -> None:
        assert message.version == self.message.version + 1, "each step is a version of its own"
        self.message = message
        self.data_sent = False

    @precondition(lambda self: self.message.status is Status.SCHEDULED)
    @rule()
    def is_claimed_when_due(self) -> None:
        self.now = max(self.now, self.message.due_at)
        attempt = self.message.attempt
        self.step(self.message.claimed())
        assert self.message.attempt == attempt + 1

    @precondition(lambda self: self.message.status is Status.SENDING and not self.data_sent)
    @rule()
    def is_handed_over(self) -> None:
        self.message = handed_over(self.message)
        self.data_sent = True

    @precondition(lambda self: self.message.status is Status.SENDING)
    @rule()
    def something_changes(self) -> None:
        self.message = replace(self.message, superseded=True)

    @precondition(lambda self: self.message.status is Status.HELD)
    @rule()
    def is_released(self) -> None:
        self.step(self.message.released(self.now, starts_at=None))
        assert self.message.status is Status.SCHEDULED

    @precondition(lambda self: self.message.status is Status.SENDING and self.data_sent)
    @rule()
    def it_is_found_that_the_lease_has_run_out_before_the_mail_itself_goes(self) -> None:
        handed_over = self.message.handed_over
        self.step(self.message.after(KeptBack(noted=True), attempt=self.message.attempt, now=self.now))
        assert self.message.handed_over == handed_over - 1

    @precondition(lambda self: self.message.status is Status.SENDING)
    @rule()
    def its_sender_is_lost(self) -> None:
        self.arrived += self.data_sent
        self.step(self.message.claimed())

    @precondition(lambda self: self.message.status is Status.SENDING and self.data_sent)
    @rule(outcome=st.sampled_from([Delivered(), Unanswered()]))
    def the_mail_server_takes_it(self, outcome: Outcome) -> None:
        self.arrived += 1
        self.step(self.message.after(outcome, attempt=self.message.attempt, now=self.now))

    @precondition(lambda self: self.message.status is Status.SENDING and self.data_sent)
    @rule(
        outcome=st.sampled_from(
            [Postponed("mail_server_busy", "451", after_data=True), Refused("mail_server_refused", "554")]
        )
    )
    def the_mail_server_does_not_take_it(self, outcome: Outcome) -> None:
        self.step(self.message.after(outcome, attempt=self.message.attempt, now=self.now))

    @precondition(lambda self: self.message.status is Status.SENDING and not self.data_sent)
    @rule(
        outcome=st.sampled_from(
            [
                Postponed("mail_server_not_reached"),
                Postponed("mail_server_busy", "450"),
                Refused("mail_server_refused", "550"),
                Withdrawn("suppressed", "rule_off"),
                Withdrawn("cancelled", "session_cancelled"),
                Held("waiting_for_link", NOW),
                Held("diary_behind", NOW, NOW),
                Postponed("mail_server_turns_away", "554"),
                KeptBack(),
            ]
        )
    )
    def it_is_not_handed_over(self, outcome: Outcome) -> None:
        self.step(self.message.after(outcome, attempt=self.message.attempt, now=self.now))

    @precondition(lambda self: self.message.attempt > 0)
    @rule(back=st.integers(1, 3))
    def an_earlier_attempt_is_heard_of(self, back: int) -> None:
        with pytest.raises(StaleAttempt):
            self.message.after(Delivered(), attempt=self.message.attempt - back, now=self.now)

    @precondition(lambda self: self.message.status in ENDS)
    @rule()
    def an_end_is_an_end(self) -> None:
        with pytest.raises(StaleAttempt):
            self.message.after(Delivered(), attempt=self.message.attempt, now=self.now)

    @invariant()
    def invariant_6_at_most_one_repetition_and_only_after_a_lost_answer(self) -> None:
        assert self.arrived <= 2

    @invariant()
    def only_what_is_on_its_way_is_superseded(self) -> None:
        assert self.message.status is Status.SENDING or not self.message.superseded

    @invariant()
    def only_what_is_held_is_looked_at_again(self) -> None:
        assert self.message.status is Status.HELD or self.message.look_again_at is None

    @invariant()
    def sent_means_that_it_arrived(self) -> None:
        assert self.message.status is not Status.SENT or self.arrived >= 1

    @invariant()
    def unknown_means_that_it_was_tried_twice(self) -> None:
        assert self.message.status is not Status.UNKNOWN or self.message.handed_over == 2


TestSending = Sending.TestCase


@given(st.integers(1, 500))
def test_a_retry_waits_longer_each_time_and_at_most_a_quarter_of_an_hour(attempt: int) -> None:
    sending = replace(a_message(), status=Status.SENDING, attempt=attempt)
    again = sending.after(Postponed("mail_server_not_reached"), attempt=attempt, now=NOW)
    pause = again.due_at - NOW
    longest = timedelta(seconds=BACKOFF[min(attempt, len(BACKOFF)) - 1])
    assert SHORTEST * longest <= pause <= longest <= timedelta(minutes=15)


def test_a_mail_server_that_says_not_now_for_two_days_has_refused() -> None:
    sending = replace(a_message(), status=Status.SENDING, attempt=GIVE_UP)
    ended = sending.after(Postponed("mail_server_busy", "450 later"), attempt=GIVE_UP, now=NOW)
    assert (ended.status, ended.reason, ended.detail) == (Status.FAILED, "gave_up", "450 later")


@pytest.mark.parametrize("outcome", [Held("waiting_for_link", NOW), KeptBack()])
def test_what_was_superseded_on_its_way_is_claimed_anew_at_once(outcome: Outcome) -> None:
    sending = replace(a_message(), status=Status.SENDING, attempt=1, superseded=True)
    again = sending.after(outcome, attempt=1, now=NOW + timedelta(minutes=1))
    assert (again.status, again.reason, again.due_at) == (Status.SCHEDULED, "superseded", NOW)


def test_what_its_holding_ends_by_is_kept_from_when_it_was_held_first() -> None:
    until = NOW + timedelta(hours=1)
    held = replace(a_message(), status=Status.SENDING, attempt=1).after(
        Held("diary_behind", until, until), attempt=1, now=NOW
    )
    assert (held.status, held.held_until, held.look_again_at) == (Status.HELD, until, until)
    waiting = held.released(NOW, starts_at=None).claimed().after(Held("waiting_for_link", None), attempt=2, now=NOW)
    assert (waiting.held_until, waiting.look_again_at) == (until, None)


@pytest.mark.parametrize(("reason", "status"), [("event_parked", "suppressed"), ("waiting_for_link", "scheduled")])
def test_a_reminder_that_a_parked_event_held_until_the_session_began_does_not_go(
    reason: Literal["event_parked", "waiting_for_link"], status: str
) -> None:
    reminder = replace(a_message(), trigger=Trigger.REMINDER, status=Status.SENDING, attempt=1)
    held = reminder.after(Held(reason, None), attempt=1, now=NOW)
    assert held.released(NOW, starts_at=NOW).status == status
    assert held.released(NOW, starts_at=NOW + timedelta(seconds=1)).status == "scheduled"
