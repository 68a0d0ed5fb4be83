from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from uuid_utils.compat import uuid7

from messaging.zones import find_zone
from notifications.domain.expected import (
    Expected,
    expected_of_booking,
    expected_of_cancelling,
    expected_of_reissuing,
    series_as_if,
)
from notifications.domain.lead import Lead
from notifications.domain.people import Recipient
from notifications.domain.rule import Rule, Trigger
from services.notifications.tests.unit.examples import a_rule

NOW = datetime(2027, 10, 18, 9, tzinfo=UTC)
NEXT_WEEK = NOW + timedelta(days=7)
CONFIRMATIONS = [Trigger.SINGLE, Trigger.SINGLE_VIDEO, Trigger.RECURRING, Trigger.RECURRING_VIDEO]
ADA = Recipient("client", "Ada Lovelace", None, "ada@mail.example", None)
WITHOUT_EMAIL = Recipient("client", "Tom Bell", None, None, "020 7946 0000")
KIND = uuid7()


def asked(
    *rules: Rule, sessions: int = 5, video: bool = True, first: datetime = NEXT_WEEK, client: Recipient | None = ADA
) -> Expected:
    starts = [first + timedelta(weeks=week) for week in range(sessions)]
    series = series_as_if(
        KIND,
        [(start, start + timedelta(minutes=30)) for start in starts],
        video=video,
        zone=find_zone("Europe/London"),
        new_id=uuid7,
    )
    return expected_of_booking(series, rules, recipients=(client,) if client else None, now=NOW, new_id=uuid7)


def confirmations(*, active: bool = True) -> list[Rule]:
    return [a_rule(trigger, active=active) for trigger in CONFIRMATIONS]


def reminder(lead: str = "PT24H", *, active: bool = True) -> Rule:
    return a_rule(Trigger.REMINDER, lead=lead, active=active)


def messages(found: Expected) -> list[tuple[str, str | None]]:
    return [(each.title, each.words) for each in found.messages]


def warnings(found: Expected) -> list[tuple[str, str]]:
    return [(gap.title, gap.words) for gap in found.warnings]


def test_a_video_series_is_confirmed_once_and_each_later_session_is_reminded_of() -> None:
    found = asked(*confirmations(), reminder())
    assert messages(found) == [
        ("1 confirmation 20 s after booking", "with the first session's link and all 5 dates"),
        ("4 reminders", "24 h before each later session, each with its own link"),
    ]
    assert found.warnings == ()
    assert found.said == "The confirmation goes out in 20 s to ada@mail.example. 4 reminders follow."


def test_a_single_appointment_and_one_without_video_are_said_in_their_own_words() -> None:
    found = asked(*confirmations(), reminder(), sessions=1)
    assert messages(found) == [
        ("1 confirmation 20 s after booking", "with the link"),
        ("1 reminder", "24 h before the session, with its own link"),
    ]
    assert found.said == "The confirmation goes out in 20 s to ada@mail.example. 1 reminder follows."
    assert messages(asked(*confirmations(), reminder(), sessions=2, video=False)) == [
        ("1 confirmation 20 s after booking", "with all 2 dates"),
        ("1 reminder", "24 h before the later session"),
    ]


def test_while_nobody_is_chosen_the_messages_are_those_to_somebody_with_an_address() -> None:
    found = asked(*confirmations(), reminder(), client=None)
    assert [each.count for each in found.messages] == [1, 4]
    assert found.said == "The confirmation goes out in 20 s. 4 reminders follow."


def test_a_client_without_an_email_address_gets_nothing_and_that_is_what_is_said() -> None:
    found = asked(*confirmations(), reminder(), client=WITHOUT_EMAIL)
    assert found.messages == ()
    assert warnings(found) == [("Tom Bell has no email address,", "so no message can be sent.")]
    assert found.said == "Tom Bell has no email address, so no message can be sent."


@pytest.mark.parametrize(("sessions", "which"), [(1, "This date is"), (2, "These dates are")])
def test_of_dates_in_the_past_no_message_goes(sessions: int, which: str) -> None:
    found = asked(*confirmations(), reminder(), sessions=sessions, first=NOW - timedelta(weeks=sessions, minutes=1))
    assert found.messages == ()
    assert found.said == f"{which} in the past, so no message is sent."


def test_no_reminder_is_promised_for_a_session_in_four_minutes() -> None:
    found = asked(*confirmations(), reminder(), sessions=1, first=NOW + timedelta(minutes=4))
    assert messages(found) == [("1 confirmation 20 s after booking", "with the link")]
    assert found.warnings == ()
    assert found.said == "The confirmation goes out in 20 s to ada@mail.example."


def test_of_a_series_that_has_begun_the_confirmation_carries_the_next_link_and_the_rest_are_reminded_of() -> None:
    found = asked(*confirmations(), reminder(), sessions=4, first=NOW - timedelta(weeks=2) + timedelta(days=2))
    assert messages(found) == [
        ("1 confirmation 20 s after booking", "with the next session's link and all 4 dates"),
        ("2 reminders", "24 h before each of 2 later sessions, each with its own link"),
    ]


def test_a_reminder_whose_time_has_passed_says_when_it_goes_instead() -> None:
    alone = asked(reminder(), sessions=1, first=NOW + timedelta(hours=3))
    assert messages(alone) == [("1 reminder now", "since 24 h before the session has passed, with its own link")]
    assert alone.said == "No confirmation is set up for video appointments. 1 reminder goes out now."
    early = asked(reminder("PT72H"), sessions=1, first=NOW + timedelta(hours=48))
    assert messages(early) == [
        ("1 reminder", "24 h before the session, since 72 h before has passed, with its own link")
    ]


@pytest.mark.parametrize("rules", [confirmations(), [*confirmations(), reminder(active=False)]])
def test_without_a_reminder_the_later_links_would_not_be_sent(rules: list[Rule]) -> None:
    assert warnings(asked(*rules)) == [
        (
            "No reminder is set up for video appointments.",
            "The links for sessions 2 to 5 would not be sent to the client.",
        )
    ]
    assert asked(*rules).said == (
        "The confirmation goes out in 20 s to ada@mail.example. No reminder is set up for video appointments."
    )
    assert warnings(asked(*rules, sessions=2))[0][1] == "The link for session 2 would not be sent to the client."
    assert warnings(asked(*rules, sessions=1)) == []


@pytest.mark.parametrize("rules", [[reminder()], [*confirmations(active=False), reminder()]])
def test_without_a_confirmation_the_first_link_would_not_be_sent(rules: list[Rule]) -> None:
    assert warnings(asked(*rules)) == [
        (
            "No confirmation is set up for video appointments.",
            "The first session's link would not be sent to the client.",
        )
    ]
    assert asked(*rules).said == "No confirmation is set up for video appointments. 4 reminders follow."
    assert warnings(asked(*rules, sessions=1))[0][1] == "The link would be sent to the client with the reminder only."


@pytest.mark.parametrize("rules", [[], [*confirmations(active=False), reminder(active=False)]])
def test_with_neither_no_link_would_be_sent(rules: list[Rule]) -> None:
    found = asked(*rules)
    assert warnings(found) == [
        (
            "No confirmation or reminder is set up for video appointments.",
            "No link would be sent to the client.",
        )
    ]
    assert found.messages == ()
    assert found.said == "No confirmation or reminder is set up for video appointments, so none goes out."


def test_the_rule_for_the_kind_that_is_off_leaves_a_gap_though_the_general_one_is_on() -> None:
    own = a_rule(Trigger.REMINDER, lead="PT24H", active=False)
    own = Rule(**{name: getattr(own, name) for name in Rule.__dataclass_fields__} | {"kind_id": KIND})
    assert [gap.code for gap in asked(*confirmations(), reminder(), own).warnings] == ["no_reminder"]


def of_changing(*rules: Rule, clients: Sequence[Recipient] = (ADA,), may_know: bool = True) -> list[Expected]:
    """What cancelling a session of tomorrow would cause, and what a new link for it."""
    start = NOW + timedelta(days=1)
    series = series_as_if(
        KIND, [(start, start + timedelta(minutes=30))], video=True, zone=find_zone("Europe/London"), new_id=uuid7
    )
    session = series.appointments[0].id
    return [
        expected_of_cancelling(series, [session], rules, recipients=clients, may_know=may_know, now=NOW, new_id=uuid7),
        expected_of_reissuing(series, session, rules, recipients=clients, now=NOW, new_id=uuid7),
    ]


def test_what_cancelling_and_a_new_link_cause_is_said_with_when_and_to_whom() -> None:
    cancelling, reissuing = of_changing(a_rule(Trigger.CANCELLED), a_rule(Trigger.LINK_REISSUED))
    assert messages(cancelling) == [("1 cancellation 20 s after that", None)]
    assert cancelling.said == "The cancellation goes out in 20 s to ada@mail.example."
    assert messages(reissuing) == [("1 new link 20 s after that", None)]
    assert reissuing.said == "The new link goes out in 20 s to ada@mail.example."


def test_why_neither_goes_out_is_said_too() -> None:
    assert [found.said for found in of_changing()] == [
        "No message is set up for cancellations. Nothing would be sent to the client.",
        "No message is set up for new links. It would not be sent to the client.",
    ]
    rules = a_rule(Trigger.CANCELLED), a_rule(Trigger.LINK_REISSUED)
    for found in of_changing(*rules, clients=[WITHOUT_EMAIL]):
        assert found.said == "Tom Bell has no email address, so no message can be sent."
    cancelling, _ = of_changing(*rules, may_know=False)
    assert cancelling.said == "Nothing of this has been sent to the client yet, so no message is needed."


@pytest.mark.parametrize(
    ("lead", "words"),
    [
        ("PT24H", "24 h before"),
        ("PT90M", "90 min before"),
        ("P1D", "1 day before, same time"),
        ("P1W", "7 days before, same time"),
        ("P1DT2H", "1 day and 2 h before"),
    ],
)
def test_elapsed_time_and_the_wall_clock_are_never_mixed_up(lead: str, words: str) -> None:
    assert Lead.parse(lead).before_in_words() == words


def test_the_wall_clocks_day_is_said_of_each_session() -> None:
    assert Lead.parse("P1D").before_in_words("each later session") == "1 day before each later session, same time"
