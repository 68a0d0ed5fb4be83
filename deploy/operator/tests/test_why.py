"""The story of an appointment, as it is told to whoever operates the installation."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from standing_operator import cli
from standing_operator.errors import StandingError
from standing_operator.why.asking import Access
from standing_operator.why.story import Told, story

NOW = datetime(2027, 10, 20, 12, tzinfo=UTC)
SECOND = "01937d3e-0000-7000-8000-000000000002"


def message(trigger: str, state: str, words: str | None = None, **fields: Any) -> dict[str, Any]:
    return {
        "appointment_id": SECOND,
        "title": trigger,
        "channel": "email",
        "state": state,
        "reason": None,
        "words": words,
        "due_at": "2027-10-27T11:00:00+01:00",
        "sent_at": None,
    } | fields


def told(*messages: dict[str, Any], findings: tuple[dict[str, Any], ...] = (), **fields: Any) -> Told:
    summary = {
        "id": SECOND,
        "of": 4,
        "position": "2nd of 4",
        "status": "booked",
        "zone": "Europe/London",
        "local_start": "2027-10-28T10:00:00",
        "local_end": "2027-10-28T10:30:00",
        "utc_offset": "+01:00",
        "kind": {"video": True},
        "client": {"name": "Ida Frost", "recipients": [{"name": "Ida Frost", "email": "ida@client.example"}]},
        "link": {"state": "live", "url": "https://standing.example/v/AAAAAAAAAAAAAAAAAAAAAA"},
        "series": {"id": "01937d3e-0000-7000-8000-00000000000a"},
        "messages": list(messages),
        "history": [{"at": "2027-10-20T10:00:00+01:00", "who": "Robin Ames", "words": "Booked the 4 sessions"}],
        "activities": [{"at": "2027-10-20T10:05:00+01:00", "kind": "opened", "count": 2, "scanner": True}],
    }
    return Told(summary | fields, {"findings": list(findings)})


def finding(code: str, words: str, reason: str | None = None) -> dict[str, Any]:
    return {"code": code, "words": words, "reason": reason}


def test_it_is_told_in_order_by_the_practices_clock_with_what_lies_ahead_after_now() -> None:
    lines = story(told(message("Reminder", "scheduled")), now=NOW)
    assert lines[0] == "All is as it ought to be."
    assert [line.strip() for line in lines[-4:]] == [
        "2027-10-20 10:00  Robin Ames: Booked the 4 sessions",
        "2027-10-20 10:05  Link and room: opened, 2 times, by a scanner",
        "2027-10-20 13:00  -- now --",
        "2027-10-27 11:00  Reminder of this session, by email: scheduled.",
    ]


def test_the_first_line_is_what_weighs_most_and_the_second_what_to_do_about_it() -> None:
    lines = story(
        told(
            message("Reminder", "held", "Waiting for this session's link."),
            findings=(finding("no_link", "The 2nd session has no link."), finding("message_held", "It is held.")),
        ),
        now=NOW,
    )
    assert lines[0] == "The 2nd session has no link."
    assert "booking resync series 01937d3e-0000-7000-8000-00000000000a" in lines[1]
    assert lines[-2:] == ["Also:", "  It is held."]


@pytest.mark.parametrize("state", ["held", "failed", "suppressed", "cancelled"])
def test_what_is_younger_than_a_minute_and_no_deviation_yet_is_named_all_the_same(state: str) -> None:
    first = story(told(message("Reminder", state, "Therefore.")), now=NOW)[0]
    assert first.startswith("Reminder of this session ")
    assert first.endswith(" Therefore.")


@pytest.mark.parametrize(
    ("reason", "do"),
    [
        ("diary_restored", "`booking resync series 01937d3e-0000-7000-8000-00000000000a`"),
        ("links_restored", "`booking resync series 01937d3e-0000-7000-8000-00000000000a`"),
        ("restored", "`notifications in-doubt list`"),
    ],
)
@pytest.mark.parametrize("deviates", [True, False])
def test_what_is_held_since_a_database_came_back_says_so_and_what_to_run(reason: str, do: str, deviates: bool) -> None:
    held = message("Reminder", "held", "It came back from a backup.", reason=reason)
    found = (finding("message_held", "Reminder is held. It came back from a backup.", reason),) if deviates else ()
    first, second, *rest = story(told(held, findings=found), now=NOW)
    assert first.startswith("Reminder ")
    assert first.endswith(" is held. It came back from a backup.")
    assert do in second
    assert "2027-10-27 11:00  Reminder of this session, by email: held. It came back from a backup." in map(
        str.strip, rest
    )


def test_a_message_of_another_session_explains_nothing() -> None:
    other = message("Reminder", "failed", appointment_id="01937d3e-0000-7000-8000-000000000003")
    assert story(told(other), now=NOW)[0] == "All is as it ought to be."


@pytest.mark.parametrize(
    ("fields", "first"),
    [
        ({"status": "cancelled"}, "The appointment is cancelled."),
        ({"link": {"state": "pending", "url": None}}, "Its link is still being made."),
    ],
)
def test_an_appointment_itself_can_be_the_cause(fields: dict[str, Any], first: str) -> None:
    assert story(told(**fields), now=NOW)[0] == first


def test_no_link_no_name_and_no_address_is_told_even_where_a_mail_server_repeats_one() -> None:
    refused = "The mail service did not take it (550 <ida@client.example> unknown). Check the address with Ida Frost."
    lines = story(
        told(
            message("Reminder", "failed", refused, reason="mail_server_refused"),
            findings=(finding("no_address", "Ida Frost has no email address."),),
        ),
        now=NOW,
    )
    assert lines[0] == "The client has no email address."
    said = "\n".join(lines)
    assert "(550 [...] unknown). Check the address with the client." in said
    for private in ("Ida", "client.example", "/v/", "AAAA"):
        assert private not in said


def test_another_installation_takes_both_an_address_and_a_token(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("STANDING_PUBLIC_URL", "STANDING_ACCESS_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    assert Access.of_environment() is None
    monkeypatch.setenv("STANDING_PUBLIC_URL", "https://standing.example/")
    with pytest.raises(StandingError, match="give both"):
        Access.of_environment()
    (tmp_path / "token").write_text("a-token\n")
    monkeypatch.setenv("STANDING_ACCESS_TOKEN_FILE", str(tmp_path / "token"))
    assert Access.of_environment() == Access("https://standing.example", "a-token")
    (tmp_path / "token").write_text("\n")
    with pytest.raises(StandingError, match="token is empty"):
        Access.of_environment()
    monkeypatch.setenv("STANDING_ACCESS_TOKEN", "another-token")
    with pytest.raises(StandingError, match="and not both"):
        Access.of_environment()


def test_what_is_no_id_is_refused_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["standing", "why", "tomorrow"])
    with pytest.raises(SystemExit, match="2"):
        cli.main()
