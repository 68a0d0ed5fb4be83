from datetime import UTC, datetime

import pytest
from uuid_utils.compat import uuid7

from notifications.domain.expected import Expected, expected
from notifications.domain.lead import Lead
from notifications.domain.rule import Rule, Trigger
from services.notifications.tests.unit.examples import a_rule

NOW = datetime(2027, 10, 18, 9, tzinfo=UTC)
CONFIRMATIONS = [Trigger.SINGLE, Trigger.SINGLE_VIDEO, Trigger.RECURRING, Trigger.RECURRING_VIDEO]


def asked(*rules: Rule, sessions: int = 5, video: bool = True) -> Expected:
    return expected(rules, kind_id=uuid7(), video=video, appointments=sessions, now=NOW, new_id=uuid7)


def confirmations(*, active: bool = True) -> list[Rule]:
    return [a_rule(trigger, active=active) for trigger in CONFIRMATIONS]


def reminder(*, active: bool = True) -> Rule:
    return a_rule(Trigger.REMINDER, lead="PT24H", active=active)


def warnings(found: Expected) -> list[tuple[str, str]]:
    return [(gap.title, gap.words) for gap in found.warnings]


def test_a_video_series_is_confirmed_once_and_each_later_session_is_reminded_of() -> None:
    found = asked(*confirmations(), reminder())
    assert [each.words for each in found.messages] == [
        "1 confirmation, 20 s after booking, with the first session's link and all 5 dates",
        "4 reminders, 24 h before each later session, each with its own link",
    ]
    assert found.warnings == ()


def test_a_single_appointment_and_one_without_video_are_said_in_their_own_words() -> None:
    assert [each.words for each in asked(*confirmations(), reminder(), sessions=1).messages] == [
        "1 confirmation, 20 s after booking, with the link",
        "1 reminder, 24 h before the session, with its own link",
    ]
    assert [each.words for each in asked(*confirmations(), reminder(), sessions=2, video=False).messages] == [
        "1 confirmation, 20 s after booking, with all 2 dates",
        "1 reminder, 24 h before the later session",
    ]


@pytest.mark.parametrize("rules", [confirmations(), [*confirmations(), reminder(active=False)]])
def test_without_a_reminder_the_later_links_would_not_be_sent(rules: list[Rule]) -> None:
    assert warnings(asked(*rules)) == [
        (
            "No reminder is set up for video appointments.",
            "The links for sessions 2 to 5 would not be sent to the client.",
        )
    ]
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
    assert warnings(asked(*rules, sessions=1))[0][1] == "The link would be sent to the client with the reminder only."


@pytest.mark.parametrize("rules", [[], [*confirmations(active=False), reminder(active=False)]])
def test_with_neither_no_link_would_be_sent(rules: list[Rule]) -> None:
    assert warnings(asked(*rules)) == [
        (
            "No confirmation or reminder is set up for video appointments.",
            "No link would be sent to the client.",
        )
    ]
    assert asked(*rules).messages == ()


def test_the_rule_for_the_kind_that_is_off_leaves_a_gap_though_the_general_one_is_on() -> None:
    kind_id = uuid7()
    own = a_rule(Trigger.REMINDER, lead="PT24H", active=False)
    own = Rule(**{name: getattr(own, name) for name in Rule.__dataclass_fields__} | {"kind_id": kind_id})
    rules = [*confirmations(), reminder(), own]
    found = expected(rules, kind_id=kind_id, video=True, appointments=5, now=NOW, new_id=uuid7)
    assert [gap.code for gap in found.warnings] == ["no_reminder"]


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
