from datetime import timedelta
from uuid import UUID

import httpx
import pytest
from uuid_utils.compat import uuid7

from messaging import incarnations
from messaging.errors import Refusal, VersionStale
from messaging.http.refusals import IfMatchInvalid, IfMatchMissing, NotEntitled, NotSignedIn, RequestInvalid
from notifications.errors import LeadNotValid, RuleNotFound, TemplateUnknown, TimingDoesNotFit
from tests.support.issuer import Issuer
from tests.support.notifications import Notifications, patch, rule
from tests.support.problems import refused


async def test_a_practice_reads_its_starting_rules_and_templates(manager: httpx.AsyncClient) -> None:
    rules = (await manager.get("/rules")).json()
    assert {(rule["trigger"], rule["active"], rule["delay"], rule["lead"]) for rule in rules} == {
        ("single", True, "PT0S", None),
        ("recurring", True, "PT0S", None),
        ("single_video", True, "PT0S", None),
        ("recurring_video", True, "PT0S", None),
        ("reminder", True, None, "PT24H"),
        ("cancelled", True, "PT0S", None),
        ("changed", True, "PT0S", None),
        ("link_requested", True, "PT0S", None),
        ("link_reissued", True, "PT0S", None),
    }
    templates = {template["id"]: template for template in (await manager.get("/templates")).json()}
    used = {rule["template_id"] for rule in rules}
    assert [template["name"] for template in templates.values() if template["id"] not in used] == [
        "Brief recurring video confirmation"
    ]
    assert "{{ link }}" in templates[(await rule(manager))["template_id"]]["body"]


async def test_a_rules_time_can_be_changed_and_the_next_booking_follows_it(
    manager: httpx.AsyncClient, notifications: Notifications
) -> None:
    reminder = await rule(manager)
    changed = await patch(manager, f"/rules/{reminder['id']}", {"lead": "P1DT2H"})
    assert changed.json() == reminder | {"lead": "P1DT2H", "version": 2, "etag": '"2"', "when": "1 day and 2 h before"}
    assert changed.headers["ETag"] == '"2"'
    booking = await notifications.books(2)
    message = (await notifications.history(booking.id))[-1]
    assert message.due_at == booking.sessions[1].starts_at - timedelta(hours=26)


async def test_a_rule_can_be_switched_off_and_on(manager: httpx.AsyncClient, notifications: Notifications) -> None:
    announcement = await rule(manager, "recurring_video")
    path = f"/rules/{announcement['id']}"
    assert (await patch(manager, path, {"active": False})).json()["active"] is False
    off = await notifications.books(2)
    assert await notifications.sends() == []
    assert (await notifications.states(off.id))[0] == ("recurring_video", "suppressed", "rule_off")
    assert (await patch(manager, path, {"active": True, "delay": "PT1M"})).json()["delay"] == "PT1M"
    on = await notifications.books(2)
    assert await notifications.sends() == []
    assert len(await notifications.sends(at=notifications.now + timedelta(minutes=1))) == 1
    assert (await notifications.states(on.id))[0][1] == "sent"


async def test_a_change_is_in_the_audit_and_no_change_is_none(
    manager: httpx.AsyncClient, notifications: Notifications
) -> None:
    reminder = await rule(manager)
    await patch(manager, f"/rules/{reminder['id']}", {"lead": "P1D"})
    await patch(manager, f"/rules/{reminder['id']}", {"lead": "P1D"})
    await patch(manager, f"/rules/{reminder['id']}", {})
    (entry,) = await notifications.fetch("SELECT subject, action, about, details::text FROM audit_entries")
    assert (entry["subject"], entry["action"], entry["about"]) == ("jo", "rule_changed", UUID(reminder["id"]))
    assert entry["details"] == '{"lead": {"to": "P1D", "from": "PT24H"}}'


async def test_a_rule_that_somebody_else_has_changed_is_not_overwritten(manager: httpx.AsyncClient) -> None:
    path = f"/rules/{(await rule(manager))['id']}"
    assert (await patch(manager, path, {"active": False}, seen=1)).status_code == 200
    stale = await patch(manager, path, {"active": True}, seen=1)
    refused(stale, VersionStale)
    assert (await rule(manager))["active"] is False


async def test_what_was_seen_of_a_rule_before_the_database_came_back_changes_nothing_after_it(
    manager: httpx.AsyncClient, notifications: Notifications
) -> None:
    seen = await rule(manager)
    async with notifications.database.transaction() as connection:
        await incarnations.begin(connection, whole=True)
    path, change = f"/rules/{seen['id']}", {"active": False}
    refused(await manager.patch(path, json=change, headers={"If-Match": seen["etag"]}), VersionStale)
    now = await rule(manager)
    assert (await manager.patch(path, json=change, headers={"If-Match": now["etag"]})).status_code == 200


async def test_who_does_not_say_which_version_they_saw_changes_nothing(manager: httpx.AsyncClient) -> None:
    before = await rule(manager)
    for headers, refusal in (
        ({}, IfMatchMissing),
        ({"If-Match": "*"}, IfMatchInvalid),
        ({"If-Match": '"a"'}, IfMatchInvalid),
    ):
        refused(await manager.patch(f"/rules/{before['id']}", json={"active": False}, headers=headers), refusal)
    assert await rule(manager) == before


@pytest.mark.parametrize(
    ("refusal", "body"),
    [
        (LeadNotValid, {"lead": "PT0S"}),
        (LeadNotValid, {"lead": "P1M"}),
        (LeadNotValid, {"lead": "soon"}),
        (LeadNotValid, {"lead": "PT1H\u0000"}),
        (RequestInvalid, {"lead": 5}),
        (TimingDoesNotFit, {"delay": "PT20S"}),
        (RequestInvalid, {"active": "perhaps"}),
        (RequestInvalid, {"trigger": "single"}),
        (TemplateUnknown, {"template_id": str(uuid7())}),
        (RequestInvalid, []),
    ],
)
async def test_a_change_that_is_not_valid_changes_nothing(
    manager: httpx.AsyncClient, refusal: type[Refusal], body: object
) -> None:
    before = await rule(manager)
    refused(await patch(manager, f"/rules/{before['id']}", body), refusal)
    assert await rule(manager) == before


@pytest.mark.parametrize("delay", ["-PT1S", "P2D", "later"])
async def test_a_delay_that_is_not_valid_changes_nothing(manager: httpx.AsyncClient, delay: str) -> None:
    before = await rule(manager, "single")
    refused(await patch(manager, f"/rules/{before['id']}", {"delay": delay}), RequestInvalid)
    refused(await patch(manager, f"/rules/{before['id']}", {"lead": "P1D"}), TimingDoesNotFit)
    assert await rule(manager, "single") == before


async def test_only_a_manager_changes_rules_and_staff_read_them(
    manager: httpx.AsyncClient, notifications: Notifications, issuer: Issuer
) -> None:
    path = f"/rules/{(await rule(manager))['id']}"
    for role in ("clinician", "receptionist"):
        async with notifications.client(issuer.bearer(notifications.practice_id, role)) as staff:
            assert (await staff.get("/rules")).status_code == 200
            assert (await staff.get("/templates")).status_code == 200
            refused(await patch(staff, path, {"active": False}), NotEntitled)
    async with notifications.client({}) as nobody:
        refused(await nobody.get("/rules"), NotSignedIn)
        refused(await nobody.get("/templates"), NotSignedIn)
        refused(await patch(nobody, path, {"active": False}), NotSignedIn)


async def test_invariant_8_another_practices_rule_is_not_found(
    manager: httpx.AsyncClient, notifications: Notifications, issuer: Issuer
) -> None:
    path = f"/rules/{(await rule(manager))['id']}"
    async with notifications.client(issuer.bearer(uuid7(), "manager")) as other:
        assert (await other.get("/rules")).json() == []
        assert (await other.get("/templates")).json() == []
        refused(await patch(other, path, {"active": False}), RuleNotFound)
    refused(await patch(manager, f"/rules/{uuid7()}", {}), RuleNotFound)
    refused(await patch(manager, "/rules/none", {}), RequestInvalid)


async def test_a_rule_sends_the_template_that_was_chosen_for_it(
    manager: httpx.AsyncClient, notifications: Notifications
) -> None:
    templates = (await manager.get("/templates")).json()
    brief = next(template for template in templates if template["name"] == "Brief recurring video confirmation")
    path = f"/rules/{(await rule(manager, 'recurring_video'))['id']}"
    assert (await patch(manager, path, {"template_id": brief["id"]})).json()["template_id"] == brief["id"]
    booking = await notifications.books(4)
    (mail,) = await notifications.sends()
    assert mail.subject == "4 video sessions from Thursday 21 October"
    assert (
        f"""
You see Dr. Adeyemi every week on Thursday at 10am, for 30 minutes.

Thursday 21 October 2027
10am to 10:30am, UK time
Open my first session:
{booking.urls[0]}
You can join from 9:45am. Open it sooner to check your camera and sound.
The link works until 11am.

1. Thursday 21 October 2027, 10am
2. Thursday 28 October 2027, 10am
   (Clocks go back on 31 October. Your time stays 10am.)
3. Thursday 4 November 2027, 10am
4. Thursday 11 November 2027, 10am
All times are UK time.

This link is for your first session only. Each later session's link
comes the day before it.
"""
        in mail.text
    )
