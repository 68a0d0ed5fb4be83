from datetime import UTC, datetime, timedelta

import pytest

from messaging.audit_lifetime import AuditLifetime
from services.booking.tests.clinic import Booking, Clinic


async def test_a_manager_reads_who_did_what_the_newest_first_page_by_page(clinic: Clinic) -> None:
    series = await clinic.books("2027-03-22T10:00", recurrence={"frequency": "weekly", "count": 3})
    await clinic.cancels(series["appointments"][1]["id"], scope="this_and_following")
    response = await clinic.asks("GET", "/audit-entries", role="manager", params={"limit": 2})
    page = response.json()
    cancelled, booked = page["entries"]
    assert (cancelled["action"], cancelled["subject"], cancelled["about"]) == ("cancelled", "jo", series["id"])
    assert (cancelled["appointment_id"], cancelled["details"]) == (series["appointments"][1]["id"], {"appointments": 2})
    assert (booked["action"], booked["name"]) == ("series_booked", "Joanne Price")
    response = await clinic.asks("GET", "/audit-entries", role="manager", params={"before": page["next"]})
    assert [entry["action"] for entry in response.json()["entries"]] == [
        "client_added",
        "practitioner_added",
        "practice_created",
    ]
    assert response.json()["next"] is None


async def test_it_is_asked_for_one_thing_one_person_or_a_time(clinic: Clinic) -> None:
    series = await clinic.books("2027-03-22T10:00")
    for asked, actions in (
        ({"about": series["id"]}, ["series_booked"]),
        ({"subject": "mo"}, ["practice_created"]),
        ({"since": (datetime.now(UTC) + timedelta(days=1)).isoformat()}, []),
    ):
        response = await clinic.asks("GET", "/audit-entries", role="manager", params=asked)
        assert [entry["action"] for entry in response.json()["entries"]] == actions


@pytest.mark.parametrize("role", ["clinician", "receptionist"])
async def test_only_managers_read_it(clinic: Clinic, role: str) -> None:
    assert (await clinic.asks("GET", "/audit-entries", role=role)).status_code == 403


async def test_invariant_8_another_practices_entries_are_not_there(booking: Booking, clinic: Clinic) -> None:
    other = await Clinic.opened(booking)
    mine, theirs = [
        {entry["id"] for entry in (await each.asks("GET", "/audit-entries", role="manager")).json()["entries"]}
        for each in (clinic, other)
    ]
    assert mine
    assert not mine & theirs


async def test_what_is_older_than_it_is_kept_goes_and_nothing_that_is_younger_than_a_year(
    booking: Booking, clinic: Clinic
) -> None:
    ages = {"practice_created": 2193, "practitioner_added": 2191, "client_added": 364}
    for action, days in ages.items():
        await booking.rows(
            "UPDATE audit_entries SET at = now() - make_interval(days => $2) WHERE action = $1", action, days
        )
    now = datetime.now(UTC)
    for kept, left in ((2192, {"practitioner_added", "client_added"}), (1, {"client_added"})):
        lifetime = AuditLifetime(booking.database, kept=timedelta(days=kept), now=lambda: now)
        assert await lifetime.forget() == 1
        assert {row["action"] for row in await booking.rows("SELECT action FROM audit_entries")} == left
