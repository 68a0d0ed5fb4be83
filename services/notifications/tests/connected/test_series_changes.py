"""What becomes of a series' messages once some of its sessions are not booked any more."""

from datetime import timedelta
from itertools import permutations
from typing import Literal

import pytest

from notifications.events import series_from
from tests.support.notifications import Notifications, holds_only
from tests.support.sealing_keys import KEYS


@pytest.mark.parametrize("change", ["attended", "missed"])
async def test_a_session_that_was_held_is_not_told_of_and_its_reminder_says_why(
    notifications: Notifications, change: Literal["attended", "missed"]
) -> None:
    booking = await notifications.books(3)
    assert len(await notifications.sends()) == 1
    await notifications.hears(notifications.changed(booking, change, 2))
    assert await notifications.states(booking.id) == [
        ("recurring_video", "sent", None),
        ("reminder", "cancelled", "session_over"),
        ("reminder", "scheduled", None),
    ]
    (reminder,) = await notifications.sends(at=booking.sessions[2].starts_at - timedelta(hours=24))
    assert holds_only(reminder, booking.urls[2])


async def test_version_1_of_the_contract_has_another_word_for_a_session_that_took_place(
    notifications: Notifications,
) -> None:
    told = notifications.changed(await notifications.books(2), "attended", 1).series
    held, later = told.occurrences
    concluded = told.model_copy(update={"occurrences": [held.model_copy(update={"status": "concluded"}), later]})
    assert series_from(concluded, incarnation=0, keys=KEYS) == series_from(told, incarnation=0, keys=KEYS)


async def test_sessions_keep_their_numbers_once_the_first_was_held(notifications: Notifications) -> None:
    booking = await notifications.books(5)
    await notifications.sends()
    await notifications.hears(notifications.changed(booking, "attended", 1))
    (mail,) = await notifications.sends(at=booking.sessions[1].starts_at - timedelta(hours=24))
    assert "This is the 2nd of your 5 video sessions with Dr. Adeyemi." in mail.text


async def test_a_confirmation_that_was_not_sent_before_the_first_session_was_held_leads_to_the_next(
    notifications: Notifications,
) -> None:
    booking = notifications.booking(3)
    await notifications.hears(booking.series, *booking.about)
    dead = notifications.links(booking.series.series, dead=[1])
    await notifications.hears(dead)
    assert await notifications.sends() == []
    await notifications.hears(notifications.changed(booking, "attended", 1))
    (mail,) = await notifications.sends()
    assert holds_only(mail, booking.urls[1])
    assert "1. Thursday 21 October 2027, 10am" in mail.text


async def test_a_single_session_that_was_held_is_neither_confirmed_nor_reminded_of(
    notifications: Notifications,
) -> None:
    booking = await notifications.books(1)
    await notifications.hears(notifications.changed(booking, "attended", 1))
    assert await notifications.sends(at=booking.sessions[0].starts_at) == []
    assert await notifications.states(booking.id) == [
        ("single_video", "cancelled", "session_over"),
        ("reminder", "cancelled", "session_over"),
    ]


async def test_invariant_4_a_reminder_is_not_sent_with_a_link_that_is_dead_and_says_why(
    notifications: Notifications,
) -> None:
    booking = await notifications.books(2)
    assert len(await notifications.sends()) == 1
    await notifications.hears(notifications.links(booking.series.series, version=2, dead=[2]))
    assert await notifications.sends(at=booking.sessions[1].starts_at - timedelta(hours=24)) == []
    assert (await notifications.states(booking.id))[1] == ("reminder", "suppressed", "link_dead")


async def test_every_order_of_booking_change_links_and_client_ends_in_the_same_mails(
    notifications: Notifications,
) -> None:
    for number, order in enumerate(permutations(range(4))):
        notifications.becomes_another_practice()
        notifications.practitioner_id = notifications.practice_id
        booking = notifications.booking(3, email=f"client-{number}@example.org")
        client, *others = booking.about
        await notifications.hears(*others)
        events = [booking.series, notifications.changed(booking, "attended", 1), booking.links, client]
        booked_at = notifications.now
        for i in order:
            await notifications.hears(events[i], at=booked_at)
        (confirmation,) = await notifications.sends()
        assert holds_only(confirmation, booking.urls[1])
        for session, url in zip(booking.sessions[1:], booking.urls[1:], strict=True):
            (reminder,) = await notifications.sends(at=session.starts_at - timedelta(hours=24))
            assert holds_only(reminder, url)
        assert await notifications.sends(at=booking.sessions[2].ends_at) == []
        notifications.now = booked_at
    assert number == 23


async def test_invariant_7_changes_that_are_heard_again_or_late_change_no_row_and_send_nothing(
    notifications: Notifications,
) -> None:
    booking = await notifications.books(3)
    changes = [
        notifications.changed(booking, "attended", 1),
        notifications.changed(booking, "missed", 1, 2, version=3),
    ]
    await notifications.hears(*changes)
    assert len(await notifications.sends()) == 1
    before = await notifications.rows()
    await notifications.hears(*changes, *reversed(changes), booking.series)
    assert await notifications.sends() == []
    assert await notifications.rows() == before


async def test_reminders_follow_a_session_whose_zone_has_other_rules_now_and_nothing_is_announced(
    notifications: Notifications,
) -> None:
    """The local time stays; the moment is another."""
    booking = await notifications.books(2)
    await notifications.sends()
    hour, series = timedelta(hours=1), booking.series.series
    later = [
        session.model_copy(
            update={
                "starts_at": session.starts_at + hour,
                "ends_at": session.ends_at + hour,
                "local_end": session.local_start + timedelta(minutes=30),
                "schedule_version": 2,
            }
        )
        for session in series.occurrences
    ]
    changed = notifications.changed(booking, "attended", version=2)
    rezoned = series.model_copy(update={"version": 2, "occurrences": later})
    ids = [session.id for session in later]
    await notifications.hears(
        changed.model_copy(update={"change": "rescheduled", "series": rezoned, "appointment_ids": ids})
    )
    day_before = later[1].starts_at - timedelta(hours=24)
    assert await notifications.sends(at=day_before - timedelta(minutes=1)) == []
    (reminder,) = await notifications.sends(at=day_before)
    assert "10am to 10:30am" in reminder.text
    assert "You can join from 9:45am" in reminder.text
