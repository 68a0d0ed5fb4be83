"""Sessions are moved whole or not at all, seen before, told once, and nobody is at two places at once."""

import asyncio
import random
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

import httpx
import pytest

from booking.errors import (
    AllPlacesTaken,
    AppointmentNotFound,
    NothingToMove,
    OldPlacesTaken,
    PlacesNotAccepted,
    PlacesTaken,
    UndoTooLate,
)
from contracts.series import SeriesChangedV2
from messaging.errors import VersionStale
from services.booking.tests.clinic import Booking, Clinic
from tests.support.problems import refused

DAYS = ["2057-03-05", "2057-03-12", "2057-03-19", "2057-03-26"]  # Mondays; clocks go forward on 25 March
TEN = f"{DAYS[0]}T10:00"


@pytest.fixture
async def series(clinic: Clinic) -> dict[str, Any]:
    return await clinic.books_weekly(TEN, 4)


def session(series: dict[str, Any], number: int) -> str:
    appointment_id: str = series["appointments"][number - 1]["id"]
    return appointment_id


def starts(series: dict[str, Any]) -> list[str]:
    return [each["local_start"][5:16] for each in series["appointments"]]


async def changes(booking: Booking) -> list[SeriesChangedV2]:
    return [event for _, event in await booking.published() if isinstance(event, SeriesChangedV2)]


async def test_this_and_following_move_in_diary_summary_and_rule_and_are_told_in_one_event(
    booking: Booking, clinic: Clinic, series: dict[str, Any]
) -> None:
    response = await clinic.asks_to_move(session(series, 2), "2057-03-13T14:00", "this_and_following")
    answer = response.json()
    del answer["undo_until"], answer["etag"]
    assert (response.status_code, response.headers["ETag"], answer["version"]) == (200, '"2"', 2)
    assert starts(answer) == ["03-05T10:00", "03-13T14:00", "03-20T14:00", "03-27T14:00"]
    assert [each["starts_at"][11:16] for each in answer["appointments"]] == ["10:00", "14:00", "14:00", "13:00"]
    assert (answer["recurrence"]["words"], answer["recurrence"]["dtstart"]) == (
        "every week on Tuesday",
        "2057-03-13T14:00:00",
    )
    assert answer["recurrence"]["exdates"] == []
    assert (await clinic.get(f"/series/{series['id']}")).json() == answer
    shown = await clinic.diary(DAYS[0], "2057-03-31")
    assert [each["local_start"][5:16] for each in shown] == starts(answer)
    history = (await clinic.summary(session(series, 2)))["history"]
    assert history[0]["words"] == "Moved 3 sessions, the 2nd from Mon 12 Mar at 10:00 to Tue 13 Mar at 14:00"
    (changed,) = await changes(booking)
    assert (changed.notify, changed.series.version) == (True, 2)
    assert [(each.appointment_id, each.what) for each in changed.touched] == [
        (UUID(session(series, number)), ["moved"]) for number in (2, 3, 4)
    ]
    was = [each.was for each in changed.touched]
    assert [each and each.local_start for each in was] == [datetime.fromisoformat(f"{day}T10:00") for day in DAYS[1:]]
    assert [each.local_start.isoformat()[5:16] for each in changed.series.occurrences] == starts(answer)
    assert [each.schedule_version for each in changed.series.occurrences] == [1, 2, 2, 2]


async def test_a_client_is_told_after_the_practices_delay(booking: Booking, clinic: Clinic) -> None:
    series = await clinic.books(TEN)
    await clinic.moves(session(series, 1), "2057-03-06T09:00")
    (changed,) = await changes(booking)
    (at,) = await booking.rows("SELECT changed_at FROM series")
    assert changed.announce_from - at["changed_at"] == timedelta(seconds=60)
    await booking.rows("UPDATE practices SET changes_told_after = interval '0 s'")
    await clinic.moves(session(series, 1), "2057-03-07T09:00", version=2, notify=False)
    (_, untold) = await changes(booking)
    (at,) = await booking.rows("SELECT changed_at FROM series")
    assert (untold.notify, untold.announce_from) == (False, at["changed_at"])
    words = (await clinic.summary(session(series, 1)))["history"][0]["words"]
    assert words.endswith(", without a message to the client")


async def test_what_was_moved_on_its_own_is_known_as_that(clinic: Clinic, series: dict[str, Any]) -> None:
    answer = await clinic.moves(session(series, 3), "2057-03-21T09:00", duration_minutes=45)
    third = answer["appointments"][2]
    assert (third["local_start"], third["local_end"], third["rule_start"], third["shifted"]) == (
        "2057-03-21T09:00:00",
        "2057-03-21T09:45:00",
        "2057-03-19T10:00:00",
        None,
    )
    preview = await clinic.previews_move(session(series, 2), "2057-03-13T10:00", "this_and_following")
    assert [each["becomes"] for each in preview["lines"] if each["line"] == "session"] == [
        "untouched",
        "moves",
        "apart",
        "moves",
    ]
    along = await clinic.moves(
        session(series, 2), "2057-03-13T10:00", "this_and_following", version=2, take_along=[session(series, 3)]
    )
    assert starts(along) == ["03-05T10:00", "03-13T10:00", "03-20T10:00", "03-27T10:00"]


async def test_the_old_slot_is_free_and_the_new_one_taken(clinic: Clinic, series: dict[str, Any]) -> None:
    await clinic.moves(session(series, 2), "2057-03-12T14:00")
    await clinic.books("2057-03-12T10:00")
    assert (await clinic.asks_for_series(clinic.booking_request("2057-03-12T14:00"))).status_code == 409


async def test_sessions_move_into_each_others_old_places(clinic: Clinic, series: dict[str, Any]) -> None:
    answer = await clinic.moves(session(series, 1), "2057-03-12T10:00", "all_ahead")
    assert starts(answer) == ["03-12T10:00", "03-19T10:00", "03-26T10:00", "04-02T10:00"]


async def test_a_taken_place_has_nothing_move_or_the_others_as_was_decided(
    booking: Booking, clinic: Clinic, series: dict[str, Any]
) -> None:
    priya = (await clinic.adds_client("Priya Nair"))["id"]
    await clinic.books("2057-03-20T14:00", client_id=priya)
    before = await booking.everything()
    preview = await clinic.previews_move(session(series, 2), "2057-03-13T14:00", "this_and_following")
    sessions = [each for each in preview["lines"] if each["line"] == "session"]
    assert [each["becomes"] for each in sessions] == ["untouched", "moves", "hindered", "moves"]
    assert sessions[2]["conflicts"][0]["words"] == "Dr. Adeyemi is with Priya Nair, 14:00 to 14:30"
    assert (preview["moves"], preview["stays"], preview["rule_words"]) == (2, 1, "every week on Tuesday")
    assert [each["words"] for each in preview["lines"] if each["line"] == "note"] == [
        "Clocks go forward on Sunday 25 March: still 14:00"
    ]
    assert [(each["scope"], each["sessions"]) for each in preview["scopes"]] == [
        ("this", 1),
        ("this_and_following", 3),
        ("all_ahead", 4),
    ]
    only_later = await clinic.previews_move(session(series, 2), "2057-03-12T15:00", "this_and_following")
    assert (only_later["moves"], only_later["rule_words"]) == (3, None)
    response = await clinic.asks_to_move(session(series, 2), "2057-03-13T14:00", "this_and_following")
    problem = refused(response, PlacesTaken)
    assert problem["detail"] == "20 March is taken."
    assert [each["number"] for each in problem["conflicts"]] == [3]
    alone = await clinic.asks_to_move(session(series, 3), "2057-03-20T14:00", on_conflict="skip")
    refused(alone, AllPlacesTaken)
    assert await booking.everything() == before
    answer = await clinic.moves(session(series, 2), "2057-03-13T14:00", "this_and_following", on_conflict="skip")
    assert starts(answer) == ["03-05T10:00", "03-13T14:00", "03-19T10:00", "03-27T14:00"]
    assert answer["appointments"][2]["rule_start"] == "2057-03-20T14:00:00"
    (changed,) = await changes(booking)
    assert [each.appointment_id for each in changed.touched] == [UUID(session(series, n)) for n in (2, 4)]


async def test_a_client_who_is_elsewhere_then_is_asked_about(clinic: Clinic, series: dict[str, Any]) -> None:
    other = (await clinic.adds_practitioner("Morven Kerr"))["id"]
    await clinic.books("2057-03-13T14:00", practitioner_id=other)
    response = await clinic.asks_to_move(session(series, 2), "2057-03-13T14:00")
    assert [each["code"] for each in refused(response, PlacesNotAccepted)["findings"]] == ["client_elsewhere"]
    answer = await clinic.moves(session(series, 2), "2057-03-13T14:00", accept=["client_elsewhere"])
    assert answer["appointments"][1]["accepted"] == ["client_elsewhere"]
    words = (await clinic.summary(session(series, 2)))["history"][0]["words"]
    assert words == (
        "Moved the 2nd session from Mon 12 Mar at 10:00 to Tue 13 Mar at 14:00, although the client was with another"
        " practitioner then"
    )


async def test_who_saw_an_older_version_is_told_who_changed_it(clinic: Clinic, series: dict[str, Any]) -> None:
    """Scenario 15."""
    await clinic.cancels(session(series, 4))
    response = await clinic.asks_to_move(session(series, 2), "2057-03-13T14:00")
    assert "Look at the new version before you move." in refused(response, VersionStale)["detail"]


async def test_what_is_cancelled_is_not_moved(clinic: Clinic, series: dict[str, Any]) -> None:
    await clinic.cancels(session(series, 2))
    response = await clinic.asks_to_move(session(series, 2), "2057-03-13T14:00", version=2)
    assert refused(response, NothingToMove)["detail"] == "The session is cancelled."


async def test_invariant_6_a_repeated_move_is_answered_as_the_first_and_moves_once(
    booking: Booking, clinic: Clinic, series: dict[str, Any]
) -> None:
    first = await clinic.asks_to_move(session(series, 2), "2057-03-13T14:00", key="a-key")
    before = await booking.everything()
    again = await clinic.asks_to_move(session(series, 2), "2057-03-13T14:00", key="a-key")
    assert (again.status_code, again.content) == (200, first.content)
    assert await booking.everything() == before


async def test_invariant_8_another_practices_appointment_cannot_be_moved(
    booking: Booking, clinic: Clinic, series: dict[str, Any]
) -> None:
    other = await Clinic.opened(booking)
    before = await booking.everything()
    refused(await other.asks_to_move(session(series, 1), "2057-03-13T14:00"), AppointmentNotFound)
    assert await booking.everything() == before


async def test_bookings_cancellations_and_moves_at_once_leave_nobody_at_two_places_and_none_waits_for_ever(
    booking: Booking, clinic: Clinic
) -> None:
    """Everybody wants the same hours: whoever is refused is told so, and what is done is whole."""
    several = [await clinic.books_weekly(f"{DAYS[0]}T{hour:02}:00", 4) for hour in (9, 10, 11)]
    chance = random.Random(7)  # noqa: S311
    tasks = []
    for series in several:
        for _ in range(4):
            number, day, hour = chance.randint(1, 4), chance.choice(DAYS), chance.randint(8, 13)
            scope = chance.choice(["this", "this_and_following", "all_ahead"])
            tasks.append(clinic.asks_to_move(session(series, number), f"{day}T{hour:02}:00", scope, on_conflict="skip"))
        tasks.append(clinic.asks_to_cancel(session(series, 2), "this_and_following"))
    tasks += [clinic.asks_for_series(clinic.booking_request(f"{day}T{hour:02}:00")) for day in DAYS for hour in (8, 12)]
    answers = await asyncio.wait_for(asyncio.gather(*tasks), 60)
    assert {answer.status_code for answer in answers} <= {200, 201, 409, 412, 422}
    rows = await booking.rows(
        "SELECT occupied_from, occupied_to FROM appointments WHERE status <> 'cancelled' ORDER BY occupied_from"
    )
    assert all(before["occupied_to"] <= after["occupied_from"] for before, after in pairwise(rows))
    told = {each.series.id: each.series.version for each in await changes(booking)}
    moved = [row["id"] for row in await booking.rows("SELECT id FROM series WHERE version > 1")]
    assert set(told) <= set(moved)


async def undoes(clinic: Clinic, series: dict[str, Any], version: int, *, key: str = "undo") -> httpx.Response:
    headers = {"Idempotency-Key": key, "If-Match": f'"{version}"'}
    return await clinic.asks("POST", f"/series/{series['id']}:undo", headers=headers)


async def test_a_move_can_be_taken_back_before_its_client_is_told(
    booking: Booking, clinic: Clinic, series: dict[str, Any]
) -> None:
    """Scenario 6, as booking tells it."""
    moved = await clinic.moves(session(series, 2), "2057-03-13T14:00", "this_and_following")
    assert datetime.fromisoformat(moved["undo_until"]) > datetime.now(UTC) + timedelta(seconds=30)
    response = await undoes(clinic, series, 2)
    assert (response.status_code, response.headers["ETag"]) == (200, '"3"'), response.text
    as_it_was = response.json()
    assert (as_it_was.pop("version"), series["version"]) == (3, 1)
    assert as_it_was == {key: value for key, value in series.items() if key != "version"}
    there, back = await changes(booking)
    assert back.announce_from == there.announce_from
    assert [each.schedule_version for each in back.series.occurrences] == [1, 3, 3, 3]
    assert [each.was and each.was.local_start.isoformat()[5:16] for each in back.touched] == starts(moved)[1:]
    assert (await undoes(clinic, series, 2)).content == response.content
    refused(await undoes(clinic, series, 3, key="again"), UndoTooLate)
    words = [entry["words"] for entry in (await clinic.summary(session(series, 2)))["history"]]
    assert words[0] == "Took the last change back, before the client was told of it"


async def test_what_was_told_changed_since_or_taken_meanwhile_cannot_be_taken_back(
    booking: Booking, clinic: Clinic, series: dict[str, Any]
) -> None:
    refused(await undoes(clinic, series, 1), UndoTooLate)
    await clinic.moves(session(series, 2), "2057-03-13T14:00")
    await clinic.books(f"{DAYS[1]}T10:00")
    assert refused(await undoes(clinic, series, 2), OldPlacesTaken)["detail"] == "12 March is taken."
    await clinic.moves(session(series, 3), "2057-03-20T14:00", version=2)
    await clinic.cancels(session(series, 4), version=3)
    problem = refused(await undoes(clinic, series, 4), UndoTooLate)
    assert problem["detail"].startswith("Joanne Price changed this")
    await clinic.moves(session(series, 3), "2057-03-21T14:00", version=4)
    await booking.rows("UPDATE undoable_changes SET until = now()")
    problem = refused(await undoes(clinic, series, 5), UndoTooLate)
    assert problem["detail"].startswith("The client is being told of it, or has been.")
