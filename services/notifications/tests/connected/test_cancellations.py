"""What a client is told of sessions that are cancelled, and what is no longer told of them."""

from datetime import timedelta
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from tests.support.mailbox import HANG_UP
from tests.support.notifications import Booking, Notifications, holds_only

MIGRATION = (Path(__file__).parents[2] / "migrations" / "0006_cancellations.sql").read_text(encoding="utf-8")


@pytest.fixture
async def booking(notifications: Notifications) -> Booking:
    """Of 4 sessions, confirmed."""
    booking = await notifications.books(4)
    await notifications.sends()
    return booking


async def cancels(notifications: Notifications, booking: Booking, *numbers: int, **how: Any) -> None:
    await notifications.hears(notifications.changed(booking, "cancelled", *numbers, notify=True, **how))


async def cancellations(notifications: Notifications, booking: Booking) -> list[tuple[str, str | None]]:
    return [
        (status, reason) for trigger, status, reason in await notifications.states(booking.id) if trigger == "cancelled"
    ]


async def test_a_cancelled_session_is_told_of_once_and_its_reminder_does_not_go(
    notifications: Notifications, booking: Booking
) -> None:
    await cancels(notifications, booking, 2)
    (mail,) = await notifications.sends()
    assert mail.subject == "Your session on Thursday 28 October is cancelled"
    assert mail.text == (
        """\
Hello Tomasz,

Your session with Dr. Adeyemi on Thursday 28 October 2027 at 10am is
cancelled.

You do not need to do anything. Your other sessions have not changed.

All times are UK time.

Questions, or need another time? Ring Harbour Street Physiotherapy:
01632 960 123, Monday to Friday, 8:30am to 5:30pm. Or write to
hello@harbourstreet.example.

You get this email because the clinic had booked this session for you.
"""
    )
    assert "/v/" not in mail.html
    assert "because the clinic had booked this session for you" in mail.html
    assert await notifications.sends(at=booking.sessions[1].ends_at) == []
    assert await notifications.states(booking.id) == [
        ("recurring_video", "sent", None),
        ("cancelled", "sent", None),
        ("reminder", "cancelled", "session_cancelled"),
        ("reminder", "scheduled", None),
        ("reminder", "scheduled", None),
    ]


async def test_several_cancelled_sessions_are_told_of_in_one_message(
    notifications: Notifications, booking: Booking
) -> None:
    await cancels(notifications, booking, 3, 4)
    (mail,) = await notifications.sends()
    assert mail.subject == "2 of your sessions are cancelled"
    assert (
        "These 2 sessions with Dr. Adeyemi are cancelled:\n\n"
        "Thursday 4 November 2027, 10am\nThursday 11 November 2027, 10am\nAll times are UK time.\n\n"
        "You do not need to do anything. Your other sessions have not changed.\n"
    ) in mail.text
    assert "Thursday 4 November 2027" in mail.html


async def test_where_all_sessions_are_cancelled_no_others_are_spoken_of(
    notifications: Notifications, booking: Booking
) -> None:
    await cancels(notifications, booking, 1, 2, 3, 4)
    (mail,) = await notifications.sends()
    assert mail.subject == "All your sessions are cancelled"
    assert "All your sessions with Dr. Adeyemi are cancelled:\n\nThursday 21 October 2027, 10am\n" in mail.text
    assert "other sessions" not in mail.text
    assert await notifications.sends(at=booking.sessions[3].ends_at) == []


async def test_the_only_session_is_cancelled_in_words_for_one(notifications: Notifications) -> None:
    booking = await notifications.books(1)
    await notifications.sends()
    await cancels(notifications, booking, 1)
    (mail,) = await notifications.sends()
    assert mail.subject == "Your session on Thursday 21 October is cancelled"
    assert "other sessions" not in mail.text


async def test_a_client_who_is_not_to_be_told_is_not(notifications: Notifications, booking: Booking) -> None:
    await notifications.hears(notifications.changed(booking, "cancelled", 2))
    assert await notifications.sends() == []
    assert await cancellations(notifications, booking) == []


async def test_invariant_7_a_cancellation_that_is_heard_again_changes_no_row_and_sends_nothing(
    notifications: Notifications, booking: Booking
) -> None:
    first = notifications.changed(booking, "cancelled", 2, notify=True)
    second = notifications.changed(booking, "cancelled", 3, before=[2], version=3, notify=True)
    await notifications.hears(first, second)
    assert len(await notifications.sends()) == 2
    before = await notifications.rows()
    await notifications.hears(first, second, first, booking.series)
    assert await notifications.sends() == []
    assert await notifications.rows() == before


async def test_a_cancellation_is_told_even_when_a_later_version_is_known_already(
    notifications: Notifications, booking: Booking
) -> None:
    first = notifications.changed(booking, "cancelled", 2, notify=True)
    second = notifications.changed(booking, "cancelled", 3, before=[2], version=3, notify=True)
    await notifications.hears(second, first)
    assert {mail.subject for mail in await notifications.sends()} == {
        "Your session on Thursday 28 October is cancelled",
        "Your session on Thursday 4 November is cancelled",
    }


async def test_what_was_taken_back_before_the_client_was_told_of_it_is_not_told_either(
    notifications: Notifications,
) -> None:
    booking = await notifications.books(2)
    await cancels(notifications, booking, 1, 2)
    assert await notifications.sends(at=booking.sessions[0].ends_at) == []
    states = await notifications.states(booking.id)
    assert ("recurring_video", "cancelled", "session_cancelled") in states
    assert ("cancelled", "suppressed", "never_told") in states


async def test_a_confirmation_that_was_still_to_go_goes_with_what_stands_and_says_it_all(
    notifications: Notifications,
) -> None:
    booking = await notifications.books(4)
    await cancels(notifications, booking, 1)
    (mail,) = await notifications.sends()
    assert mail.subject == "Your 3 video sessions are booked"
    assert holds_only(mail, booking.urls[1])
    assert "21 October" not in mail.text
    assert await cancellations(notifications, booking) == [("suppressed", "never_told")]


@pytest.mark.parametrize("numbers", [(1,), (1, 2, 3)])
async def test_every_order_of_booking_and_cancellation_tells_the_client_the_same(
    notifications: Notifications, numbers: tuple[int, ...]
) -> None:
    for order in permutations(range(3)):
        notifications.becomes_another_practice()
        notifications.practitioner_id = notifications.practice_id
        booking = notifications.booking(4)
        await notifications.hears(*booking.about)
        events = [
            booking.series,
            booking.links,
            notifications.changed(booking, "cancelled", *numbers, notify=True),
        ]
        for i in order:
            await notifications.hears(events[i])
        (mail,) = await notifications.sends()
        assert holds_only(mail, booking.urls[len(numbers)])
        assert await cancellations(notifications, booking) == [("suppressed", "never_told")]


async def test_a_cancellation_waits_for_the_confirmation_that_is_on_its_way(notifications: Notifications) -> None:
    booking = await notifications.books(2)
    other = notifications.another_scheduler()
    meanwhile: list[int] = []

    async def it_is_cancelled() -> None:
        await cancels(notifications, booking, 1, 2)
        meanwhile.append(await other.send_due())

    notifications.mailbox.before("DOT", it_is_cancelled)
    await notifications.scheduler.send_due()
    await other.close()
    assert meanwhile == [0]
    assert [mail.subject for mail in notifications.mailbox.mails] == [
        "Your 2 video sessions are booked",
        "All your sessions are cancelled",
    ]


async def test_a_client_who_may_have_got_the_confirmation_is_told_that_it_is_cancelled(
    notifications: Notifications,
) -> None:
    booking = await notifications.books(2)
    notifications.mailbox.answers("DOT", HANG_UP)
    assert len(await notifications.sends()) == 1
    await cancels(notifications, booking, 1, 2)
    (mail,) = await notifications.sends()
    assert mail.subject == "All your sessions are cancelled"


async def test_invariant_4_once_the_first_session_is_cancelled_the_next_ones_reminder_brings_its_link(
    notifications: Notifications, booking: Booking
) -> None:
    await cancels(notifications, booking, 1)
    await notifications.sends()
    (reminder,) = await notifications.sends(at=booking.sessions[1].starts_at - timedelta(hours=24))
    assert holds_only(reminder, booking.urls[1])
    assert "This is the 1st of your 3 video sessions" in reminder.text


async def test_a_cancellation_that_is_heard_of_a_day_late_is_not_told(
    notifications: Notifications, booking: Booking
) -> None:
    at = notifications.now
    notifications.now += timedelta(hours=25)
    await notifications.hears(notifications.changed(booking, "cancelled", 4, notify=True), at=at)
    assert await notifications.sends() == []
    assert await cancellations(notifications, booking) == [("suppressed", "too_old")]


async def test_a_session_whose_time_has_passed_is_not_told_of_any_more(
    notifications: Notifications, booking: Booking
) -> None:
    await cancels(notifications, booking, 1)
    await notifications.sends(at=booking.sessions[0].ends_at)
    assert await cancellations(notifications, booking) == [("suppressed", "session_over")]


async def test_without_its_rule_no_cancellation_goes_and_the_history_says_why(
    notifications: Notifications, booking: Booking
) -> None:
    await notifications.fetch("UPDATE rules SET active = false WHERE trigger = 'cancelled'")
    await cancels(notifications, booking, 2)
    await notifications.fetch("UPDATE rules SET kind_id = id WHERE trigger = 'cancelled'")  # of no kind that is booked
    await cancels(notifications, booking, 3, before=[2], version=3)
    assert await notifications.sends() == []
    assert await cancellations(notifications, booking) == [("suppressed", "rule_off"), ("suppressed", "no_rule")]


async def test_a_practice_that_was_there_before_tells_of_cancellations_in_the_same_words_as_a_new_one(
    notifications: Notifications,
) -> None:
    """By the statement of the migration that adds them."""
    await notifications.hears(notifications.practice())
    rules = """
        SELECT trigger, rules.channel, active, delay, lead, templates.name, subject, body
          FROM rules
          JOIN templates ON templates.id = template_id
         WHERE trigger = 'cancelled'
        """
    new = await notifications.fetch(rules)
    await notifications.fetch(
        "WITH gone AS (DELETE FROM rules WHERE trigger = 'cancelled') UPDATE templates SET name = 'before'"
    )
    await notifications.fetch("WITH starting" + MIGRATION.partition("WITH starting")[2].partition(";\n\nGRANT")[0])
    assert len(new) == 1
    assert await notifications.fetch(rules) == new
