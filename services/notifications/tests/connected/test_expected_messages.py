from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest
from uuid_utils.compat import uuid7

from contracts.series import SeriesChangedV2
from notifications.errors import AppointmentUnknown, ClientNotHeard
from tests.support.notifications import Booking, Notifications, patch, rule
from tests.support.problems import refused


async def asked(client: httpx.AsyncClient, change: dict[str, Any]) -> dict[str, Any]:
    response = await client.post("/expected-messages", json=change)
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


def as_booked(booking: Booking) -> dict[str, Any]:
    """What is asked about a booking before it is saved."""
    series = booking.series.series
    return {
        "change": "booked",
        "client_id": str(series.client_id),
        "kind_id": str(series.kind.id),
        "video": series.kind.video,
        "zone": series.zone,
        "appointments": [
            {"starts_at": each.starts_at.isoformat(), "ends_at": each.ends_at.isoformat()} for each in booking.sessions
        ],
    }


def as_cancelled(booking: Booking, *numbers: int) -> dict[str, Any]:
    return {
        "change": "cancelled",
        "appointment_ids": [str(each.id) for each in booking.sessions if each.number in numbers],
    }


def messages(found: dict[str, Any]) -> list[tuple[str, str, str | None]]:
    return [(each["template_name"], each["title"], each["words"]) for each in found["messages"]]


async def test_what_would_be_sent_is_what_is_then_planned(
    manager: httpx.AsyncClient, notifications: Notifications
) -> None:
    booking = notifications.booking(4)
    await notifications.hears(*booking.about)
    found = await asked(manager, as_booked(booking))
    assert messages(found) == [
        ("Recurring video confirmation", "1 confirmation now", "with the first session's link and all 4 dates"),
        ("Reminder", "3 reminders", "24 h before each later session, each with its own link"),
    ]
    assert found["warnings"] == []
    assert found["said"] == "The confirmation goes out now to tomasz@example.org. 3 reminders follow."
    await notifications.hears(booking.series, booking.links)
    planned = await notifications.history(booking.id)
    assert len(planned) == sum(each["count"] for each in found["messages"])


@pytest.mark.parametrize(
    ("email", "ago", "said"),
    [
        (None, timedelta(days=-3), "Tomasz Zieliński has no email address, so no message can be sent."),
        ("tomasz@example.org", timedelta(days=3), "This date is in the past, so no message is sent."),
        (
            "tomasz@example.org",
            -timedelta(minutes=4),
            "The confirmation goes out now to tomasz@example.org.",
        ),
    ],
    ids=["no address", "in the past", "in four minutes"],
)
async def test_what_is_said_of_a_booking_is_what_then_goes_out(
    manager: httpx.AsyncClient, notifications: Notifications, email: str | None, ago: timedelta, said: str
) -> None:
    local_now = (notifications.now + timedelta(hours=1)).replace(tzinfo=None)
    booking = notifications.booking(1, first=local_now - ago, email=email)
    await notifications.hears(*booking.about)
    found = await asked(manager, as_booked(booking))
    assert found["said"] == said
    await notifications.hears(booking.series, booking.links)
    assert len(await notifications.sends()) == sum(each["count"] for each in found["messages"])
    later = await notifications.sends(at=notifications.now + timedelta(days=30))
    assert later == []


async def test_a_reminder_that_is_switched_off_is_warned_of(
    manager: httpx.AsyncClient, notifications: Notifications
) -> None:
    await patch(manager, f"/rules/{(await rule(manager))['id']}", {"active": False})
    booking = notifications.booking(4)
    found = await asked(manager, as_booked(booking) | {"client_id": None})
    assert found["warnings"] == [
        {
            "code": "no_reminder",
            "title": "No reminder is set up for video appointments.",
            "words": "The links for sessions 2 to 4 would not be sent to the client.",
        }
    ]
    assert [each["trigger"] for each in found["messages"]] == ["recurring_video"]
    assert found["said"] == "The confirmation goes out now. No reminder is set up for video appointments."


async def test_a_cancellation_says_beforehand_which_message_goes(
    manager: httpx.AsyncClient, notifications: Notifications
) -> None:
    booking = await notifications.books(4)
    untold = await asked(manager, as_cancelled(booking, 3, 4))
    assert untold["said"] == "Nothing of this has been sent to the client yet, so no message is needed."
    assert len(await notifications.sends()) == 1
    found = await asked(manager, as_cancelled(booking, 3, 4))
    assert messages(found) == [("Cancellation", "1 cancellation now", None)]
    assert (found["warnings"], found["said"]) == ([], "The cancellation goes out now to tomasz@example.org.")
    await notifications.hears(notifications.changed(booking, "cancelled", 3, 4, notify=True))
    assert len(await notifications.sends()) == 1


def as_moved(moved: SeriesChangedV2, *, notify: bool = True) -> dict[str, Any]:
    touched = {each.appointment_id for each in moved.touched}
    return {
        "change": "moved",
        "series_id": str(moved.series.id),
        "notify": notify,
        "appointments": [
            {
                "appointment_id": str(each.id),
                "local_start": each.local_start.isoformat(),
                "starts_at": each.starts_at.isoformat(),
                "ends_at": each.ends_at.isoformat(),
            }
            for each in moved.series.occurrences
            if each.id in touched
        ],
    }


async def test_a_move_says_beforehand_what_goes_and_what_is_not_told_again(
    manager: httpx.AsyncClient, notifications: Notifications
) -> None:
    booking = await notifications.books(4)
    moved = notifications.moved(
        booking.series.series, {3: datetime(2027, 11, 3, 14), 4: datetime(2027, 11, 10, 14)}, alone=True
    )
    untold = await asked(manager, as_moved(moved))
    assert messages(untold) == [("Reminder", "2 reminders move with their sessions", "24 h before each")]
    assert untold["said"] == "Nothing of this has been sent to the client yet, so no message is needed."
    await notifications.sends()
    found = await asked(manager, as_moved(moved))
    assert messages(found) == [
        ("Change", "Your video sessions have moved", "1 message to tomasz@example.org"),
        ("Reminder", "2 reminders move with their sessions", "24 h before each"),
    ]
    assert found["warnings"] == [
        {
            "code": "not_told_again",
            "title": "Not told again:",
            "words": "21 October and 28 October have not changed.",
        }
    ]
    assert found["said"] == "The message goes out to tomasz@example.org."
    await notifications.hears(moved)
    (mail,) = await notifications.sends(at=moved.announce_from)
    assert mail.subject == "2 of your video sessions have moved"
    again = await asked(manager, as_moved(moved))
    assert again["warnings"][0]["code"] == "nothing_to_tell"


async def test_a_move_that_is_not_to_be_told_moves_its_reminders_alone(
    manager: httpx.AsyncClient, notifications: Notifications
) -> None:
    booking = await notifications.books(2)
    await notifications.sends()
    moved = notifications.moved(booking.series.series, {2: datetime(2027, 10, 27, 14)})
    found = await asked(manager, as_moved(moved, notify=False))
    assert messages(found) == [("Reminder", "1 reminder moves with its session", "24 h before it")]
    assert [gap["code"] for gap in found["warnings"]] == ["not_notified", "not_told_again"]


async def test_a_move_to_a_time_that_is_near_brings_the_link_and_no_reminder_beside(
    manager: httpx.AsyncClient, notifications: Notifications
) -> None:
    booking = await notifications.books(4)
    await notifications.sends()
    moved = notifications.moved(
        booking.series.series, {3: datetime(2027, 10, 19, 7), 4: datetime(2027, 10, 19, 8)}, alone=True
    )
    assert messages(await asked(manager, as_moved(moved))) == [
        ("Change", "Your video sessions have moved", "1 message to tomasz@example.org"),
        ("Reminder", "1 reminder now", "since 24 h before has passed"),
    ]
    await notifications.hears(moved)
    assert [mail.subject for mail in await notifications.sends(at=moved.announce_from)] == [
        "2 of your video sessions have moved",
        "Your video session: Tuesday 19 October, 8am",
    ]


async def test_where_no_rule_speaks_of_it_that_is_said(
    manager: httpx.AsyncClient, notifications: Notifications
) -> None:
    booking = await notifications.books(2)
    await notifications.sends()
    moved = notifications.moved(booking.series.series, {1: datetime(2027, 10, 20, 14)})
    for trigger, code, change in (
        ("changed", "no_change_message", as_moved(moved)),
        ("cancelled", "no_cancellation", as_cancelled(booking, 2)),
        ("link_reissued", "no_new_link", {"change": "link_reissued", "appointment_id": str(booking.sessions[1].id)}),
    ):
        assert (await asked(manager, change))["messages"][0]["trigger"] == trigger
        await patch(manager, f"/rules/{(await rule(manager, trigger))['id']}", {"active": False})
        found = await asked(manager, change)
        assert trigger not in [each["trigger"] for each in found["messages"]]
        assert found["warnings"][0]["code"] == code


async def test_a_new_link_says_beforehand_where_it_goes(
    manager: httpx.AsyncClient, notifications: Notifications
) -> None:
    booking = await notifications.books(2)
    found = await asked(manager, {"change": "link_reissued", "appointment_id": str(booking.sessions[1].id)})
    assert messages(found) == [("New link", "1 new link now", None)]
    assert found["said"] == "The new link goes out now to tomasz@example.org."


async def test_what_messages_do_not_know_yet_is_refused_as_that(
    manager: httpx.AsyncClient, notifications: Notifications
) -> None:
    booking = notifications.booking(2)
    another = await notifications.books(2)
    mixed = {"change": "cancelled", "appointment_ids": [str(another.sessions[0].id), str(booking.sessions[0].id)]}
    refused(await manager.post("/expected-messages", json=as_booked(booking)), ClientNotHeard)
    moved = as_moved(notifications.moved(another.series.series, {1: datetime(2027, 10, 20, 14)}))
    for change in (
        as_cancelled(booking, 1),
        mixed,
        moved | {"series_id": str(uuid7())},
        {"change": "link_reissued", "appointment_id": str(uuid7())},
    ):
        refused(await manager.post("/expected-messages", json=change), AppointmentUnknown)


async def test_nonsense_is_a_problem(manager: httpx.AsyncClient, notifications: Notifications) -> None:
    booked = as_booked(notifications.booking(1))
    (start,) = booked["appointments"]
    for change in (
        booked | {"appointments": []},
        booked | {"appointments": [start] * 367},
        booked | {"appointments": [{"starts_at": start["ends_at"], "ends_at": start["starts_at"]}]},
        booked | {"appointments": [{"starts_at": "0001-01-01T00:00:00Z", "ends_at": "9999-12-31T23:59:59Z"}]},
        booked | {"appointments": [{"starts_at": "2027-10-21T10:00", "ends_at": "2027-10-21T10:30"}]},
        booked | {"video": "perhaps"},
        booked | {"kind_id": "one"},
        booked | {"zone": "Factory"},
        booked | {"change": "held"},
        {"change": "cancelled", "appointment_ids": []},
        {"change": "moved", "series_id": str(uuid7()), "notify": True, "appointments": []},
        {"change": "moved", "series_id": str(uuid7()), "notify": True, "appointments": [start]},
    ):
        assert (await manager.post("/expected-messages", json=change)).status_code == 422, change
