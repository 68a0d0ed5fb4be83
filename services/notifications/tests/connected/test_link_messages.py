"""A client's current link, mailed on request or since staff replaced it: to the contact on file, and only while it is
live."""

from datetime import timedelta
from itertools import permutations
from pathlib import Path

import pytest

from tests.support.notifications import Booking, Notifications, holds_only
from tests.support.sealing_keys import KEYS

MIGRATION = (Path(__file__).parents[2] / "migrations" / "0003_link_messages.sql").read_text(encoding="utf-8")


async def link_messages(notifications: Notifications, booking: Booking) -> list[tuple[str, str, str | None]]:
    states = await notifications.states(booking.id)
    return [state for state in states if state[0] in ("link_requested", "link_reissued")]


@pytest.fixture
async def booking(notifications: Notifications) -> Booking:
    """Of 5 sessions, confirmed."""
    booking = await notifications.books(5)
    await notifications.sends()
    return booking


async def test_the_link_that_a_client_asked_for_comes_at_once_with_that_sessions_link_alone(
    notifications: Notifications, booking: Booking
) -> None:
    await notifications.hears(notifications.link_requested(booking, 2))
    (mail,) = await notifications.sends()
    assert mail.recipients == ["tomasz@example.org"]
    assert mail.subject == "Your video link: Thursday 28 October, 10am"
    assert holds_only(mail, booking.urls[1])
    assert mail.text == (
        f"""\
Hello Tomasz,

Here is the link for your video session with Dr. Adeyemi.

Thursday 28 October 2027
10am to 10:30am, UK time
Open my session:
{booking.urls[1]}
You can join from 9:45am. Open it sooner to check your camera and sound.
The link works until 11am.

This link is for this session only. You can open it more than once: if
the call stops, open it again.

You get it because somebody asked for it on the page of one of your
links. If that was not you, you do not need to do anything.

Questions, or need another time? Ring Harbour Street Physiotherapy:
01632 960 123, Monday to Friday, 8:30am to 5:30pm. Or write to
hello@harbourstreet.example.

You get this email because you have a session booked with the clinic.
Please do not pass this email on: the link is only for you.
"""
    )
    (message,) = [each for each in await notifications.history(booking.id) if each.trigger == "link_requested"]
    assert (message.status, message.appointment_id, message.link_of) == (
        "sent",
        booking.sessions[1].id,
        booking.sessions[1].id,
    )


async def test_a_link_that_staff_replaced_goes_out_with_words_of_its_own(
    notifications: Notifications, booking: Booking
) -> None:
    reissued = notifications.links(booking.series.series, version=2, generation=2)
    await notifications.hears(reissued, notifications.link_requested(booking, cause="reissued", generation=2))
    (mail,) = await notifications.sends()
    assert mail.subject == "Your new video link: Thursday 21 October, 10am"
    assert "The link\nthat you had before does not work any more." in mail.text
    assert holds_only(mail, reissued.series_links.links[0].url.open(KEYS))


async def test_a_link_that_was_replaced_is_never_sent_in_place_of_the_new_one(
    notifications: Notifications, booking: Booking
) -> None:
    await notifications.hears(notifications.link_requested(booking, cause="reissued", generation=2))
    assert await notifications.sends() == []
    reissued = notifications.links(booking.series.series, version=2, generation=2)
    await notifications.hears(reissued)
    (mail,) = await notifications.sends()
    assert holds_only(mail, reissued.series_links.links[0].url.open(KEYS))


async def test_every_order_of_request_series_links_and_client_ends_in_the_same_mails(
    notifications: Notifications,
) -> None:
    for number, order in enumerate(permutations(range(4))):
        notifications.becomes_another_practice()
        notifications.practitioner_id = notifications.practice_id
        booking = notifications.booking(2, email=f"client-{number}@example.org")
        client, *others = booking.about
        await notifications.hears(*others)
        events = [booking.series, booking.links, client, notifications.link_requested(booking, 2)]
        mails = []
        for i in order:
            await notifications.hears(events[i])
            mails += await notifications.sends()
        assert sorted(mail.subject for mail in mails) == [
            "Your 2 video sessions are booked",
            "Your video link: Thursday 28 October, 10am",
        ], order
        assert {tuple(mail.recipients) for mail in mails} == {(f"client-{number}@example.org",)}
    assert number == 23


async def test_invariant_7_a_request_that_is_heard_again_sends_nothing_and_another_does(
    notifications: Notifications, booking: Booking
) -> None:
    request = notifications.link_requested(booking)
    await notifications.hears(request)
    assert len(await notifications.sends()) == 1
    before = await notifications.rows()
    await notifications.hears(request, request)
    assert await notifications.sends() == []
    assert await notifications.rows() == before
    await notifications.hears(notifications.link_requested(booking))
    assert len(await notifications.sends()) == 1


async def test_invariant_7_a_request_is_not_decided_again_under_other_rules(
    notifications: Notifications, booking: Booking
) -> None:
    await notifications.fetch("UPDATE rules SET kind_id = id WHERE trigger = 'link_requested'")
    request = notifications.link_requested(booking)
    await notifications.hears(request)
    assert await link_messages(notifications, booking) == [("link_requested", "suppressed", "no_rule")]
    await notifications.fetch("UPDATE rules SET kind_id = NULL WHERE trigger = 'link_requested'")
    await notifications.hears(request)
    assert await notifications.sends() == []


async def test_a_link_that_is_dead_by_then_is_not_sent(notifications: Notifications, booking: Booking) -> None:
    await notifications.hears(notifications.link_requested(booking))
    await notifications.hears(notifications.links(booking.series.series, version=2, dead=[1]))
    assert await notifications.sends() == []
    assert await link_messages(notifications, booking) == [("link_requested", "suppressed", "link_dead")]


@pytest.mark.parametrize("late", [timedelta(minutes=-1), timedelta(minutes=20)])
async def test_while_the_link_is_live_it_is_sent_whatever_the_time_and_the_sessions_status(
    notifications: Notifications, booking: Booking, late: timedelta
) -> None:
    notifications.now = booking.sessions[0].ends_at + late
    await notifications.hears(notifications.link_requested(booking))
    (mail,) = await notifications.sends()
    assert holds_only(mail, booking.urls[0])
    await notifications.hears(notifications.changed(booking, "missed", 1), notifications.link_requested(booking))
    (mail,) = await notifications.sends()
    assert holds_only(mail, booking.urls[0])


async def test_a_cancelled_sessions_link_is_not_sent(notifications: Notifications, booking: Booking) -> None:
    await notifications.hears(notifications.changed(booking, "cancelled", 1), notifications.link_requested(booking))
    assert await notifications.sends() == []
    assert await link_messages(notifications, booking) == [("link_requested", "cancelled", "session_cancelled")]


async def test_a_link_that_never_came_keeps_its_message_no_longer_than_the_session(
    notifications: Notifications, booking: Booking
) -> None:
    await notifications.hears(notifications.link_requested(booking, cause="reissued", generation=2))
    assert await notifications.sends(at=booking.sessions[0].ends_at - timedelta(seconds=1)) == []
    assert await link_messages(notifications, booking) == [("link_reissued", "held", "waiting_for_link")]
    await notifications.sends(at=booking.sessions[0].ends_at)
    assert await link_messages(notifications, booking) == [("link_reissued", "suppressed", "session_over")]


async def test_a_client_without_an_address_gets_no_link_and_the_history_says_why(notifications: Notifications) -> None:
    booking = await notifications.books(1, email=None)
    await notifications.hears(notifications.link_requested(booking))
    assert await notifications.sends() == []
    assert await link_messages(notifications, booking) == [("link_requested", "suppressed", "no_address")]


async def test_a_request_that_is_heard_a_day_late_sends_nothing(notifications: Notifications, booking: Booking) -> None:
    asked_at = notifications.now
    notifications.now += timedelta(hours=25)
    await notifications.hears(notifications.link_requested(booking), at=asked_at)
    assert await notifications.sends() == []
    assert await link_messages(notifications, booking) == [("link_requested", "suppressed", "too_old")]


async def test_a_rule_that_is_off_sends_no_link(notifications: Notifications, booking: Booking) -> None:
    await notifications.fetch("UPDATE rules SET active = false WHERE trigger = 'link_requested'")
    await notifications.hears(notifications.link_requested(booking))
    assert await notifications.sends() == []
    assert await link_messages(notifications, booking) == [("link_requested", "suppressed", "rule_off")]


async def test_a_practice_that_was_there_before_has_the_same_rules_and_words_as_a_new_one(
    notifications: Notifications,
) -> None:
    """By the statement of the migration that adds them."""
    await notifications.hears(notifications.practice())
    rules = """
        SELECT trigger, rules.channel, active, delay, lead, templates.name, subject, body
          FROM rules
          JOIN templates ON templates.id = template_id
         WHERE trigger LIKE 'link%'
         ORDER BY trigger
        """
    new = await notifications.fetch(rules)
    await notifications.fetch("WITH gone AS (DELETE FROM rules) UPDATE templates SET name = 'before'")
    await notifications.fetch("WITH starting" + MIGRATION.partition("WITH starting")[2].partition(";\n\nGRANT")[0])
    assert len(new) == 2
    assert await notifications.fetch(rules) == new
