import re
from datetime import date, datetime, timedelta

import pytest

from tests.support.notifications import Notifications, holds_only
from tests.support.sealing_keys import KEYS


async def test_invariant_4_one_confirmation_with_the_first_link_and_every_later_session_its_own(
    notifications: Notifications,
) -> None:
    booking = await notifications.books(5)
    (confirmation,) = await notifications.sends()
    assert confirmation.subject == "Your 5 video sessions are booked"
    assert holds_only(confirmation, booking.urls[0])
    for session, url in zip(booking.sessions[1:], booking.urls[1:], strict=True):
        due_at = session.starts_at - timedelta(hours=24)
        assert await notifications.sends(at=due_at - timedelta(seconds=1)) == []
        (reminder,) = await notifications.sends(at=due_at)
        assert holds_only(reminder, url)
    assert len(set(booking.urls)) == 5
    assert await notifications.sends(at=booking.sessions[-1].ends_at + timedelta(days=400)) == []
    history = await notifications.history(booking.id)
    assert [(message.trigger, message.link_of) for message in history] == [
        ("recurring_video", booking.sessions[0].id),
        *(("reminder", session.id) for session in booking.sessions[1:]),
    ]


async def test_the_confirmation_reads_as_it_should(notifications: Notifications) -> None:
    booking = await notifications.books(
        6, skipped=[date(2027, 11, 18)], note="Please have a chair and a clear bit of wall nearby."
    )
    (mail,) = await notifications.sends()
    assert mail.message["From"] == "Harbour Street Physiotherapy <hello@harbourstreet.example>"
    assert mail.message["To"] == "Tomasz Zieliński <tomasz@example.org>"
    assert mail.text == (
        f"""\
Hello Tomasz,

You have 5 video sessions with Dr. Adeyemi: every week on Thursday at
10am, for 30 minutes.

YOUR FIRST SESSION
Thursday 21 October 2027
10am to 10:30am, UK time
Open my first session:
{booking.urls[0]}
You can join from 9:45am. Open it sooner to check your camera and sound.
The link works until 11am.

ALL YOUR DATES
1. Thursday 21 October 2027, 10am
2. Thursday 28 October 2027, 10am
   (Clocks go back on 31 October. Your time stays 10am.)
3. Thursday 4 November 2027, 10am
4. Thursday 11 November 2027, 10am
   (There is no session on 18 November.)
5. Thursday 25 November 2027, 10am
All times are UK time.

Each later session has its own link. It comes in a reminder, the day
before that session. The link above is for your first session only.

A NOTE FROM THE CLINIC
Please have a chair and a clear bit of wall nearby.

Questions, or need another time? Ring Harbour Street Physiotherapy:
01632 960 123, Monday to Friday, 8:30am to 5:30pm. Or write to
hello@harbourstreet.example.

You get this email because the clinic booked these sessions for you.
Please do not pass this email on: the link is only for you.
"""
    )


async def test_of_two_times_that_look_alike_every_mail_says_which_it_is(notifications: Notifications) -> None:
    booking = notifications.booking(2, first=datetime(2027, 10, 24, 1, 30))
    booking.sessions[1] = booking.sessions[1].model_copy(update={"twice": True})
    await notifications.hears(*booking.events)
    (confirmation,) = await notifications.sends()
    assert "2. Sunday 31 October 2027, 1:30am (before the clocks go back)" in confirmation.text
    (reminder,) = await notifications.sends(at=booking.sessions[1].starts_at - timedelta(hours=24))
    assert reminder.subject.strip() == "Your video session: Sunday 31 October, 1:30am (before the clocks go back)"
    said = "1:30am (before the clocks go back) to 1am, after the clocks have gone back, UK time"
    assert said in " ".join(reminder.text.split())
    await notifications.hears(notifications.changed(booking, "cancelled", 2, notify=True))
    (cancellation,) = await notifications.sends()
    assert "Sunday 31 October 2027 at 1:30am (before the clocks go back)" in " ".join(cancellation.text.split())


async def test_the_reminder_reads_as_it_should(notifications: Notifications) -> None:
    booking = await notifications.books(5)
    await notifications.sends()
    (mail,) = await notifications.sends(at=booking.sessions[1].starts_at - timedelta(hours=24))
    assert mail.subject == "Your video session: Thursday 28 October, 10am"
    assert mail.text == (
        f"""\
Hello Tomasz,

This is the 2nd of your 5 video sessions with Dr. Adeyemi.

Thursday 28 October 2027
10am to 10:30am, UK time
Open my session:
{booking.urls[1]}
You can join from 9:45am. Open it sooner to check your camera and sound.
The link works until 11am.

This link is for this session only. You can open it more than once: if
the call stops, open it again.

Your next session after this one is on Thursday 4 November at 10am. Its
link comes the day before.

Questions, or need another time? Ring Harbour Street Physiotherapy:
01632 960 123, Monday to Friday, 8:30am to 5:30pm. Or write to
hello@harbourstreet.example.

You get this email because you have a session booked with the clinic.
Please do not pass this email on: the link is only for you.
"""
    )


async def test_a_single_video_appointment_uses_its_own_trigger_and_is_reminded_of(
    notifications: Notifications,
) -> None:
    booking = await notifications.books(1)
    (confirmation,) = await notifications.sends()
    assert confirmation.subject == "Your video session: Thursday 21 October, 10am"
    assert holds_only(confirmation, booking.urls[0])
    (reminder,) = await notifications.sends(at=booking.sessions[0].starts_at - timedelta(hours=24))
    assert holds_only(reminder, booking.urls[0])
    assert [trigger for trigger, _, _ in await notifications.states(booking.id)] == ["single_video", "reminder"]


async def test_a_mail_says_when_its_own_link_lets_the_client_in(notifications: Notifications) -> None:
    booking = await notifications.books(1)
    opens, closes = timedelta(minutes=40), timedelta(hours=14)
    await notifications.hears(notifications.links(booking.series.series, version=2, opens=opens, closes=closes))
    (confirmation,) = await notifications.sends()
    for part in (confirmation.text, confirmation.html):
        assert "You can join from 9:20am." in " ".join(part.split())
        assert "The link works until 12:30am on Friday 22 October." in " ".join(part.split())


async def test_a_series_without_video_uses_the_plain_trigger_and_needs_no_link(notifications: Notifications) -> None:
    booking = await notifications.books(3, video=False)
    (confirmation,) = await notifications.sends()
    assert confirmation.subject == "Your 3 sessions are booked"
    (reminder,) = await notifications.sends(at=booking.sessions[1].starts_at - timedelta(hours=24))
    assert reminder.subject == "Your session: Thursday 28 October, 10am"
    for part in (confirmation.text, confirmation.html, reminder.text, reminder.html):
        assert "/v/" not in part
        assert "video" not in part
        assert " link" not in part
    assert [trigger for trigger, _, _ in await notifications.states(booking.id)] == ["recurring", *["reminder"] * 2]


async def test_a_single_appointment_without_video_uses_the_plainest_trigger(notifications: Notifications) -> None:
    booking = await notifications.books(1, video=False)
    (confirmation,) = await notifications.sends()
    assert confirmation.subject == "Your session: Thursday 21 October, 10am"
    assert [trigger for trigger, _, _ in await notifications.states(booking.id)] == ["single", "reminder"]


async def test_names_are_said_as_they_are(notifications: Notifications) -> None:
    await notifications.books(
        2, name="<b>*x*", called=None, practitioner="Dr. _A_ & Söhne", clinic="[Clinic](https://evil.example)"
    )
    (mail,) = await notifications.sends()
    assert "Hello <b>*x*," in mail.text
    assert "Dr. _A_ & Söhne" in mail.text
    assert "[Clinic](https:// evil. example)" in mail.text
    assert "Hello &lt;b&gt;*x*," in mail.html
    assert "Dr. _A_ &amp; Söhne" in mail.html
    assert "evil.example" not in mail.html


async def test_a_name_that_was_there_before_and_is_an_address_is_no_link_in_any_mail_program(
    notifications: Notifications,
) -> None:
    await notifications.books(
        2, name="http://evil.example/a", called="www.evil.example", practitioner="a@evil.example", clinic="evil.example"
    )
    (mail,) = await notifications.sends()
    assert "Hello www. evil. example," in mail.text
    assert "a@ evil. example" in mail.text
    assert str(mail.message["From"]).startswith('"evil. example" <')
    assert str(mail.message["To"]).startswith('"http:// evil. example/a" <')
    for part in (mail.text, mail.html, str(mail.message)):
        assert "evil.example" not in part


async def test_invariant_4_without_a_link_nothing_goes_and_with_it_at_once(notifications: Notifications) -> None:
    booking = notifications.booking(3)
    await notifications.hears(booking.series, *booking.about)
    assert await notifications.sends(at=notifications.now + timedelta(hours=1)) == []
    await notifications.hears(booking.links)
    (mail,) = await notifications.sends()
    assert holds_only(mail, booking.urls[0])


async def test_invariant_4_a_dead_link_is_not_sent_and_a_newer_one_is(notifications: Notifications) -> None:
    booking = notifications.booking(3)
    series = booking.series.series
    await notifications.hears(booking.series, *booking.about, notifications.links(series, dead=[1]))
    assert await notifications.sends() == []
    reissued = notifications.links(series, version=2, generation=2)
    await notifications.hears(reissued)
    (mail,) = await notifications.sends()
    assert holds_only(mail, reissued.series_links.links[0].url.open(KEYS))


async def test_invariant_4_the_first_session_is_the_first_that_is_not_over_when_it_is_sent(
    notifications: Notifications,
) -> None:
    booking = notifications.booking(3)
    await notifications.hears(booking.series, *booking.about)
    await notifications.sends(at=booking.sessions[0].ends_at)
    await notifications.hears(booking.links)
    (mail,) = await notifications.sends()
    assert holds_only(mail, booking.urls[1])
    assert "YOUR NEXT SESSION" in mail.text


async def test_a_message_whose_sessions_are_over_is_suppressed_even_without_a_link(
    notifications: Notifications,
) -> None:
    booking = notifications.booking(1)
    await notifications.hears(booking.series, *booking.about)
    assert await notifications.sends(at=booking.sessions[0].ends_at) == []
    assert await notifications.states(booking.id) == [
        ("single_video", "suppressed", "session_over"),
        ("reminder", "suppressed", "session_over"),
    ]


async def test_a_client_without_an_email_address_is_sent_nothing_and_the_history_says_why(
    notifications: Notifications,
) -> None:
    booking = await notifications.books(2, email=None)
    assert await notifications.sends() == []
    assert (await notifications.states(booking.id))[0] == ("recurring_video", "suppressed", "no_address")


async def test_a_rule_that_is_off_sends_nothing_and_the_history_says_why(notifications: Notifications) -> None:
    await notifications.hears(notifications.practice())
    await notifications.fetch("UPDATE rules SET active = false WHERE trigger IN ('recurring_video', 'reminder')")
    booking = await notifications.books(3)
    assert await notifications.sends(at=booking.sessions[-1].ends_at) == []
    assert await notifications.states(booking.id) == [
        ("recurring_video", "suppressed", "rule_off"),
        ("reminder", "suppressed", "rule_off"),
        ("reminder", "suppressed", "rule_off"),
    ]


async def test_a_rule_that_is_switched_off_later_stops_what_it_has_planned(notifications: Notifications) -> None:
    booking = await notifications.books(3)
    await notifications.sends()
    await notifications.fetch("UPDATE rules SET active = false WHERE trigger = 'reminder'")
    assert await notifications.sends(at=booking.sessions[1].starts_at - timedelta(hours=24)) == []
    assert [status for _, status, _ in await notifications.states(booking.id)] == ["sent", "suppressed", "scheduled"]


async def test_without_any_rule_nothing_is_sent_and_the_history_says_why(notifications: Notifications) -> None:
    await notifications.hears(notifications.practice())
    await notifications.fetch("UPDATE rules SET kind_id = id")  # of no kind that is booked
    booking = await notifications.books(2)
    assert await notifications.sends() == []
    assert sorted(await notifications.states(booking.id)) == [
        ("recurring_video", "suppressed", "no_rule"),
        ("reminder", "suppressed", "no_rule"),
    ]


async def test_a_booking_that_is_heard_of_a_day_late_is_not_announced(notifications: Notifications) -> None:
    booking = notifications.booking(2)
    await notifications.hears(*booking.events, at=notifications.now - timedelta(days=2))
    assert await notifications.sends() == []
    assert await notifications.states(booking.id) == [
        ("recurring_video", "suppressed", "too_old"),
        ("reminder", "scheduled", None),
    ]


async def test_invariant_9_reminders_a_day_before_keep_the_wall_clock_time_over_a_clock_change(
    notifications: Notifications,
) -> None:
    await notifications.hears(notifications.practice())
    await notifications.fetch("UPDATE rules SET lead = 'P1D' WHERE trigger = 'reminder'")
    daily = await notifications.books(
        4,
        first=datetime(2027, 10, 29, 10),
        every=timedelta(days=1),
        repeats="every day",
    )
    reminders = [message for message in await notifications.history(daily.id) if message.trigger == "reminder"]
    assert [message.due_at.isoformat() for message in reminders] == [
        "2027-10-29T09:00:00+00:00",  # for the 30th at 10, in summer time
        "2027-10-30T09:00:00+00:00",  # for the 31st at 10, which is 25 hours later
        "2027-10-31T10:00:00+00:00",
    ]


async def test_every_step_of_a_message_is_told_and_nobody_is_named_in_clear(notifications: Notifications) -> None:
    booking = await notifications.books(2)
    await notifications.sends()
    steps = [
        (message.version, message.status, message.attempt)
        for told in await notifications.tells()
        for message in told.communications
        if message.trigger == "recurring_video"
    ]
    assert steps == [(1, "scheduled", 0), (2, "sending", 1), (3, "sent", 1)]
    sent = (await notifications.history(booking.id))[0]
    assert sent.address is not None
    assert sent.address.open(KEYS) == "tomasz@example.org"
    rows = await notifications.fetch("SELECT key, value::text || headers::text AS all FROM outbox")
    assert {row["key"] for row in rows} == {str(booking.id).encode()}
    tables = await notifications.rows()
    kept = [row for table in ("outbox", "clients", "links", "communications") for row in tables[table]]
    for secret in ("tomasz", "Tomasz", "Zieli", "/v/"):
        assert not any(secret in row or secret.encode().hex() in row for row in kept)


@pytest.mark.parametrize(
    ("contact", "words", "links"),
    [
        (
            {"phone": "+44 (0)20 7946 0958", "email": None},
            "Ring Harbour Street Physiotherapy: +44 (0)20 7946 0958, Monday to Friday, 8:30am to 5:30pm.",
            ["tel:+442079460958"],
        ),
        (
            {"phone": None, "email": "praxis@bücher.example"},
            "Write to Harbour Street Physiotherapy: praxis@bücher.example.",
            ["mailto:praxis@xn--bcher-kva.example"],
        ),
        (
            {"phone": "01632 960 123 or 124", "phone_hours": None, "email": "desk@harbour.example"},
            "Ring Harbour Street Physiotherapy: 01632 960 123 or 124. Or write to desk@harbour.example.",
            ["mailto:desk@harbour.example"],
        ),
        ({"phone": None, "email": None}, "Ask Harbour Street Physiotherapy.", []),
    ],
)
async def test_a_mail_names_every_way_to_reach_the_clinic(
    notifications: Notifications, contact: dict[str, str | None], words: str, links: list[str]
) -> None:
    await notifications.books(1)
    await notifications.hears(notifications.practice(version=2, **contact))
    (mail,) = await notifications.sends()
    assert words in " ".join(mail.text.split())
    assert re.findall(r'href="((?:tel|mailto):[^"]*)"', mail.html) == links
