import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

from structlog.testing import capture_logs

from messaging.database import Database
from notifications import app
from notifications.commands.claim_messages import claim_messages
from notifications.commands.record_outcomes import record_outcomes
from notifications.domain.attempt import Claimed, Ended
from notifications.domain.outcome import Delivered
from notifications.errors import StaleAttempt
from notifications.store.communications import save_hand_overs
from tests.support.eventually import eventually
from tests.support.notifications import Booking, Notifications
from tests.support.sealing_keys import KEYS


async def claims(notifications: Notifications, *, at_most: int = 10) -> list[Claimed]:
    """As a scheduler that is then lost."""
    async with notifications.database.transaction() as connection:
        return await claim_messages(
            connection, at_most=at_most, now=notifications.now, installation=notifications.installation
        )


async def lease_runs_out(notifications: Notifications) -> None:
    """By Postgres's clock, which no test can move."""
    await notifications.fetch(
        "UPDATE communications SET leased_until = clock_timestamp() - interval '1 s' WHERE status = 'sending'"
    )


async def confirmation(notifications: Notifications, booking: Booking) -> tuple[str, str | None, int]:
    message = next(message for message in await notifications.history(booking.id) if message.trigger != "reminder")
    return message.status, message.reason, message.attempt


async def test_two_schedulers_send_each_message_once(notifications: Notifications) -> None:
    for number in range(30):
        await notifications.books(1, email=f"client-{number}@example.org")
    async with Database(notifications.urls.application_url) as database:
        other = app.create_scheduler(notifications.settings, database, notifications.installation)
        sent = await asyncio.gather(notifications.scheduler.send_due(), other.send_due())
        await other.close()
    assert sum(sent) == 30
    assert all(sent), "both had work"
    assert len({mail.recipients[0] for mail in notifications.mailbox.mails}) == 30
    assert len(notifications.mailbox.mails) == 30


async def test_one_practices_many_messages_do_not_hold_up_anothers(notifications: Notifications) -> None:
    for number in range(120):
        await notifications.books(1, email=f"client-{number}@example.org")
    notifications.now += timedelta(seconds=1)
    notifications.becomes_another_practice()
    notifications.practitioner_id = notifications.practice_id
    await notifications.books(1, email="another@example.org")
    mails = await notifications.sends()
    assert len(mails) == 121
    place = [mail.recipients[0] for mail in mails].index("another@example.org")
    assert place < 2 * notifications.settings.smtp_connections, "it goes with the first that are claimed"


async def test_invariant_6_what_a_lost_scheduler_had_claimed_is_sent_when_its_lease_has_run_out(
    notifications: Notifications,
) -> None:
    booking = await notifications.books(1)
    (lost,) = await claims(notifications)
    assert await notifications.sends() == [], "the lease holds"
    assert await confirmation(notifications, booking) == ("sending", None, 1)
    await lease_runs_out(notifications)
    (mail,) = await notifications.sends()
    assert mail.message_id == f"<{lost.communication_id}@harbourstreet.example>"
    assert await confirmation(notifications, booking) == ("sent", None, 2)


async def test_invariant_6_a_scheduler_lost_after_it_handed_a_mail_over_costs_one_repetition_and_no_more(
    notifications: Notifications,
) -> None:
    booking = await notifications.books(1)
    for _ in range(2):
        (lost,) = await claims(notifications)
        async with notifications.database.transaction(notifications.practice_id) as connection:
            assert await save_hand_overs(connection, [lost.key], lease=timedelta(seconds=30))
        await lease_runs_out(notifications)
    assert await notifications.sends() == [], "it may have arrived twice by now"
    assert await confirmation(notifications, booking) == ("unknown", "no_final_answer", 2)


async def test_a_scheduler_lost_before_it_handed_a_mail_over_costs_nothing_however_often(
    notifications: Notifications,
) -> None:
    booking = await notifications.books(1)
    for _ in range(5):
        assert len(await claims(notifications)) == 1
        await lease_runs_out(notifications)
    assert len(await notifications.sends()) == 1
    assert await confirmation(notifications, booking) == ("sent", None, 6)


async def test_a_scheduler_that_wakes_after_its_lease_is_refused(notifications: Notifications) -> None:
    booking = await notifications.books(1)
    (stale,) = await claims(notifications)
    await lease_runs_out(notifications)
    (current,) = await claims(notifications)
    assert (stale.attempt, current.attempt) == (1, 2)
    before = await notifications.rows()
    async with notifications.database.transaction(notifications.practice_id) as connection:
        (refused,) = await record_outcomes(
            connection,
            [Ended(stale, Delivered(), None)],
            now=notifications.now,
            installation=notifications.installation,
        )
    assert isinstance(refused, StaleAttempt)
    assert await notifications.rows() == before
    assert await confirmation(notifications, booking) == ("sending", None, 2)


async def test_a_message_that_was_taken_over_while_its_mail_was_written_is_not_handed_over(
    notifications: Notifications,
) -> None:
    await notifications.books(1)

    async def another_takes_it() -> None:
        await lease_runs_out(notifications)
        await claims(notifications)

    notifications.mailbox.before("RCPT", another_takes_it)
    assert await notifications.sends() == []


async def test_a_message_whose_lease_has_run_out_is_not_handed_over_but_claimed_anew(
    notifications: Notifications,
) -> None:
    booking = await notifications.books(1)
    notifications.mailbox.before("RCPT", lambda: lease_runs_out(notifications))
    assert len(await notifications.sends()) == 1
    assert await confirmation(notifications, booking) == ("sent", None, 2)


async def test_a_change_before_the_mail_is_written_is_in_it(notifications: Notifications) -> None:
    """What was claimed is read again: here the link is another one by the time the mail is written."""
    booking = await notifications.books(1)
    await claims(notifications)
    reissued = notifications.links(booking.series.series, version=2, generation=2)
    await notifications.hears(reissued)
    await lease_runs_out(notifications)
    (mail,) = await notifications.sends()
    assert reissued.series_links.links[0].url.open(KEYS) in mail.text
    assert booking.urls[0] not in mail.text


async def test_a_link_that_dies_after_the_claim_keeps_the_mail_back_until_there_is_another(
    notifications: Notifications,
) -> None:
    booking = await notifications.books(2)
    series = booking.series.series

    async def the_link_dies() -> None:
        await notifications.hears(notifications.links(series, version=2, dead=[1]))

    notifications.mailbox.before("EHLO", the_link_dies)
    assert await notifications.sends() == []
    assert await confirmation(notifications, booking) == ("held", "waiting_for_link", 2)
    await notifications.hears(notifications.links(series, version=3, generation=2))
    (mail,) = await notifications.sends()
    assert mail.subject == "Your 2 video sessions are booked"


async def test_a_broken_template_fails_and_the_next_message_goes(notifications: Notifications) -> None:
    await notifications.hears(notifications.practice())
    await notifications.fetch("UPDATE templates SET body = '{{ clinic.phon }}' WHERE name = 'Video confirmation'")
    broken = await notifications.books(1)
    await notifications.books(2)
    (mail,) = await notifications.sends()
    assert mail.subject == "Your 2 video sessions are booked"
    assert await confirmation(notifications, broken) == ("failed", "template_does_not_render", 1)


async def test_the_running_scheduler_wakes_when_something_is_booked_and_sends_it(
    notifications: Notifications,
) -> None:
    running = asyncio.create_task(notifications.scheduler.run())
    for number in range(3):
        await notifications.books(1, email=f"client-{number}@example.org")
    await eventually(until(lambda: len(notifications.mailbox.mails) == 3))
    notifications.now += timedelta(days=2, hours=1)  # 24 h before the session
    await eventually(until(lambda: len(notifications.mailbox.mails) == 6))
    notifications.scheduler.stop()
    await running


async def test_invariant_6_a_mail_whose_end_postgres_was_not_there_to_hear_is_recorded_later_and_not_sent_again(
    notifications: Notifications,
) -> None:
    booking = await notifications.books(1)

    async def postgres_goes() -> None:
        await connections_are_limited(notifications, to=0)
        await connections_are_cut(notifications)

    notifications.mailbox.before("DOT", postgres_goes)
    sending = asyncio.create_task(notifications.scheduler.send_due())
    try:
        with capture_logs() as logs:
            await eventually(until(lambda: any(line["event"] == "an outcome is not recorded yet" for line in logs)))
    finally:
        await connections_are_limited(notifications, to=-1)
    await sending
    assert len(notifications.mailbox.mails) == 1
    assert await confirmation(notifications, booking) == ("sent", None, 1)


async def test_the_running_scheduler_outlives_its_connections_to_postgres(notifications: Notifications) -> None:
    running = asyncio.create_task(notifications.scheduler.run())
    await notifications.books(1)
    await eventually(until(lambda: len(notifications.mailbox.mails) == 1))
    await connections_are_cut(notifications)
    async with Database(notifications.urls.application_url) as fresh:
        notifications.database = fresh
        await notifications.books(1)
    await eventually(until(lambda: len(notifications.mailbox.mails) == 2))
    notifications.scheduler.stop()
    await running


async def connections_are_limited(notifications: Notifications, *, to: int) -> None:
    """In this database alone, since other tests share the server; -1 lifts the limit, and a superuser has none."""
    await notifications.fetch(
        f"DO $$ BEGIN EXECUTE format('ALTER DATABASE %I CONNECTION LIMIT {to}', current_database()); END $$"
    )


async def connections_are_cut(notifications: Notifications) -> None:
    await notifications.fetch(
        """
        SELECT pg_terminate_backend(pid)
          FROM pg_stat_activity
         WHERE datname = current_database()
           AND pid <> pg_backend_pid()
        """
    )


def until(condition: Callable[[], bool]) -> Callable[[], Awaitable[bool]]:
    async def holds() -> bool:
        return condition()

    return holds
