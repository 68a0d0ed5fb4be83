"""Invariant 5: what was changed before a message goes, and what is not known to be unchanged."""

import asyncio
from datetime import timedelta
from uuid import UUID

import pytest
from uuid_utils.compat import uuid7

from contracts.topics import BOOKING_EVENTS, VIDEO_LINKS_EVENTS
from messaging.actor import Actor
from messaging.cause import Cause
from notifications import events
from notifications.commands.follow_series import follow_series
from tests.support.eventually import eventually
from tests.support.mailbox import Command
from tests.support.notifications import Booking, Notifications, holds_only
from tests.support.sealing_keys import KEYS

TOPICS = [(BOOKING_EVENTS, "diary_behind"), (VIDEO_LINKS_EVENTS, "links_behind")]


async def confirmation(notifications: Notifications, booking: Booking) -> tuple[str, str | None]:
    message = next(each for each in await notifications.history(booking.id) if each.trigger != "reminder")
    return message.status, message.reason


async def park(notifications: Notifications, key: UUID) -> None:
    """An event of this key, as the consumer does it."""
    await notifications.fetch(
        """
        INSERT INTO parked_events
               (id, practice_id, topic, partition, "offset", published_at, key, headers, value, reason)
        VALUES ($1, $2, $3, 0, 7, now(), $4, '{}', '{}', 'a test')
        """,
        uuid7(),
        notifications.practice_id,
        BOOKING_EVENTS,
        str(key).encode(),
    )


@pytest.mark.parametrize(("topic", "reason"), TOPICS)
async def test_invariant_5_while_a_topic_is_not_heard_links_are_held_and_go_as_soon_as_it_is(
    notifications: Notifications, topic: str, reason: str
) -> None:
    booking = await notifications.books(2)
    await notifications.has_heard(topic, ago=timedelta(seconds=31))
    assert await notifications.sends() == []
    held = (await notifications.history(booking.id))[0]
    assert (held.status, held.reason) == ("held", reason)
    assert held.held_until == notifications.now + timedelta(hours=1)
    assert await notifications.sends(at=notifications.now + timedelta(minutes=59)) == []
    await notifications.has_heard(topic)
    (mail,) = await notifications.sends()
    assert holds_only(mail, booking.urls[0])
    sent = (await notifications.history(booking.id))[0]
    assert (sent.status, sent.held_until) == ("sent", None)


@pytest.mark.parametrize(("topic", "reason"), TOPICS)
async def test_invariant_5_a_topic_is_not_heard_before_each_of_its_partitions_has_told(
    notifications: Notifications, topic: str, reason: str
) -> None:
    booking = await notifications.books(2)
    await notifications.has_heard(topic, partitions=2)
    assert await notifications.sends() == []
    assert await confirmation(notifications, booking) == ("held", reason)
    await notifications.fetch("DELETE FROM watermarks WHERE topic = $1", topic)
    assert await notifications.sends() == []
    await notifications.has_heard(topic)
    assert len(await notifications.sends()) == 1


async def test_invariant_5_a_message_is_held_for_an_hour_at_most(notifications: Notifications) -> None:
    booking = await notifications.books(2)
    await notifications.has_heard(BOOKING_EVENTS, ago=timedelta(minutes=1))
    until = notifications.now + timedelta(hours=1)
    assert await notifications.sends() == []
    assert await notifications.sends(at=until - timedelta(seconds=1)) == []
    (mail,) = await notifications.sends(at=until)
    assert holds_only(mail, booking.urls[0])


async def test_invariant_5_the_hour_counts_from_when_a_message_was_held_first(notifications: Notifications) -> None:
    booking = await notifications.books(2)
    until = notifications.now + timedelta(hours=1)
    await notifications.has_heard(BOOKING_EVENTS, ago=timedelta(minutes=1))
    assert await notifications.sends() == []
    notifications.mailbox.answers("MAIL", "450 later")
    await notifications.has_heard(BOOKING_EVENTS)
    assert await notifications.sends(at=notifications.now + timedelta(minutes=30)) == []
    await notifications.has_heard(VIDEO_LINKS_EVENTS, ago=timedelta(minutes=1))
    assert await notifications.sends(at=notifications.now + timedelta(minutes=1)) == []
    assert await confirmation(notifications, booking) == ("held", "links_behind")
    assert len(await notifications.sends(at=until)) == 1


async def test_invariant_5_a_held_message_goes_10_minutes_before_the_session_at_the_latest(
    notifications: Notifications,
) -> None:
    booking = await notifications.books(1)
    await notifications.sends()
    starts_at = booking.sessions[0].starts_at
    notifications.now = starts_at - timedelta(minutes=40)
    await notifications.has_heard(BOOKING_EVENTS, ago=timedelta(minutes=1))
    assert await notifications.sends() == []
    reminder = (await notifications.history(booking.id))[1]
    assert reminder.held_until == starts_at - timedelta(minutes=10)
    assert await notifications.sends(at=starts_at - timedelta(minutes=10, seconds=1)) == []
    (mail,) = await notifications.sends(at=starts_at - timedelta(minutes=10))
    assert holds_only(mail, booking.urls[0])


async def test_invariant_5_within_10_minutes_of_the_session_nothing_is_held(notifications: Notifications) -> None:
    booking = await notifications.books(1)
    await notifications.has_heard(BOOKING_EVENTS, ago=timedelta(minutes=1))
    mails = await notifications.sends(at=booking.sessions[0].starts_at - timedelta(minutes=10))
    assert len(mails) == 2


async def test_invariant_5_what_brings_no_link_is_not_held(notifications: Notifications) -> None:
    await notifications.books(2, video=False)
    await notifications.has_heard(BOOKING_EVENTS, ago=timedelta(minutes=1))
    assert len(await notifications.sends()) == 1


async def test_invariant_5_a_held_message_whose_sessions_are_cancelled_is_withdrawn(
    notifications: Notifications,
) -> None:
    booking = await notifications.books(2)
    await notifications.has_heard(BOOKING_EVENTS, ago=timedelta(minutes=1))
    assert await notifications.sends() == []
    await notifications.hears(notifications.changed(booking, "cancelled", 1, 2, notify=True))
    await notifications.has_heard(BOOKING_EVENTS)
    assert await notifications.sends(at=booking.sessions[1].ends_at) == []
    assert await notifications.states(booking.id) == [
        ("recurring_video", "cancelled", "session_cancelled"),
        ("cancelled", "suppressed", "never_told"),
        ("reminder", "cancelled", "session_cancelled"),
    ]


async def test_invariant_5_many_held_messages_are_all_released(notifications: Notifications) -> None:
    for number in range(30):
        await notifications.books(1, email=f"client-{number}@example.org")
    await notifications.has_heard(VIDEO_LINKS_EVENTS, ago=timedelta(minutes=1))
    assert await notifications.sends() == []
    await notifications.has_heard(VIDEO_LINKS_EVENTS)
    assert len(await notifications.sends()) == 30


@pytest.mark.parametrize("command", ["EHLO", "MAIL", "RCPT"])
async def test_invariant_5_a_cancellation_until_the_mail_itself_goes_stops_it(
    notifications: Notifications, command: Command
) -> None:
    """Committed while its mail waits for a connection, while the sender is named, while the recipient is."""
    booking = await notifications.books(2)

    async def it_is_cancelled() -> None:
        await notifications.hears(notifications.changed(booking, "cancelled", 1, 2, notify=True))

    notifications.mailbox.before(command, it_is_cancelled)
    assert await notifications.sends() == []
    assert await notifications.states(booking.id) == [
        ("recurring_video", "cancelled", "session_cancelled"),
        ("cancelled", "suppressed", "never_told"),
        ("reminder", "cancelled", "session_cancelled"),
    ]


@pytest.mark.parametrize("command", ["EHLO", "MAIL", "RCPT"])
async def test_invariant_5_another_link_until_the_mail_itself_goes_is_in_it(
    notifications: Notifications, command: Command
) -> None:
    booking = await notifications.books(2)
    reissued = notifications.links(booking.series.series, version=2, generation=2)
    notifications.mailbox.before(command, lambda: notifications.hears(reissued))
    (mail,) = await notifications.sends()
    assert holds_only(mail, reissued.series_links.links[0].url.open(KEYS))


async def test_invariant_5_another_address_until_the_sender_is_named_is_the_one_it_goes_to(
    notifications: Notifications,
) -> None:
    booking = await notifications.books(1)
    corrected = notifications.booking(1, email="corrected@example.org").about[0]
    client = corrected.client.model_copy(update={"id": booking.series.series.client_id, "version": 2})  # type: ignore[attr-defined]
    notifications.mailbox.before("EHLO", lambda: notifications.hears(corrected.model_copy(update={"client": client})))
    (mail,) = await notifications.sends()
    assert mail.recipients == ["corrected@example.org"]


async def test_invariant_5_a_rule_that_is_switched_off_until_the_sender_is_named_stops_it(
    notifications: Notifications,
) -> None:
    booking = await notifications.books(1)

    async def it_is_switched_off() -> None:
        await notifications.fetch("UPDATE rules SET active = false, version = version + 1")

    notifications.mailbox.before("EHLO", it_is_switched_off)
    assert await notifications.sends() == []
    assert await confirmation(notifications, booking) == ("suppressed", "rule_off")


async def test_invariant_5_a_topic_that_falls_silent_until_the_sender_is_named_holds_the_mail(
    notifications: Notifications,
) -> None:
    booking = await notifications.books(1)
    notifications.mailbox.before("EHLO", lambda: notifications.has_heard(BOOKING_EVENTS, ago=timedelta(seconds=31)))
    assert await notifications.sends() == []
    assert await confirmation(notifications, booking) == ("held", "diary_behind")


async def test_invariant_5_a_change_behind_the_mail_itself_does_not_wait_and_is_told_behind_it(
    notifications: Notifications,
) -> None:
    booking = await notifications.books(2)
    took: list[bool] = []

    async def it_is_cancelled() -> None:
        await asyncio.wait_for(
            notifications.hears(notifications.changed(booking, "cancelled", 1, 2, notify=True)), timeout=10
        )
        took.append(True)

    notifications.mailbox.before("DOT", it_is_cancelled)
    mails = await notifications.sends()
    assert took == [True]
    assert [mail.subject for mail in mails] == [
        "Your 2 video sessions are booked",
        "All your sessions are cancelled",
    ]


async def test_invariant_5_a_change_that_overlaps_a_claim_is_seen_by_its_mail(notifications: Notifications) -> None:
    """Neither the claim nor the change has committed when the other begins."""
    for _ in range(10):
        booking = await notifications.books(2)
        cancelled = notifications.changed(booking, "cancelled", 1, 2)
        mails, _ = await asyncio.gather(notifications.sends(), notifications.hears(cancelled))
        await notifications.sends()
        status, _ = await confirmation(notifications, booking)
        assert status == ("sent" if mails else "cancelled")


async def test_invariant_5_what_a_change_concerns_is_not_claimed_before_the_change_has_committed(
    notifications: Notifications,
) -> None:
    booking = await notifications.books(2)
    moved = events.series_from(notifications.changed(booking, "cancelled", 1).series, incarnation=0, keys=KEYS)
    cause = Cause(uuid7(), notifications.now, Actor(notifications.practice_id, "jo"))
    async with notifications.database.transaction(notifications.practice_id) as connection:
        await follow_series(
            connection, moved, cause=cause, now=notifications.now, installation=notifications.installation
        )
        assert await notifications.sends() == []
    (mail,) = await notifications.sends()
    assert holds_only(mail, booking.urls[1])


async def test_a_link_that_comes_while_its_message_is_being_held_is_not_missed(notifications: Notifications) -> None:
    for number in range(20):
        booking = notifications.booking(1, email=f"client-{number}@example.org")
        await notifications.hears(booking.series, *booking.about)
        await asyncio.gather(notifications.sends(), notifications.hears(booking.links))
        await notifications.sends()
        assert len(notifications.mailbox.to(f"client-{number}@example.org")) == 1


@pytest.mark.parametrize("whose", ["series", "client", "practitioner", "practice"])
async def test_invariant_5_while_an_event_of_its_is_parked_a_message_is_held_until_somebody_has_looked(
    notifications: Notifications, whose: str
) -> None:
    booking = await notifications.books(2)
    keys = {
        "series": booking.id,
        "client": booking.series.series.client_id,
        "practitioner": notifications.practitioner_id,
        "practice": notifications.practice_id,
    }
    await park(notifications, keys[whose])
    assert await notifications.sends() == []
    held = (await notifications.history(booking.id))[0]
    assert (held.status, held.reason, held.held_until) == ("held", "event_parked", None)
    assert await notifications.sends(at=notifications.now + timedelta(hours=2)) == []
    await notifications.fetch("DELETE FROM parked_events")
    assert len(await notifications.sends()) == 1


async def test_anothers_parked_event_holds_nothing(notifications: Notifications) -> None:
    await notifications.books(2)
    await park(notifications, uuid7())
    assert len(await notifications.sends()) == 1


async def test_a_reminder_that_was_held_for_a_parked_event_until_its_session_began_does_not_go(
    notifications: Notifications,
) -> None:
    booking = await notifications.books(1)
    await notifications.sends()
    await park(notifications, booking.id)
    assert await notifications.sends(at=booking.sessions[0].starts_at - timedelta(hours=1)) == []
    notifications.now = booking.sessions[0].starts_at
    await notifications.fetch("DELETE FROM parked_events")
    assert await notifications.sends() == []
    assert (await notifications.states(booking.id))[1] == ("reminder", "suppressed", "session_started")


async def test_a_message_that_waits_for_its_link_says_so(notifications: Notifications) -> None:
    booking = notifications.booking(2)
    await notifications.hears(booking.series, *booking.about)
    assert await notifications.sends() == []
    held = (await notifications.history(booking.id))[0]
    assert (held.status, held.reason, held.held_until) == ("held", "waiting_for_link", None)


async def test_the_running_scheduler_releases_what_is_held(notifications: Notifications) -> None:
    await notifications.has_heard(BOOKING_EVENTS, ago=timedelta(minutes=1))
    running = asyncio.create_task(notifications.scheduler.run())
    booking = await notifications.books(1)

    async def is_held() -> bool:
        return await confirmation(notifications, booking) == ("held", "diary_behind")

    async def is_sent() -> bool:
        return len(notifications.mailbox.mails) == 1

    await eventually(is_held)
    await notifications.has_heard(BOOKING_EVENTS)
    await eventually(is_sent)
    notifications.scheduler.stop()
    await running


async def test_a_snapshot_tells_all_messages_anew_and_no_client_anything(notifications: Notifications) -> None:
    booking = await notifications.books(3)
    await notifications.sends()
    before = [(each.id, each.version, each.status) for each in await notifications.history(booking.id)]
    await notifications.fetch("DELETE FROM outbox")
    await notifications.hears(notifications.snapshot(booking))
    assert [(each.id, each.version, each.status) for each in await notifications.history(booking.id)] == before
    assert await notifications.sends() == []


async def test_a_snapshot_mends_what_hangs_on_a_series(notifications: Notifications) -> None:
    booking = notifications.booking(3)
    await notifications.hears(*booking.about, booking.links, notifications.snapshot(booking))
    assert [trigger for trigger, _, _ in await notifications.states(booking.id)] == ["reminder", "reminder"]
    await notifications.hears(
        notifications.changed(booking, "cancelled", 2, version=2), notifications.snapshot(booking)
    )
    assert [status for _, status, _ in await notifications.states(booking.id)] == ["cancelled", "scheduled"]
