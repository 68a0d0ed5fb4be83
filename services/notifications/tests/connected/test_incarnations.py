"""What the neighbours told in another life of their databases, and what they tell as of a new one."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from contracts.event import Event
from contracts.series import SeriesCreated, SeriesSnapshot
from contracts.topics import BOOKING_EVENTS, VIDEO_LINKS_EVENTS
from messaging.errors import VersionOutOfBounds
from notifications.commands.settle_doubt import settle_doubt
from notifications.store.doubt import keep_doubt
from tests.support.lives import chance, in_any_order, lives_of
from tests.support.notifications import Booking, Notifications, holds_only
from tests.support.sealing_keys import KEYS

LATER = 1_795_000_000_000
DAY = timedelta(days=1)


@pytest.mark.parametrize("version", [2**31 - 1, 1_000_001, 0, -1])
async def test_a_version_that_nothing_has_is_refused_and_hides_no_later_change(
    notifications: Notifications, version: int
) -> None:
    booking = await notifications.books(3)
    client, _, practitioner = booking.about
    strange: list[Callable[[], Event]] = [
        lambda: notifications.snapshot(booking, version=version),
        lambda: notifications.links(booking.series.series, version=version),
        lambda: notifications.practice(version=version),
        lambda: _with_version(client, "client", version),
        lambda: _with_version(practitioner, "practitioner", version),
    ]
    for make in strange:
        with pytest.raises(VersionOutOfBounds):
            await notifications.hears(make())
    await notifications.sends()
    await notifications.hears(notifications.changed(booking, "cancelled", 2))
    assert [status for _, status, _ in await notifications.states(booking.id)] == ["sent", "cancelled", "scheduled"]


def _with_version(event: Event, field: str, version: int) -> Event:
    told = getattr(event, field).model_copy(update={"version": version})
    return event.model_copy(update={field: told})


async def test_a_cancellation_that_came_back_with_its_diary_stops_the_reminder(notifications: Notifications) -> None:
    """Its version is one that another life of the diary had used up."""
    booking = await notifications.books(2)
    await notifications.sends()
    await notifications.hears(notifications.snapshot(booking, version=6))
    await notifications.hears(notifications.changed(booking, "cancelled", 2, version=3), incarnation=LATER)
    assert await notifications.sends(at=booking.sessions[1].starts_at - DAY) == []


async def test_a_reminder_that_was_withdrawn_goes_once_its_session_is_booked_again_in_a_new_life(
    notifications: Notifications,
) -> None:
    booking = await notifications.books(2)
    await notifications.sends()
    await notifications.hears(notifications.changed(booking, "cancelled", 2))
    assert (await notifications.states(booking.id))[1] == ("reminder", "cancelled", "session_cancelled")
    await notifications.hears(notifications.snapshot(booking), incarnation=LATER)
    (reminder,) = await notifications.sends(at=booking.sessions[1].starts_at - DAY)
    assert holds_only(reminder, booking.urls[1])


async def test_invariant_6_a_reminder_that_was_sent_in_another_life_is_not_sent_again(
    notifications: Notifications,
) -> None:
    booking = await notifications.books(2)
    await notifications.sends()
    assert len(await notifications.sends(at=booking.sessions[1].starts_at - DAY)) == 1
    await notifications.hears(notifications.changed(booking, "cancelled", 2))
    await notifications.hears(notifications.snapshot(booking), incarnation=LATER)
    assert await notifications.sends() == []


async def test_a_reminder_goes_by_the_time_that_its_session_has_in_the_new_life(notifications: Notifications) -> None:
    """Both lives have moved it, once each: to another time by the same schedule version."""
    booking = await notifications.books(2)
    await notifications.sends()
    await notifications.hears(_moved(booking, days=1, version=2))
    await notifications.hears(_moved(booking, days=3, version=2), incarnation=LATER)
    starts_at = booking.sessions[1].starts_at + 3 * DAY
    assert await notifications.sends(at=starts_at - DAY - timedelta(minutes=1)) == []
    assert len(await notifications.sends(at=starts_at - DAY)) == 1


def _moved(booking: Booking, *, days: int, version: int) -> SeriesSnapshot:
    first, second = booking.sessions
    apart = timedelta(days=days)
    later = second.model_copy(
        update={
            "schedule_version": 2,
            "local_start": second.local_start + apart,
            "local_end": second.local_end and second.local_end + apart,
            "starts_at": second.starts_at + apart,
            "ends_at": second.ends_at + apart,
        }
    )
    return SeriesSnapshot(
        series=booking.series.series.model_copy(update={"version": version, "occurrences": [first, later]})
    )


async def test_a_session_that_a_diary_which_came_back_does_not_name_is_given_up_and_nobody_is_told(
    notifications: Notifications,
) -> None:
    booking = await notifications.books(3)
    await notifications.sends()
    fewer = booking.series.series.model_copy(update={"occurrences": booking.sessions[:2]})
    await notifications.hears(SeriesSnapshot(series=fewer), incarnation=LATER)
    assert [state[1:] for state in await notifications.states(booking.id)] == [
        ("sent", None),
        ("scheduled", None),
        ("cancelled", "session_not_known"),
    ]
    assert await notifications.sends() == []


async def test_a_client_is_told_of_a_cancellation_by_whether_they_know_of_any_state_before_it(
    notifications: Notifications,
) -> None:
    """They were told of version 6 of another life: of a session that version 3 of this one cancels."""
    booking = notifications.booking(2)
    created = booking.series.model_copy(update={"series": booking.series.series.model_copy(update={"version": 6})})
    await notifications.hears(created, *booking.events[1:])
    assert len(await notifications.sends()) == 1
    cancelled = notifications.changed(booking, "cancelled", 2, version=3, notify=True)
    await notifications.hears(cancelled, incarnation=LATER)
    assert len(await notifications.sends()) == 1


async def test_clients_links_and_the_rest_go_by_the_incarnation_first(notifications: Notifications) -> None:
    booking = await notifications.books(1)
    client, _, practitioner = booking.about
    await notifications.hears(
        notifications.practice(version=9, name="Lost"),
        _with_version(client, "client", 9),
        _with_version(practitioner, "practitioner", 9),
        notifications.links(booking.series.series, version=9, generation=9),
    )
    await notifications.hears(
        notifications.practice(version=2, name="As restored"),
        _with_version(client, "client", 2),
        _with_version(practitioner, "practitioner", 2),
        notifications.links(booking.series.series, version=2, generation=2),
        incarnation=LATER,
    )
    await notifications.hears(notifications.practice(version=10, name="Lost"))
    for table in ("practices", "clients", "practitioners", "series_links"):
        rows = await notifications.fetch(f"SELECT incarnation, version FROM {table}")
        assert [tuple(row) for row in rows] == [(LATER, 2)], table
    (confirmation,) = await notifications.sends()
    assert "As restored" in confirmation.text
    assert f"{booking.sessions[0].id.hex[-16:]}.2" in confirmation.text


async def test_while_a_diary_that_came_back_has_not_told_a_series_no_link_of_it_is_sent(
    notifications: Notifications,
) -> None:
    booking, other = await notifications.books(2), await notifications.books(2)
    await notifications.has_heard(BOOKING_EVENTS, incarnation=LATER)
    assert await notifications.sends() == []
    assert await confirmation(notifications, booking) == ("held", "diary_restored")
    await notifications.hears(notifications.snapshot(booking), incarnation=LATER)
    (mail,) = await notifications.sends()
    assert holds_only(mail, booking.urls[0])
    assert await confirmation(notifications, other) == ("held", "diary_restored")


async def test_while_links_that_came_back_are_not_told_again_none_of_them_is_sent(notifications: Notifications) -> None:
    booking = await notifications.books(2)
    await notifications.has_heard(VIDEO_LINKS_EVENTS, incarnation=LATER)
    assert await notifications.sends() == []
    assert await confirmation(notifications, booking) == ("held", "links_restored")
    again = notifications.links(booking.series.series, generation=2)
    await notifications.hears(again, incarnation=LATER)
    (mail,) = await notifications.sends()
    assert holds_only(mail, again.series_links.links[0].url.open(KEYS))


async def test_a_message_of_a_series_that_the_diary_has_lost_ends_with_its_session(
    notifications: Notifications,
) -> None:
    booking = await notifications.books(1)
    await notifications.has_heard(BOOKING_EVENTS, incarnation=LATER)
    assert await notifications.sends(at=booking.sessions[0].starts_at) == []
    assert await confirmation(notifications, booking) == ("held", "diary_restored")
    await notifications.has_heard(BOOKING_EVENTS, incarnation=LATER)
    assert await notifications.sends(at=booking.sessions[0].ends_at) == []
    assert await confirmation(notifications, booking) == ("suppressed", "session_over")


async def test_what_is_told_as_new_holds_nothing_of_what_was_not_told(notifications: Notifications) -> None:
    """`resync --as-new` names some series; the others are as they were."""
    booking, other = await notifications.books(1), await notifications.books(1)
    await notifications.hears(notifications.snapshot(booking), incarnation=LATER)
    assert len(await notifications.sends()) == 2
    assert await confirmation(notifications, other) == ("sent", None)


async def test_a_confirmation_that_was_withdrawn_goes_once_its_sessions_are_booked_again_in_a_new_life(
    notifications: Notifications,
) -> None:
    booking = await notifications.books(2)
    await notifications.hears(notifications.changed(booking, "cancelled", 1, 2))
    assert await confirmation(notifications, booking) == ("cancelled", "session_cancelled")
    assert await notifications.sends() == []
    await notifications.hears(notifications.snapshot(booking), incarnation=LATER)
    (mail,) = await notifications.sends()
    assert holds_only(mail, booking.urls[0])
    await notifications.hears(notifications.snapshot(booking), incarnation=LATER + 1)
    assert await notifications.sends() == []


async def test_a_confirmation_that_was_withdrawn_stays_so_where_nothing_of_its_series_lies_ahead(
    notifications: Notifications,
) -> None:
    booking = await notifications.books(1)
    await notifications.hears(notifications.changed(booking, "cancelled", 1))
    notifications.now = booking.sessions[0].ends_at
    await notifications.hears(notifications.snapshot(booking), incarnation=LATER)
    assert await confirmation(notifications, booking) == ("cancelled", "session_cancelled")


async def in_doubt(notifications: Notifications, due_by: datetime) -> None:
    async with notifications.database.transaction() as connection:
        await keep_doubt(connection, due_by=due_by)


async def settle(notifications: Notifications, booking: Booking, trigger: str, *, goes: bool) -> None:
    ids = [message.id for message in await notifications.history(booking.id) if message.trigger == trigger]
    async with notifications.database.transaction(notifications.practice_id) as connection:
        await settle_doubt(connection, ids, goes=goes, now=notifications.now, installation=notifications.installation)


async def test_invariant_6_what_may_have_gone_before_this_database_came_back_is_held_until_somebody_decides(
    notifications: Notifications,
) -> None:
    booking = await notifications.books(3)
    second, third = (session.starts_at - DAY for session in booking.sessions[1:])
    await in_doubt(notifications, due_by=second)
    assert await notifications.sends(at=second) == []
    assert [state[1:] for state in await notifications.states(booking.id)] == [
        ("held", "restored"),
        ("held", "restored"),
        ("scheduled", None),
    ]
    # Told again it is held as before: nobody has decided.
    await notifications.hears(notifications.snapshot(booking), incarnation=LATER)
    assert await notifications.sends() == []
    await settle(notifications, booking, "recurring_video", goes=True)
    (late,) = await notifications.sends()
    assert holds_only(late, booking.urls[1])  # the first session is over by then
    await settle(notifications, booking, "reminder", goes=False)
    assert (await notifications.states(booking.id))[1] == ("reminder", "suppressed", "not_repeated")
    (reminder,) = await notifications.sends(at=third)
    assert holds_only(reminder, booking.urls[2])


async def test_invariant_6_a_late_reminder_of_a_series_that_is_told_again_may_have_gone_too(
    notifications: Notifications,
) -> None:
    """It is planned anew, since this database has lost the series."""
    booking = notifications.booking(2)
    notifications.now = booking.sessions[1].starts_at - timedelta(hours=3)
    await in_doubt(notifications, due_by=booking.sessions[1].starts_at - timedelta(hours=20))
    await notifications.hears(*booking.about, notifications.snapshot(booking), booking.links)
    assert await notifications.sends() == []
    assert [state[1:] for state in await notifications.states(booking.id)][-1] == ("held", "restored")


async def test_what_is_booked_after_this_database_came_back_goes_though_its_reminder_is_late(
    notifications: Notifications,
) -> None:
    booking = notifications.booking(2)
    notifications.now = booking.sessions[1].starts_at - timedelta(hours=3)
    await in_doubt(notifications, due_by=booking.sessions[1].starts_at - timedelta(hours=4))
    await notifications.hears(*booking.events)
    assert len(await notifications.sends()) >= 1
    assert "restored" not in [reason for _, _, reason in await notifications.states(booking.id)]


async def test_a_message_that_nobody_decides_of_ends_with_its_session(notifications: Notifications) -> None:
    booking = await notifications.books(1)
    await in_doubt(notifications, due_by=notifications.now)
    assert await notifications.sends() == []
    assert await notifications.sends(at=booking.sessions[0].ends_at) == []
    assert await confirmation(notifications, booking) == ("suppressed", "session_over")


async def confirmation(notifications: Notifications, booking: Booking) -> tuple[str, str | None]:
    return (await notifications.states(booking.id))[0][1:]


async def reminders(notifications: Notifications, series_id: UUID) -> dict[int, datetime]:
    """When each is due that would go as things are now, by its appointment's number."""
    rows = await notifications.fetch(
        """
        SELECT appointments.number, communications.due_at
          FROM communications
          JOIN appointments ON appointments.id = communications.appointment_id
         WHERE communications.series_id = $1
           AND communications.trigger = 'reminder'
           AND communications.status = 'scheduled'
           AND communications.schedule_version = appointments.schedule_version
        """,
        series_id,
    )
    return {row["number"]: row["due_at"] for row in rows}


@pytest.mark.parametrize("seed", range(40))
async def test_any_order_of_any_lives_ends_in_the_reminders_that_the_newest_state_alone_would_give(
    notifications: Notifications, seed: int
) -> None:
    random = chance(seed)
    booking = notifications.booking(4)
    await notifications.hears(*booking.about, booking.links)
    created: SeriesCreated = booking.series
    told = lives_of(created.series, random)
    for each in in_any_order(told, random):
        await notifications.hears(each.event(random, created), incarnation=each.incarnation)
    later = [
        each
        for each in told[-1].series.occurrences
        if each.status == "booked" and (each.number > 1 or each.schedule_version > 1)
    ]
    alone = {each.number: each.starts_at - DAY for each in later}
    found = await reminders(notifications, booking.id)
    assert {number: due_at.date() for number, due_at in found.items()} == {
        number: due_at.date() for number, due_at in alone.items()
    }
