"""The state machine of a message, stepped through at random as schedulers, crashes and mail servers would."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from uuid_utils.compat import uuid7

from notifications.domain.communication import BACKOFF, GIVE_UP, Communication, Status
from notifications.domain.outcome import (
    Delivered,
    Outcome,
    Postponed,
    Refused,
    Unanswered,
    WaitsForLink,
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
    def its_sender_is_lost(self) -> None:
        self.arrived += self.data_sent
        self.step(self.message.claimed())

    @precondition(lambda self: self.message.status is Status.SENDING and self.data_sent)
    @rule(outcome=st.sampled_from([Delivered(), Unanswered()]))
    def the_mail_server_takes_it(self, outcome: Outcome) -> None:
        self.arrived += 1
        self.step(self.message.after(outcome, attempt=self.message.attempt, now=self.now))

    @precondition(lambda self: self.message.status is Status.SENDING and self.data_sent)
    @rule(outcome=st.sampled_from([Postponed("mail_server_busy", "451", after_data=True), Refused("no", "554")]))
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
                WaitsForLink(),
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
    assert pause == timedelta(seconds=BACKOFF[min(attempt, len(BACKOFF)) - 1])
    assert timedelta(seconds=10) <= pause <= timedelta(minutes=15)


def test_a_mail_server_that_says_not_now_for_two_days_has_refused() -> None:
    sending = replace(a_message(), status=Status.SENDING, attempt=GIVE_UP)
    ended = sending.after(Postponed("mail_server_busy", "450 later"), attempt=GIVE_UP, now=NOW)
    assert (ended.status, ended.reason, ended.detail) == (Status.FAILED, "gave_up", "450 later")
