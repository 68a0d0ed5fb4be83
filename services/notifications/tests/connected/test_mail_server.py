"""What mail servers do, over real sockets."""

import time
from datetime import timedelta
from pathlib import Path

import pytest

from notifications.domain.communication import BACKOFF
from notifications.domain.mail import Mail
from notifications.domain.outcome import Delivered, KeptBack
from notifications.sender import MailServer, Sender
from tests.support.mailbox import HANG_UP, SAY_NOTHING, Command, certificate_of
from tests.support.notifications import Booking, Notifications
from tests.support.sealing_keys import KEYS

FIRST_PAUSE = timedelta(seconds=BACKOFF[0])
SECOND_PAUSE = timedelta(seconds=BACKOFF[1])


async def state(notifications: Notifications, booking: Booking) -> tuple[str, str | None, str | None]:
    """Status, reason and the server's words of the confirmation."""
    message = next(message for message in await notifications.history(booking.id) if message.trigger != "reminder")
    return message.status, message.reason, message.detail.open(KEYS) if message.detail else None


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA", "DOT"])
async def test_a_temporary_failure_is_tried_again_later_with_the_same_message_id(
    notifications: Notifications, command: Command
) -> None:
    booking = await notifications.books(2)
    notifications.mailbox.answers(command, "451 4.3.0 try later", "452 4.2.2 full")
    assert await notifications.sends() == []
    assert await state(notifications, booking) == ("scheduled", "mail_server_busy", "451 4.3.0 try later")
    assert await notifications.sends() == [], "not before its time"
    assert await notifications.sends(at=notifications.now + FIRST_PAUSE) == []
    assert await state(notifications, booking) == ("scheduled", "mail_server_busy", "452 4.2.2 full")
    (mail,) = await notifications.sends(at=notifications.now + SECOND_PAUSE)
    sent = (await notifications.history(booking.id))[0]
    assert mail.message_id == f"<{sent.id}@harbourstreet.example>"
    assert (sent.status, sent.attempt) == ("sent", 3)


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA", "DOT"])
async def test_a_permanent_failure_has_failed_in_the_servers_words(
    notifications: Notifications, command: Command
) -> None:
    booking = await notifications.books(2)
    notifications.mailbox.answers(command, "550 5.1.1 no such mailbox")
    assert await notifications.sends() == []
    assert await state(notifications, booking) == ("failed", "mail_server_refused", "550 5.1.1 no such mailbox")
    assert await notifications.sends(at=notifications.now + timedelta(days=1)) == []
    rows = await notifications.fetch("SELECT value FROM outbox")
    assert not any(b"no such mailbox" in row["value"] for row in rows), "its words are sealed"


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA"])
@pytest.mark.parametrize("fault", [HANG_UP, SAY_NOTHING])
async def test_a_connection_that_is_lost_before_the_mail_was_handed_over_costs_a_retry_and_nothing_else(
    notifications: Notifications, command: Command, fault: str
) -> None:
    booking = await notifications.books(2)
    notifications.mailbox.answers(command, *[fault] * 3)
    for attempt in range(3):
        assert await notifications.sends() == []
        status, reason, _ = await state(notifications, booking)
        assert (status, reason) == ("scheduled", "mail_server_not_reached")
        notifications.now += timedelta(seconds=BACKOFF[attempt])
    (mail,) = await notifications.sends()
    assert booking.urls[0] in mail.text


@pytest.mark.parametrize("fault", [HANG_UP, SAY_NOTHING])
async def test_invariant_6_after_a_lost_final_answer_there_is_one_repetition_with_the_same_message_id(
    notifications: Notifications, fault: str
) -> None:
    booking = await notifications.books(2)
    notifications.mailbox.answers("DOT", fault)
    (first,) = await notifications.sends()
    assert await state(notifications, booking) == ("scheduled", "no_final_answer", None)
    (second,) = await notifications.sends(at=notifications.now + FIRST_PAUSE)
    assert first.message_id == second.message_id
    assert await state(notifications, booking) == ("sent", None, None)


async def test_invariant_6_a_final_answer_that_is_lost_twice_leaves_it_unknown(notifications: Notifications) -> None:
    booking = await notifications.books(2)
    notifications.mailbox.answers("DOT", HANG_UP, HANG_UP)
    await notifications.sends()
    await notifications.sends(at=notifications.now + FIRST_PAUSE)
    assert await state(notifications, booking) == ("unknown", "no_final_answer", None)
    assert await notifications.sends(at=notifications.now + timedelta(hours=1)) == []
    assert len(notifications.mailbox.mails) == 2


async def test_while_no_mail_server_answers_messages_wait_and_then_go(notifications: Notifications) -> None:
    booking = await notifications.books(2)
    await notifications.mailbox.close()
    assert await notifications.sends() == []
    status, reason, _ = await state(notifications, booking)
    assert (status, reason) == ("scheduled", "mail_server_not_reached")
    await notifications.mailbox.open()
    (mail,) = await notifications.sends(at=notifications.now + FIRST_PAUSE)
    assert booking.urls[0] in mail.text


@pytest.mark.parametrize("greeting", ["554 5.7.1 go away", "421 4.3.2 not now"])
async def test_a_mail_server_that_turns_the_installation_away_costs_no_message(
    notifications: Notifications, greeting: str
) -> None:
    booking = await notifications.books(2)
    notifications.mailbox.greeting = greeting
    assert await notifications.sends() == []
    status, reason, _ = await state(notifications, booking)
    assert (status, reason) == (
        ("held", "mail_server_turns_away") if greeting.startswith("5") else ("scheduled", "mail_server_not_reached")
    )
    notifications.mailbox.greeting = None
    (mail,) = await notifications.sends(at=notifications.now + FIRST_PAUSE)
    assert booking.urls[0] in mail.text


async def test_a_refused_greeting_is_the_installations_fault_and_no_messages(notifications: Notifications) -> None:
    booking = await notifications.books(2)
    notifications.mailbox.answers("EHLO", "550 5.7.1 not you")
    assert await notifications.sends() == []
    assert await state(notifications, booking) == ("held", "mail_server_turns_away", "550 5.7.1 not you")


async def test_while_the_mail_server_is_away_no_message_but_the_first_few_is_tried(
    notifications: Notifications,
) -> None:
    for number in range(40):
        await notifications.books(1, email=f"client-{number}@example.org")
    await notifications.mailbox.close()
    assert await notifications.sends() == []
    assert await notifications.sends() == []
    tried = await notifications.fetch("SELECT attempt, count(*) FROM communications GROUP BY attempt ORDER BY attempt")
    assert [row["attempt"] for row in tried] == [0, 1]
    assert tried[1]["count"] <= 16
    await notifications.mailbox.open()
    assert len(await notifications.sends(at=notifications.now + FIRST_PAUSE)) == 40


async def test_after_a_failure_the_mail_server_is_left_in_peace_and_then_tried_without_a_message(
    notifications: Notifications,
) -> None:
    await notifications.books(1)
    notifications.mailbox.greeting = "421 4.3.2 not now"
    assert await notifications.sends() == []
    connections = notifications.mailbox.connections
    assert await notifications.sends(at=notifications.now + timedelta(milliseconds=700)) == []
    assert notifications.mailbox.connections == connections
    assert await notifications.sends(at=notifications.now + timedelta(milliseconds=300)) == []
    assert notifications.mailbox.connections == connections + 1
    attempts = await notifications.fetch("SELECT attempt FROM communications ORDER BY due_at")
    assert [row["attempt"] for row in attempts] == [1, 0]
    notifications.mailbox.greeting = None
    assert len(await notifications.sends(at=notifications.now + FIRST_PAUSE)) == 1


async def test_a_mail_server_that_says_nothing_at_all_costs_a_retry(notifications: Notifications) -> None:
    booking = await notifications.books(1)
    notifications.mailbox.greeting = SAY_NOTHING
    assert await notifications.sends() == []
    status, reason, _ = await state(notifications, booking)
    assert (status, reason) == ("scheduled", "mail_server_not_reached")


async def test_a_mail_server_whose_certificate_nobody_trusts_is_the_installations_fault(
    notifications: Notifications, tmp_path: Path
) -> None:
    booking = await notifications.books(1)
    notifications.mailbox.certificate = certificate_of("mail.test", tmp_path)
    scheduler = notifications.another_scheduler(smtp_security="starttls")
    await scheduler.send_due()
    await scheduler.close()
    status, reason, words = await state(notifications, booking)
    assert (status, reason) == ("held", "mail_server_turns_away")
    assert words is not None
    assert "certificate" in words
    assert notifications.mailbox.mails == []


async def test_a_mail_server_without_tls_is_the_installations_fault_where_tls_is_set(
    notifications: Notifications,
) -> None:
    booking = await notifications.books(1)
    scheduler = notifications.another_scheduler(smtp_security="starttls")
    await scheduler.send_due()
    await scheduler.close()
    status, reason, _ = await state(notifications, booking)
    assert (status, reason) == ("held", "mail_server_turns_away")


async def test_invariant_6_a_connection_that_is_cut_in_the_middle_of_the_mail_costs_one_repetition(
    notifications: Notifications,
) -> None:
    booking = await notifications.books(2)
    notifications.mailbox.breaks_off = 1
    assert await notifications.sends() == []
    assert await state(notifications, booking) == ("scheduled", "no_final_answer", None)
    assert len(await notifications.sends(at=notifications.now + FIRST_PAUSE)) == 1
    assert await state(notifications, booking) == ("sent", None, None)


async def test_invariant_6_whoever_was_stopped_until_the_lease_had_run_out_sends_nothing_when_continued(
    notifications: Notifications,
) -> None:
    """Stopped between its noting that the mail goes over and the mail itself."""
    server = MailServer("127.0.0.1", notifications.mailbox.port, "none", None, None, 2, 1, "hello@clinic.example")
    sender = Sender(server, now=lambda: notifications.now)

    async def compose() -> Mail:
        return Mail("<1@clinic.example>", "Clinic", None, "Jo", "jo@example.org", "Subject", "Text", "<p>Text</p>")

    async def too_late() -> float:
        return time.monotonic() - 0.001

    async def in_time() -> float:
        return time.monotonic() + 60

    assert await sender.deliver(compose, too_late) == KeptBack(noted=True)
    assert notifications.mailbox.mails == []
    assert await sender.deliver(compose, in_time) == Delivered()
    await sender.close()
    assert len(notifications.mailbox.mails) == 1


async def test_no_more_connections_are_made_than_are_set(notifications: Notifications) -> None:
    for number in range(20):
        await notifications.books(1, email=f"client-{number}@example.org")
    scheduler = notifications.another_scheduler(smtp_connections=3)
    await scheduler.send_due()
    await scheduler.close()
    assert len(notifications.mailbox.mails) == 20
    assert notifications.mailbox.connections <= 3


async def test_connections_are_kept_and_used_again(notifications: Notifications) -> None:
    for number in range(40):
        await notifications.books(1, email=f"client-{number}@example.org")
    assert len(await notifications.sends()) == 40
    assert notifications.mailbox.connections <= 8
    await notifications.books(1)
    assert len(await notifications.sends()) == 1
    assert notifications.mailbox.connections <= 8


async def test_a_kept_connection_that_the_server_has_closed_costs_no_attempt(notifications: Notifications) -> None:
    await notifications.books(1)
    await notifications.sends()
    await notifications.mailbox.close()
    await notifications.mailbox.open()
    booking = await notifications.books(1)
    (mail,) = await notifications.sends()
    assert booking.urls[0] in mail.text
    assert (await notifications.history(booking.id))[0].attempt == 1


async def test_a_refused_mail_does_not_spoil_the_connection_for_the_next(notifications: Notifications) -> None:
    notifications.mailbox.answers("RCPT", "550 no")
    for number in range(3):
        await notifications.books(1, email=f"client-{number}@example.org")
    assert len(await notifications.sends()) == 2


@pytest.mark.parametrize(
    "address", ["not an address", "@example.org", "zoë@example.org", "a@b@c d", "a\r\nb@example.org"]
)
async def test_an_address_that_no_mail_server_would_take_has_failed(notifications: Notifications, address: str) -> None:
    booking = await notifications.books(1, email=address)
    assert await notifications.sends() == []
    status, reason, _ = await state(notifications, booking)
    assert (status, reason) == ("failed", "address_not_valid")


async def test_an_address_from_before_it_was_judged_has_failed_with_the_reason(notifications: Notifications) -> None:
    booking = await notifications.books(1, email="a..b@example.org")
    assert await notifications.sends() == []
    assert await state(notifications, booking) == (
        "failed",
        "address_not_valid",
        "An email address cannot have two periods in a row.",
    )


@pytest.mark.parametrize(
    ("address", "in_ascii"),
    [
        ("praxis@bücher.example", "praxis@xn--bcher-kva.example"),
        ("praxis@straße.example", "praxis@xn--strae-oqa.example"),
    ],
)
async def test_a_domain_in_other_letters_is_written_as_mail_servers_know_it(
    notifications: Notifications, address: str, in_ascii: str
) -> None:
    await notifications.books(1, email=address)
    (mail,) = await notifications.sends()
    assert mail.recipients == [in_ascii]
    assert mail.message["To"].addresses[0].addr_spec == in_ascii


async def test_a_line_that_begins_with_a_dot_arrives_whole(notifications: Notifications) -> None:
    await notifications.books(1, note="Bring a chair\n.\n.and a towel")
    (mail,) = await notifications.sends()
    assert "Bring a chair\n.\n.and a towel" in mail.text
