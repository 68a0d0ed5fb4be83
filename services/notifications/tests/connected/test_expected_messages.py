from typing import Any

import httpx

from tests.support.notifications import Notifications, patch, rule


async def asked(client: httpx.AsyncClient, notifications: Notifications, **query: Any) -> dict[str, Any]:
    about: dict[str, Any] = {"kind_id": str(notifications.kind_id), "video": True, "appointments": 4} | query
    response = await client.get("/expected-messages", params=about)
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


async def test_what_would_be_sent_is_what_is_then_planned(
    manager: httpx.AsyncClient, notifications: Notifications
) -> None:
    found = await asked(manager, notifications)
    assert [(each["template_name"], each["words"]) for each in found["messages"]] == [
        ("Recurring video confirmation", "1 confirmation, at once, with the first session's link and all 4 dates"),
        ("Reminder", "3 reminders, 24 h before each later session, each with its own link"),
    ]
    assert found["warnings"] == []
    booking = await notifications.books(4)
    planned = await notifications.history(booking.id)
    assert len(planned) == sum(each["count"] for each in found["messages"])


async def test_a_reminder_that_is_switched_off_is_warned_of(
    manager: httpx.AsyncClient, notifications: Notifications
) -> None:
    await patch(manager, f"/rules/{(await rule(manager))['id']}", {"active": False})
    found = await asked(manager, notifications)
    assert found["warnings"] == [
        {
            "code": "no_reminder",
            "title": "No reminder is set up for video appointments.",
            "words": "The links for sessions 2 to 4 would not be sent to the client.",
        }
    ]
    assert [each["trigger"] for each in found["messages"]] == ["recurring_video"]


async def test_a_cancellation_says_beforehand_which_message_goes(
    manager: httpx.AsyncClient, notifications: Notifications
) -> None:
    found = await asked(manager, notifications, change="cancelled", appointments=2)
    assert [(each["trigger"], each["words"]) for each in found["messages"]] == [
        ("cancelled", "1 cancellation, at once")
    ]
    assert found["warnings"] == []
    await patch(manager, f"/rules/{(await rule(manager, 'cancelled'))['id']}", {"active": False})
    found = await asked(manager, notifications, change="cancelled")
    assert found == {
        "messages": [],
        "warnings": [
            {
                "code": "no_cancellation",
                "title": "No message is set up for cancellations.",
                "words": "Nothing would be sent to the client.",
            }
        ],
    }


async def test_nonsense_is_a_problem(manager: httpx.AsyncClient, notifications: Notifications) -> None:
    for query in (
        {"appointments": 0},
        {"appointments": 367},
        {"video": "perhaps"},
        {"kind_id": "one"},
        {"change": "held"},
    ):
        about: dict[str, Any] = {"kind_id": str(notifications.kind_id), "video": True} | query
        assert (await manager.get("/expected-messages", params=about)).status_code == 422, query
