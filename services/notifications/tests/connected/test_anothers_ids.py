"""Invariant 8: an event of one practice that names another's ids changes nothing of the other's. It has rows of its
own, and each practice's mails are made of its own, even where one look takes both."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from contracts.client import Client, ClientChanged
from tests.support.mailbox import Received
from tests.support.notifications import Booking, Notifications, holds_only

NAMED_BY_OTHERS: Final = ("practitioners", "clients", "series", "appointments", "series_links", "links")
SOON_BEFORE: Final = timedelta(hours=12)


def naming(notifications: Notifications, booking: Booking, other: Booking) -> Booking:
    """The booking under the other's ids, in later versions."""
    (contact, *about), (their_contact, *_) = booking.about, other.about
    assert isinstance(contact, ClientChanged)
    assert isinstance(their_contact, ClientChanged)
    client = Client(id=their_contact.client.id, version=9, recipients=contact.client.recipients)
    sessions = [
        mine.model_copy(update={"id": theirs.id}) for mine, theirs in zip(booking.sessions, other.sessions, strict=True)
    ]
    series = booking.series.series.model_copy(
        update={"id": other.id, "version": 9, "client_id": client.id, "occurrences": sessions}
    )
    return Booking(
        booking.series.model_copy(update={"series": series, "change_id": other.series.change_id}),
        notifications.links(series, version=9, generation=2),
        [ClientChanged(client=client), *about],
    )


async def rows_of(notifications: Notifications, practice_id: UUID) -> dict[str, list[str]]:
    return {
        table: mine
        for table, rows in (await notifications.rows()).items()
        if table != "outbox" and (mine := [row for row in rows if str(practice_id) in row])
    }


def to_each(mails: list[Received]) -> dict[str, Received]:
    return {address: mail for mail in mails for address in mail.recipients}


async def test_invariant_8_what_names_another_practices_ids_is_kept_and_mailed_beside_it(
    notifications: Notifications,
) -> None:
    theirs, their_practice = await notifications.books(2, email="theirs@example.org"), notifications.practice_id
    before = await rows_of(notifications, their_practice)
    notifications.becomes_another_practice()
    ours = naming(notifications, notifications.booking(2, email="ours@example.org", practitioner="Dr. Nobody"), theirs)
    await notifications.hears(*ours.events)
    assert await rows_of(notifications, their_practice) == before
    ours_kept = await rows_of(notifications, notifications.practice_id)
    assert {table: len(ours_kept[table]) for table in NAMED_BY_OTHERS} == {
        table: len(before[table]) for table in NAMED_BY_OTHERS
    }
    for at, number in ((notifications.now, 0), (ours.sessions[1].starts_at - SOON_BEFORE, 1)):
        mails = to_each(await notifications.sends(at=at))
        assert set(mails) == {"theirs@example.org", "ours@example.org"}
        assert holds_only(mails["theirs@example.org"], theirs.urls[number])
        assert holds_only(mails["ours@example.org"], ours.urls[number])
        assert "Dr. Nobody" not in mails["theirs@example.org"].text


async def test_invariant_8_a_cancellation_that_names_another_practices_series_withdraws_nothing_of_it(
    notifications: Notifications,
) -> None:
    theirs, their_practice = await notifications.books(2, email="theirs@example.org"), notifications.practice_id
    await notifications.sends()
    before = await rows_of(notifications, their_practice)
    notifications.becomes_another_practice()
    ours = naming(notifications, notifications.booking(2, email="ours@example.org"), theirs)
    await notifications.hears(*ours.events)
    await notifications.sends()
    await notifications.hears(notifications.changed(ours, "cancelled", 1, 2, version=10, notify=True))
    assert await rows_of(notifications, their_practice) == before
    mails = await notifications.sends(at=theirs.sessions[1].starts_at - SOON_BEFORE)
    assert {address: "cancelled" in mail.subject for address, mail in to_each(mails).items()} == {
        "theirs@example.org": False,
        "ours@example.org": True,
    }


async def test_every_row_that_others_can_name_is_known_by_its_practice_first(notifications: Notifications) -> None:
    """Messages, rules and templates have ids that this service draws itself: they are known by these alone."""
    keys = await notifications.fetch(
        """
        SELECT conrelid::regclass::text AS name,
               (SELECT attname FROM pg_attribute WHERE attrelid = conrelid AND attnum = conkey[1]) AS begins_with
          FROM pg_constraint
         WHERE contype = 'p'
           AND connamespace = 'public'::regnamespace
        """
    )
    by_practice = {row["name"] for row in keys if row["begins_with"] == "practice_id"}
    assert by_practice == {*NAMED_BY_OTHERS, "announced_changes", "audit_entries", "told"}
    unique = await notifications.fetch(
        """
        SELECT indexrelid::regclass::text AS name
          FROM pg_index
          JOIN pg_attribute ON attrelid = indrelid AND attnum = indkey[0]
         WHERE indisunique
           AND attname IN ('appointment_id', 'series_id', 'change_id')
        """
    )
    assert unique == []
