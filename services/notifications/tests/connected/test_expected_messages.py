from datetime import timedelta
from typing import Any

import httpx
import pytest
from uuid_utils.compat import uuid7

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


async def test_where_no_rule_speaks_of_it_that_is_said(
    manager: httpx.AsyncClient, notifications: Notifications
) -> None:
    booking = await notifications.books(2)
    await notifications.sends()
    for trigger, code, change in (
        ("cancelled", "no_cancellation", as_cancelled(booking, 2)),
        ("link_reissued", "no_new_link", {"change": "link_reissued", "appointment_id": str(booking.sessions[1].id)}),
    ):
        assert len((await asked(manager, change))["messages"]) == 1
        await patch(manager, f"/rules/{(await rule(manager, trigger))['id']}", {"active": False})
        found = await asked(manager, change)
        assert (found["messages"], [gap["code"] for gap in found["warnings"]]) == ([], [code])


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
    for change in (as_cancelled(booking, 1), mixed, {"change": "link_reissued", "appointment_id": str(uuid7())}):
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
    ):
        assert (await manager.post("/expected-messages", json=change)).status_code == 422, change
