import asyncio
import threading
from typing import Any
from uuid import UUID

import httpx
import pytest
from uuid_utils.compat import uuid7

from messaging.http.aside import Aside
from messaging.http.refusals import RequestInvalid
from notifications.errors import AppointmentUnknown, TemplateDoesNotFit, TemplateNotFound, TemplateUnknown
from notifications.mail.template import LARGEST_SOURCE
from notifications.queries.preview_template import TemplatePreview
from notifications.routes import templates as routes
from tests.support.notifications import Booking, Notifications, patch, rule
from tests.support.problems import refused


async def template_of(client: httpx.AsyncClient, trigger: str) -> dict[str, Any]:
    template_id = (await rule(client, trigger))["template_id"]
    templates: list[dict[str, Any]] = (await client.get("/templates")).json()
    return next(template for template in templates if template["id"] == template_id)


async def previewed(client: httpx.AsyncClient, trigger: str, appointment_id: UUID, **words: str) -> dict[str, Any]:
    template = await template_of(client, trigger)
    body = {"appointment_id": str(appointment_id)} | words
    response = await client.post(f"/templates/{template['id']}/preview", json=body)
    assert response.status_code == 200, response.text
    preview: dict[str, Any] = response.json()
    return preview


def in_words(preview: dict[str, Any]) -> list[tuple[int | None, str]]:
    return [(mistake["line"], mistake["words"]) for mistake in preview["mistakes"]]


async def test_a_preview_is_the_mail_that_then_goes_but_for_its_link(
    manager: httpx.AsyncClient, notifications: Notifications
) -> None:
    booking = await notifications.books(4, note="Please have a chair nearby.")
    preview = await previewed(manager, "recurring_video", booking.sessions[2].id)
    assert preview["mistakes"] == []
    (sent,) = await notifications.sends()
    stand_in = "https://video.example/v/the-link-of-this-session"
    assert preview["mail"]["subject"] == sent.subject
    assert preview["mail"]["text"].replace(stand_in, booking.urls[0]) == sent.text
    assert preview["mail"]["html"].replace(stand_in, booking.urls[0]).strip() == sent.html.strip()


async def test_no_link_that_works_stands_in_a_preview(manager: httpx.AsyncClient, notifications: Notifications) -> None:
    booking = await notifications.books(4)
    for trigger in ("recurring_video", "reminder", "single"):
        mail = (await previewed(manager, trigger, booking.sessions[1].id))["mail"]
        for url in booking.urls:
            assert url not in mail["html"] + mail["text"]


async def test_a_reminders_preview_is_of_the_session_that_was_chosen(
    manager: httpx.AsyncClient, notifications: Notifications
) -> None:
    booking = await notifications.books(4)
    preview = await previewed(manager, "reminder", booking.sessions[2].id)
    assert preview["mail"]["subject"] == "Your video session: Thursday 4 November, 10am"
    assert "This is the 3rd of your 4 video sessions" in preview["mail"]["text"]


async def test_a_cancellations_preview_is_of_the_session_that_was_chosen(
    manager: httpx.AsyncClient, notifications: Notifications
) -> None:
    booking = await notifications.books(4)
    preview = await previewed(manager, "cancelled", booking.sessions[2].id)
    assert preview["mistakes"] == []
    assert preview["mail"]["subject"] == "Your session on Thursday 4 November is cancelled"
    assert "Your other sessions have not changed." in preview["mail"]["text"]


async def test_a_changes_preview_is_of_the_session_that_was_chosen_as_if_it_had_been_a_day_earlier(
    manager: httpx.AsyncClient, notifications: Notifications
) -> None:
    booking = await notifications.books(4)
    preview = await previewed(manager, "changed", booking.sessions[2].id)
    assert preview["mistakes"] == []
    assert preview["mail"]["subject"] == "Your video session has moved: Thursday 4 November, 10am"
    assert (
        "Before: Wednesday 3 November 2027, 10am to 10:30am\nNow: Thursday 4 November 2027, 10am to 10:30am\n"
        in preview["mail"]["text"]
    )


@pytest.mark.parametrize("trigger", ["link_requested", "link_reissued"])
async def test_a_links_preview_is_of_the_session_that_was_chosen(
    manager: httpx.AsyncClient, notifications: Notifications, trigger: str
) -> None:
    booking = await notifications.books(4)
    mail = (await previewed(manager, trigger, booking.sessions[2].id))["mail"]
    assert mail["subject"].endswith("video link: Thursday 4 November, 10am")
    assert "https://video.example/v/the-link-of-this-session" in mail["text"]


async def test_words_that_are_not_saved_are_tried_and_not_kept(
    manager: httpx.AsyncClient, notifications: Notifications
) -> None:
    booking = await notifications.books(2)
    before = await template_of(manager, "recurring_video")
    words = {"subject": "{{ series.count }} sessions", "body": "Hello {{ client.first_name }}\n\n{{ link }}"}
    preview = await previewed(manager, "recurring_video", booking.sessions[0].id, **words)
    assert preview["mail"]["subject"] == "2 sessions"
    assert preview["mail"]["text"].startswith("Hello Tomasz\n\nOpen my first session:\nhttps://")
    assert await template_of(manager, "recurring_video") == before


async def test_mistakes_are_named_all_at_once_with_their_lines(
    manager: httpx.AsyncClient, notifications: Notifications
) -> None:
    booking = await notifications.books(2)
    preview = await previewed(
        manager, "recurring_video", booking.sessions[0].id, body="Hello\n\nQuestions? Ring {{ clinic.phon }}."
    )
    assert preview["mail"] is None
    assert in_words(preview) == [
        (3, "There is no field {{ clinic.phon }}. Did you mean {{ clinic.phone }}?"),
        (None, "A video template needs {{ link }}."),
    ]


async def test_a_video_template_without_the_link_is_shown_with_what_it_lacks(
    manager: httpx.AsyncClient, notifications: Notifications
) -> None:
    booking = await notifications.books(2)
    for trigger, lacks in (("recurring_video", True), ("reminder", True), ("recurring", False)):
        preview = await previewed(manager, trigger, booking.sessions[0].id, body="Hello")
        assert preview["mail"]["text"].startswith("Hello\n")
        assert in_words(preview) == ([(None, "A video template needs {{ link }}.")] if lacks else [])


async def test_a_preview_of_what_is_not_there_is_a_problem(
    manager: httpx.AsyncClient, notifications: Notifications
) -> None:
    booking = await notifications.books(2)
    template = await template_of(manager, "reminder")
    body = {"appointment_id": str(booking.sessions[0].id)}
    refused(await manager.post(f"/templates/{uuid7()}/preview", json=body), TemplateNotFound)
    path = f"/templates/{template['id']}/preview"
    refused(await manager.post(path, json={"appointment_id": str(uuid7())}), AppointmentUnknown)
    refused(await manager.post(path, json=body | {"body": "x" * 20_001}), RequestInvalid)
    refused(await manager.post(path, json=body | {"colour": "red"}), RequestInvalid)


async def test_invariant_8_another_practices_appointment_is_not_previewed(
    manager: httpx.AsyncClient, notifications: Notifications
) -> None:
    other = await books_elsewhere(notifications)
    template = await template_of(manager, "reminder")
    body = {"appointment_id": str(other.sessions[0].id)}
    refused(await manager.post(f"/templates/{template['id']}/preview", json=body), AppointmentUnknown)


async def test_the_fields_are_offered_in_words(manager: httpx.AsyncClient) -> None:
    fields = (await manager.get("/template-fields")).json()
    assert {"name": "link", "words": "The session's own link, as a button"} in fields
    assert len(fields) == 25


async def test_another_template_can_be_chosen_for_a_rule_and_the_next_mail_has_its_words(
    manager: httpx.AsyncClient, notifications: Notifications
) -> None:
    confirmation = await rule(manager, "recurring_video")
    chosen = await template_of(manager, "reminder")
    changed = await patch(manager, f"/rules/{confirmation['id']}", {"template_id": chosen["id"]})
    assert changed.json() == confirmation | {"template_id": chosen["id"], "version": 2, "etag": changed.headers["ETag"]}
    await notifications.books(2)
    (sent,) = await notifications.sends()
    assert sent.subject == "Your video session: Thursday 21 October, 10am"
    (entry,) = await notifications.fetch("SELECT details::text FROM audit_entries")
    assert entry["details"] == (
        f'{{"template_id": {{"to": "{chosen["id"]}", "from": "{confirmation["template_id"]}"}}}}'
    )


async def test_a_template_without_a_link_cannot_be_chosen_where_links_are_sent(
    manager: httpx.AsyncClient,
) -> None:
    plain = await template_of(manager, "single")
    for trigger in ("recurring_video", "single_video", "reminder"):
        path = f"/rules/{(await rule(manager, trigger))['id']}"
        answer = await patch(manager, path, {"template_id": plain["id"], "active": False})
        assert refused(answer, TemplateDoesNotFit)["detail"] == "A video template needs {{ link }}."
        assert (await rule(manager, trigger))["active"] is True
    path = f"/rules/{(await rule(manager, 'recurring'))['id']}"
    assert (await patch(manager, path, {"template_id": plain["id"]})).status_code == 200


async def test_a_template_that_is_not_there_cannot_be_chosen(
    manager: httpx.AsyncClient, notifications: Notifications
) -> None:
    path = f"/rules/{(await rule(manager))['id']}"
    await books_elsewhere(notifications)
    mine = {template["id"] for template in (await manager.get("/templates")).json()}
    everyones = {str(row["id"]) for row in await notifications.fetch("SELECT id FROM templates")}
    for template_id in (str(uuid7()), *(everyones - mine)):
        refused(await patch(manager, path, {"template_id": template_id}), TemplateUnknown)
    assert everyones - mine


async def books_elsewhere(notifications: Notifications) -> Booking:
    mine = notifications.practice_id
    notifications.becomes_another_practice()
    await notifications.hears(notifications.practice())
    booking = await notifications.books(2)
    notifications.practice_id = mine
    return booking


async def test_while_a_preview_is_written_others_are_answered_and_no_transaction_waits(
    manager: httpx.AsyncClient, notifications: Notifications, monkeypatch: pytest.MonkeyPatch
) -> None:
    booking = await notifications.books(1)
    begun, written = threading.Event(), threading.Event()

    def takes_time(*_: object, **__: object) -> TemplatePreview:
        begun.set()
        assert written.wait(5)
        return TemplatePreview(None, ())

    monkeypatch.setattr(routes, "write_preview", takes_time)
    writing = asyncio.create_task(previewed(manager, "single_video", booking.sessions[0].id))
    while not begun.is_set():
        assert (await manager.get("/rules")).status_code == 200
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in %'"
    assert [tuple(row) for row in await notifications.fetch(waiting)] == [(0,)]
    written.set()
    await writing


async def test_a_template_of_the_worst_words_is_answered(
    manager: httpx.AsyncClient, notifications: Notifications
) -> None:
    notifications.api.state.aside = Aside(patience=60)
    booking = await notifications.books(1)
    for worst in ("![", "*[", "{{ x }}\n", "{{ client.first_name }}", "{% if 9" + "9" * 5000):
        body = (worst * LARGEST_SOURCE)[:LARGEST_SOURCE]
        preview = await previewed(manager, "single_video", booking.sessions[0].id, body=body)
        assert 1 <= len(preview["mistakes"]) <= 20
