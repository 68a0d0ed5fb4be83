"""What a series ought to have and what is there: named where they differ for longer than a minute, and why."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from booking.domain.communication import Communication
from booking.domain.reconciliation import Found, KnownLink, deviations, missing_in_words, of_appointment, reconcile
from booking.domain.wall_time import find_zone
from messaging.version import Version
from services.booking.tests.unit.plans import BOOKED_AT, a_series

FIRST, SECOND, THIRD = (UUID(int=number) for number in (1, 2, 3))
NOW = BOOKED_AT + timedelta(hours=1)
LIVE = KnownLink("live", None, None)
HELD_UNTIL = datetime(2057, 3, 12, 9, 50, tzinfo=UTC)


def message(number: int, trigger: str = "reminder", **fields: Any) -> Communication:
    told = Communication(
        id=UUID(int=100 + number),
        version=Version(0, 1),
        appointment_id=UUID(int=number) if trigger == "reminder" else None,
        trigger=trigger,
        channel="email",
        recipient="client",
        address="grace@mail.example",
        status="scheduled",
        told_reason=None,
        detail=None,
        due_at=datetime(2057, 3, 11, 10, tzinfo=UTC),
        held_until=None,
        sent_at=None,
        link_of=UUID(int=number),
    )
    return replace(told, **fields)


CONFIRMATION = message(1, "recurring_video", status="sent", sent_at=NOW, due_at=BOOKED_AT)


def found(*, video: bool = True, second: dict[str, Any] | None = None, **changed: Any) -> Found:
    """Three appointments with all that they ought to have; `second` is how the 2nd one's reminder differs."""
    series = a_series("2057-03-05T10:00", 3, video=video)
    all_is_well = Found(
        series=series,
        client_name="Grace Whitfield",
        reachable=True,
        links=dict.fromkeys((FIRST, SECOND, THIRD), LIVE) if video else {},
        communications=[CONFIRMATION, message(2, **(second or {})), message(3)],
        parked_at=None,
        zone=find_zone("Europe/London"),
    )
    return replace(all_is_well, **changed)


def codes(what: Found, *, now: datetime = NOW) -> list[str]:
    return [each.code for each in reconcile(what, now=now)]


def test_where_all_is_as_it_ought_to_be_nothing_is_named() -> None:
    assert codes(found()) == []


def test_what_deviates_for_less_than_a_minute_is_not_named() -> None:
    bare = found(links={}, communications=[])
    assert codes(bare, now=BOOKED_AT + timedelta(seconds=59)) == []
    assert (
        codes(bare, now=BOOKED_AT + timedelta(seconds=60))
        == [*["no_link"] * 3, "no_confirmation"] + ["no_reminder"] * 2
    )


def test_a_link_that_died_without_its_appointment_is_named_and_one_whose_call_ended_is_not() -> None:
    links = {FIRST: KnownLink("dead", "cancelled", None), SECOND: KnownLink("dead", "abandoned", None), THIRD: LIVE}
    (finding,) = reconcile(found(links=links), now=NOW)
    assert (finding.code, finding.words) == ("link_dead", "The 1st session has no link that works.")


def test_a_link_that_outlives_its_appointment_is_named() -> None:
    well = found()
    going = replace(well.series.appointment(SECOND), status="cancelled")
    cancelled = well.series.with_appointments([going], by="jo", at=BOOKED_AT)
    (finding,) = reconcile(replace(well, series=cancelled), now=NOW)
    assert finding.words == "The 2nd session is cancelled, and its link still works."


@pytest.mark.parametrize(
    ("second", "code", "words", "concerns"),
    [
        (
            {"status": "suppressed", "told_reason": "no_rule"},
            "not_set_up",
            "is not sent. No rule is set up for it.",
            "practice",
        ),
        (
            {"status": "held", "told_reason": "diary_behind", "held_until": HELD_UNTIL},
            "message_held",
            (
                "is held. The latest changes in the diary have not reached messages yet. "
                "It goes as soon as they have, at the latest on Mon 12 Mar at 09:50."
            ),
            "operator",
        ),
        (
            {"status": "held", "told_reason": "event_parked"},
            "message_held",
            "is held. A change of this series could not be read. Somebody has to look at it.",
            "operator",
        ),
        (
            {"status": "failed", "told_reason": "mail_server_refused", "detail": "550 5.1.1 no such mailbox"},
            "message_failed",
            (
                "failed. The mail service did not take it (550 5.1.1 no such mailbox). "
                "Check the address with Grace Whitfield."
            ),
            "practice",
        ),
        (
            {"status": "cancelled", "told_reason": "session_cancelled"},
            "message_withdrawn",
            "was withdrawn before it was sent. The session was cancelled.",
            "nobody",
        ),
        (
            {"due_at": datetime(2020, 10, 21, 9, tzinfo=UTC)},
            "message_overdue",
            "was due on Wed 21 Oct at 10:00, and has not gone.",
            "operator",
        ),
        (
            {"told_reason": "mail_server_not_reached", "due_at": datetime(2057, 3, 11, 10, 5, tzinfo=UTC)},
            "message_retried",
            (
                "has not gone yet; it is tried again on Sun 11 Mar at 10:05. "
                "The mail service does not answer. It is tried again."
            ),
            "operator",
        ),
    ],
)
def test_why_an_appointment_has_no_reminder_stands_in_one_line(
    second: dict[str, Any], code: str, words: str, concerns: str
) -> None:
    what = found(second=second)
    findings = reconcile(what, now=NOW)
    (finding,) = findings
    assert (finding.code, finding.words) == (code, f"Reminder of the 2nd session {words}")
    assert (finding.concerns, finding.appointment_id) == (concerns, SECOND)
    assert of_appointment(findings, THIRD) == []
    missing = missing_in_words(deviations(what, findings, now=NOW))
    assert missing == (None if concerns == "nobody" else f"Something is missing: {finding.words}")


def test_a_message_that_another_took_the_place_of_is_not_missing() -> None:
    well = found()
    withdrawn = message(2, status="suppressed", told_reason="later_reminder_due", link_of=None)
    assert codes(replace(well, communications=[*well.communications, withdrawn])) == []


def test_a_type_without_video_needs_no_link_and_no_rule_for_reminders() -> None:
    without = found(video=False, second={"status": "suppressed", "told_reason": "no_rule", "link_of": None})
    findings = reconcile(without, now=NOW)
    assert [each.concerns for each in findings] == ["nobody"]
    assert deviations(without, findings, now=NOW) == []


def test_of_what_is_over_nothing_but_a_link_that_still_works_can_be_mended() -> None:
    bare = found(links={THIRD: KnownLink("live", None, NOW)}, communications=[message(2, status="failed")])
    after = datetime(2057, 4, 5, tzinfo=UTC)
    findings = reconcile(bare, now=after)
    assert [each.code for each in deviations(bare, findings, now=after)] == ["stray_link"]
