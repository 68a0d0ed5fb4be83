from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from standing_local.demo.clock_change import week_before_clock_change
from standing_local.demo.findings import Findings, Message, Session
from standing_local.demo.inbox import Mail
from standing_operator.errors import StandingError

LINKS = {number: f"http://127.0.0.1:8080/v/token-of-session-{number}" for number in (1, 2, 3, 4)}
FIRST = datetime.fromisoformat("2027-03-22T10:00")


def a_mail(number: int, *, attachment: str = "") -> Mail:
    text = f"Hello, open {LINKS[number]}\n"
    return Mail(
        f"<{number}@clinic.example>", "Your sessions", text, f'<a href="{LINKS[number]}">open</a>', [attachment]
    )


def a_message(trigger: str, state: str, link_of: int) -> Message:
    return Message(trigger, trigger.title(), state, FIRST, None, link_of)


GOOD = Findings(
    sessions=[
        Session(number, FIRST + timedelta(weeks=number - 1), "+00:00" if number == 1 else "+01:00", link)
        for number, link in LINKS.items()
    ],
    messages=[
        a_message("recurring_video", "sent", 1),
        a_message("reminder", "sent", 2),
        a_message("reminder", "scheduled", 3),
        a_message("reminder", "scheduled", 4),
    ],
    mails=[a_mail(1), a_mail(2)],
)


def test_what_the_article_promises_is_accepted() -> None:
    assert GOOD.broken_promises() == []


@pytest.mark.parametrize(
    ("findings", "broken"),
    [
        (replace(GOOD, sessions=GOOD.sessions[:3]), "four sessions stand in the diary"),
        (replace(GOOD, mails=[*GOOD.mails, a_mail(2)]), "two mails have come"),
        (replace(GOOD, mails=[a_mail(1), a_mail(3)]), "one with the second session's link and no other"),
        (
            replace(GOOD, mails=[a_mail(1, attachment=f"URL:{LINKS[2]}"), a_mail(2)]),
            "one with the first session's link and no other",
        ),
        (
            replace(GOOD, sessions=[replace(session, link=LINKS[1]) for session in GOOD.sessions]),
            "each has a live link, and no two the same one",
        ),
        (
            replace(GOOD, messages=[*GOOD.messages, a_message("recurring_video", "sent", 1)]),
            "one confirmation was sent, with the first session's link",
        ),
        (
            replace(GOOD, messages=GOOD.messages[:3]),
            "the second session's reminder was sent, those of the third and fourth are scheduled",
        ),
    ],
)
def test_what_it_does_not_promise_is_named(findings: Findings, broken: str) -> None:
    assert broken in findings.broken_promises()


@pytest.mark.parametrize(
    ("zone", "now", "first"),
    [
        ("Europe/London", datetime(2026, 11, 23, tzinfo=UTC), datetime.fromisoformat("2027-03-22T10:00")),
        ("America/New_York", datetime(2026, 11, 23, tzinfo=UTC), datetime.fromisoformat("2027-03-08T10:00")),
        # Three days before a change it is too late for a session a week ahead of it: the next one is taken.
        ("Europe/London", datetime(2027, 3, 25, tzinfo=UTC), datetime.fromisoformat("2027-10-25T10:00")),
    ],
)
def test_the_series_begins_in_the_week_before_a_change_of_the_clocks(zone: str, now: datetime, first: datetime) -> None:
    assert week_before_clock_change(ZoneInfo(zone), now) == first


def test_a_zone_without_changes_is_named() -> None:
    with pytest.raises(StandingError, match="The clocks of Asia/Tokyo do not change"):
        week_before_clock_change(ZoneInfo("Asia/Tokyo"), datetime(2026, 11, 23, tzinfo=UTC))
