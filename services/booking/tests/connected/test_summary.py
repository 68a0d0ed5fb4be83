from datetime import UTC, datetime, timedelta
from typing import get_args
from uuid import UUID

import pytest
from uuid_utils.compat import uuid7

import contracts.communications
from booking.domain.communication import Reason
from booking.projections.links import URL
from contracts.event import envelope, read
from contracts.keyring import CannotOpen
from contracts.links import LinksChanged
from contracts.sealed import Sealed
from services.booking.tests.clinic import Clinic
from services.booking.tests.neighbours import DUE, links_of, message, messages_of, url_of
from tests.support.sealing_keys import KEYS

REASONS = {*get_args(contracts.communications.Reason.__value__)}


async def test_the_summary_says_who_what_and_when(clinic: Clinic) -> None:
    series = await clinic.books_weekly("2027-03-22T10:00", 4, note="Please have a chair nearby.")
    summary = await clinic.summary(series["appointments"][1]["id"])
    assert (summary["number"], summary["of"], summary["status"]) == (2, 4, "booked")
    assert (summary["local_start"], summary["utc_offset"], summary["zone"]) == (
        "2027-03-29T10:00:00",
        "+01:00",
        "Europe/London",
    )
    assert summary["practitioner"]["name"] == "Dr. Adeyemi"
    assert summary["client"]["name"] == "Grace Whitfield"
    assert summary["client"]["recipients"][0]["email"] == "grace@mail.example"
    assert summary["kind"]["name"] == "Video follow-up"
    assert summary["note"] == "Please have a chair nearby."
    assert summary["booked_by"] == "Joanne Price"
    assert summary["series"]["recurrence"]["words"] == "every week on Monday"
    assert [session["number"] for session in summary["series"]["appointments"]] == [1, 2, 3, 4]
    assert summary["series"]["clock_changes"] == ["Clocks go forward on Sunday 28 March: still 10:00"]


async def test_the_link_itself_says_when_it_lets_its_client_in(clinic: Clinic) -> None:
    series = await clinic.books_weekly("2027-03-22T10:00", 2)
    first, _ = series["appointments"]

    async def window() -> list[str]:
        summary = await clinic.summary(first["id"])
        return [summary["join_from"], summary["join_until"]]

    assert await window() == ["2027-03-22T09:45:00Z", "2027-03-22T11:00:00Z"]
    await clinic.booking.receives(links_of(series, opens=timedelta(hours=1)), clinic.practice_id)
    assert await window() == ["2027-03-22T09:00:00Z", "2027-03-22T11:30:00Z"]


async def test_a_link_is_pending_then_live_then_dead_and_each_session_has_its_own(clinic: Clinic) -> None:
    series = await clinic.books_weekly("2027-03-22T10:00", 2)
    first, second = series["appointments"]
    assert (await clinic.summary(first["id"]))["link"] == {
        "state": "pending",
        "url": None,
        "reason": None,
        "words": "The link is being made. This takes a few seconds.",
    }
    await clinic.booking.receives(links_of(series), clinic.practice_id)
    assert [(await clinic.summary(session["id"]))["link"]["url"] for session in (first, second)] == [
        url_of(first),
        url_of(second),
    ]
    await clinic.booking.receives(links_of(series, version=2, dead="concluded"), clinic.practice_id)
    assert (await clinic.summary(first["id"]))["link"] == {
        "state": "dead",
        "url": None,
        "reason": "concluded",
        "words": "The call was concluded.",
    }


async def test_a_type_without_video_has_no_link(clinic: Clinic) -> None:
    series = await clinic.books("2027-03-22T10:00", kind="Follow-up")
    link = (await clinic.summary(series["appointments"][0]["id"]))["link"]
    assert (link["state"], link["words"]) == ("none", "This type has no video link.")


async def test_every_showing_of_a_link_is_in_the_history(clinic: Clinic) -> None:
    series = await clinic.books_weekly("2027-03-22T10:00", 2)
    second = series["appointments"][1]["id"]
    await clinic.summary(second)
    assert [deed["words"] for deed in (await clinic.summary(second))["history"]] == ["Booked the 2 sessions"]
    await clinic.booking.receives(links_of(series), clinic.practice_id)
    await clinic.summary(second)
    await clinic.get(f"/series/{series['id']}")
    await clinic.diary("2027-03-22", "2027-03-29")
    history = (await clinic.summary(second))["history"]
    assert [(deed["who"], deed["words"]) for deed in history] == [
        ("Joanne Price", "Saw the link of the 2nd session, 2 times"),
        ("Joanne Price", "Booked the 2 sessions"),
    ]


@pytest.mark.parametrize("role", ["receptionist", "clinician", "manager"])
async def test_every_role_may_see_the_summary(clinic: Clinic, role: str) -> None:
    series = await clinic.books("2027-03-22T10:00")
    path = f"/appointments/{series['appointments'][0]['id']}/summary"
    assert (await clinic.get(path, role=role)).status_code == 200


async def test_urls_are_sealed_at_rest(clinic: Clinic) -> None:
    series = await clinic.books("2027-03-22T10:00")
    await clinic.booking.receives(links_of(series), clinic.practice_id)
    assert "token-of" not in str(await clinic.booking.everything())
    (row,) = await clinic.booking.rows("SELECT appointment_id, url FROM links")
    assert b"token-of" not in row["url"]
    assert clinic.booking.storage.open(row["url"], URL, row["appointment_id"]) == url_of(series["appointments"][0])


async def test_a_link_pasted_from_another_practice_is_not_kept_and_so_shown_to_nobody(clinic: Clinic) -> None:
    series = await clinic.books("2027-03-22T10:00")
    told = links_of(series)
    elsewhere = envelope(told, event_id=uuid7(), practice_id=uuid7(), actor="jo", at=datetime.now(UTC))
    pasted = read(LinksChanged, elsewhere.value, practice_id=clinic.practice_id, subject=str(told.subject))
    with pytest.raises(CannotOpen):
        await clinic.booking.handles(pasted, clinic.practice_id)
    assert await clinic.booking.rows("SELECT FROM links") == []


async def test_messages_are_shown_with_their_state_their_session_and_whose_link_they_carry(clinic: Clinic) -> None:
    series = await clinic.books_weekly("2027-03-22T10:00", 3)
    first, second, third = (UUID(session["id"]) for session in series["appointments"])
    await clinic.booking.receives(
        messages_of(
            series,
            message(status="sent", sent_at=DUE, link_of=first),
            message(trigger="reminder", appointment_id=second, link_of=second, due_at=DUE + timedelta(days=7)),
            message(
                trigger="reminder",
                appointment_id=third,
                link_of=third,
                due_at=DUE + timedelta(days=14),
                reason="waiting_for_link",
            ),
        ),
        clinic.practice_id,
    )
    messages = (await clinic.summary(str(first)))["messages"]
    assert [(each["title"], each["number"], each["state"], each["words"], each["link_of"]) for each in messages] == [
        ("Reminder", 3, "scheduled", "Waiting for this session's link.", 3),
        ("Reminder", 2, "scheduled", "With the 2nd session's link", 2),
        ("Recurring video confirmation", None, "sent", "With the 1st session's link only, and all 3 dates", 1),
    ]
    assert {each["address"] for each in messages} == {"grace@mail.example"}
    assert (await clinic.summary(str(first)))["notice"] is None


async def test_messages_of_a_single_appointment_speak_of_no_other_session(clinic: Clinic) -> None:
    series = await clinic.books("2027-03-22T10:00")
    (only,) = (UUID(session["id"]) for session in series["appointments"])
    confirmation = message(trigger="single_video", link_of=only)
    reminder = message(trigger="reminder", appointment_id=only, link_of=only)
    await clinic.booking.receives(messages_of(series, confirmation, reminder), clinic.practice_id)
    messages = (await clinic.summary(str(only)))["messages"]
    assert [each["words"] for each in messages] == ["With the session's link"] * 2


@pytest.mark.parametrize("reason", ["rule_off", "no_rule"])
async def test_where_no_confirmation_is_set_up_the_summary_says_so(clinic: Clinic, reason: str) -> None:
    series = await clinic.books_weekly("2027-03-22T10:00", 2)
    second = UUID(series["appointments"][1]["id"])
    await clinic.booking.receives(
        messages_of(
            series,
            message(status="suppressed", reason=reason, address=None),
            message(trigger="reminder", appointment_id=second),
        ),
        clinic.practice_id,
    )
    summary = await clinic.summary(str(second))
    assert summary["notice"] == "No confirmation is set up, so nothing was sent."


async def test_what_a_mail_server_said_is_told(clinic: Clinic) -> None:
    series = await clinic.books("2027-03-22T10:00")
    failed = message(
        trigger="single_video",
        status="failed",
        reason="mail_server_refused",
        detail=Sealed[str].seal("550 5.1.1 {no} such mailbox", KEYS),
    )
    await clinic.booking.receives(messages_of(series, failed), clinic.practice_id)
    (shown,) = (await clinic.summary(series["appointments"][0]["id"]))["messages"]
    assert shown["words"] == (
        "The mail service did not take it (550 5.1.1 {no} such mailbox). Check the address with Grace Whitfield."
    )


async def test_invariant_7_replays_and_older_events_after_newer_ones_change_nothing(clinic: Clinic) -> None:
    series = await clinic.books_weekly("2027-03-22T10:00", 2)
    scheduled = message()
    sent = scheduled.model_copy(update={"version": 3, "status": "sent", "sent_at": DUE})
    events = [
        links_of(series, version=1),
        links_of(series, version=2, dead="concluded"),
        messages_of(series, scheduled),
        messages_of(series, sent),
    ]
    for event in events:
        await clinic.booking.receives(event, clinic.practice_id)
    before = await clinic.booking.everything()
    for event in [*events, *reversed(events)]:
        await clinic.booking.receives(event, clinic.practice_id)
    assert await clinic.booking.everything() == before
    summary = await clinic.summary(series["appointments"][0]["id"])
    assert (summary["link"]["state"], [each["state"] for each in summary["messages"]]) == ("dead", ["sent"])


async def test_invariant_7_newer_links_alone_are_enough_and_replace_all_older_ones(clinic: Clinic) -> None:
    series = await clinic.books_weekly("2027-03-22T10:00", 2)
    await clinic.booking.receives(links_of(series, version=1), clinic.practice_id)
    only_first = series | {"appointments": series["appointments"][:1]}
    await clinic.booking.receives(links_of(only_first, version=5), clinic.practice_id)
    rows = await clinic.booking.rows("SELECT appointment_id, generation FROM links")
    assert [(str(row["appointment_id"]), row["generation"]) for row in rows] == [(series["appointments"][0]["id"], 5)]


async def test_events_of_a_series_that_is_not_known_here_are_kept(clinic: Clinic) -> None:
    elsewhere = {"id": str(uuid7()), "appointments": [{"id": str(uuid7())}]}
    await clinic.booking.receives(links_of(elsewhere), clinic.practice_id)
    await clinic.booking.receives(messages_of(elsewhere, message()), clinic.practice_id)
    assert len(await clinic.booking.rows("SELECT FROM links, communications")) == 1


async def test_an_event_that_names_one_thing_twice_keeps_its_newest(clinic: Clinic) -> None:
    series = await clinic.books("2027-03-22T10:00")
    twice = message()
    newer = twice.model_copy(update={"version": 2, "status": "sent"})
    await clinic.booking.receives(messages_of(series, twice, newer), clinic.practice_id)
    links = links_of(series).series_links
    doubled = links.model_copy(
        update={"links": [*links.links, links.links[0].model_copy(update={"generation": 2, "state": "dead"})]}
    )
    await clinic.booking.receives(LinksChanged(series_links=doubled), clinic.practice_id)
    summary = await clinic.summary(series["appointments"][0]["id"])
    assert (summary["link"]["state"], [each["state"] for each in summary["messages"]]) == ("dead", ["sent"])


async def test_an_event_without_links_or_messages_is_fine(clinic: Clinic) -> None:
    series = await clinic.books("2027-03-22T10:00")
    await clinic.booking.receives(links_of(series), clinic.practice_id)
    await clinic.booking.receives(links_of(series | {"appointments": []}, version=2), clinic.practice_id)
    await clinic.booking.receives(messages_of(series), clinic.practice_id)
    assert (await clinic.summary(series["appointments"][0]["id"]))["link"]["state"] == "pending"


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (
            "diary_behind",
            (
                "The latest changes in the diary have not reached messages yet. "
                "It goes as soon as they have, at the latest on Wed 27 Oct at 09:50."
            ),
        ),
        (
            "links_behind",
            (
                "The latest changes of links have not reached messages yet. "
                "It goes as soon as they have, at the latest on Wed 27 Oct at 09:50."
            ),
        ),
        ("event_parked", "A change of this series could not be read. Somebody has to look at it."),
        (
            "diary_restored",
            "The diary came back from a backup, and has not told this series again yet. It goes once it has.",
        ),
        (
            "links_restored",
            "Links came back from a backup, and this series' have not been told again yet. It goes once they have.",
        ),
        (
            "restored",
            (
                "Messages came back from a backup, and whether this one went before is not known. "
                "Whoever operates the installation decides whether it goes."
            ),
        ),
        ("closed_that_day", "Why is not known here."),
    ],
)
async def test_a_message_that_is_held_says_why_and_by_when_it_goes(clinic: Clinic, reason: str, words: str) -> None:
    series = await clinic.books("2027-10-27T10:00")
    held = message(status="held", reason=reason, held_until=datetime(2027, 10, 27, 8, 50, tzinfo=UTC))
    await clinic.booking.receives(messages_of(series, held), clinic.practice_id)
    (shown,) = (await clinic.summary(series["appointments"][0]["id"]))["messages"]
    assert (shown["state"], shown["words"], shown["held_until"]) == ("held", words, "2027-10-27T09:50:00+01:00")
    assert shown["reason"] == (reason if reason in REASONS else "other")


def test_booking_has_words_for_every_reason_that_the_contract_names() -> None:
    assert {*get_args(Reason.__value__)} == REASONS | {"other"}


async def test_booking_has_a_title_for_every_trigger_that_the_contract_names(clinic: Clinic) -> None:
    series = await clinic.books("2027-10-27T10:00")
    triggers = get_args(contracts.communications.Trigger.__value__)
    sent = messages_of(series, *(message(trigger=trigger) for trigger in triggers))
    await clinic.booking.receives(sent, clinic.practice_id)
    shown = (await clinic.summary(series["appointments"][0]["id"]))["messages"]
    assert len({each["title"] for each in shown} - {"Message"}) == len(triggers)


async def test_a_message_of_which_version_1_has_no_word_for_the_trigger_is_shown_as_what_it_is(clinic: Clinic) -> None:
    series = await clinic.books("2027-10-27T10:00")
    told = message(status="suppressed", reason="nothing_to_tell", address=None).model_dump(mode="json")
    changes = [
        contracts.communications.CommunicationV2.model_validate(told | {"id": str(uuid7()), "trigger": trigger})
        for trigger in ("changed", "sung")
    ]
    await clinic.booking.receives(
        contracts.communications.CommunicationsChangedV2(series_id=UUID(series["id"]), communications=changes),
        clinic.practice_id,
    )
    shown = (await clinic.summary(series["appointments"][0]["id"]))["messages"]
    words = "When it was to go, the client had been told of everything as it is."
    assert {(each["title"], each["words"]) for each in shown} == {("Change", words), ("Message", words)}


async def test_a_message_told_again_with_the_version_that_is_known_mends_what_was_lost(clinic: Clinic) -> None:
    series = await clinic.books("2027-03-22T10:00")
    held = message(status="held", reason="diary_behind", held_until=DUE)
    await clinic.booking.receives(messages_of(series, held), clinic.practice_id)
    before = await clinic.booking.everything()
    await clinic.booking.rows("UPDATE communications SET held_until = NULL, status = 'scheduled'")
    await clinic.booking.receives(messages_of(series, held), clinic.practice_id)
    assert await clinic.booking.everything() == before
