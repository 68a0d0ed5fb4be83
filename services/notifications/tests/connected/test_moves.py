"""What a client hears of sessions that have moved: once, of all that is not as they know it."""

from datetime import datetime, timedelta
from itertools import permutations
from pathlib import Path

import pytest

from contracts.topics import BOOKING_EVENTS
from tests.support.mailbox import HANG_UP
from tests.support.notifications import ANNOUNCED_AFTER, Booking, Notifications, holds_only, links_in

MIGRATION = (Path(__file__).parents[2] / "migrations" / "0039_told_of_before.sql").read_text(encoding="utf-8")
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
THIRD, FOURTH = datetime(2027, 11, 3, 14), datetime(2027, 11, 10, 14)  # each a day earlier, and in the afternoon


@pytest.fixture
async def booking(notifications: Notifications) -> Booking:
    """Of 4 sessions, confirmed."""
    booking = await notifications.books(4)
    await notifications.sends()
    return booking


async def announcements(notifications: Notifications, booking: Booking) -> list[tuple[str, str | None]]:
    return [
        (status, reason) for trigger, status, reason in await notifications.states(booking.id) if trigger == "changed"
    ]


async def test_a_move_is_told_once_old_and_new_side_by_side_when_it_cannot_be_taken_back_any_more(
    notifications: Notifications, booking: Booking
) -> None:
    await notifications.hears(notifications.moved(booking.series.series, {3: THIRD}, alone=True))
    assert await notifications.sends() == []
    assert await notifications.sends(at=notifications.now + ANNOUNCED_AFTER - timedelta(seconds=1)) == []
    (mail,) = await notifications.sends(at=notifications.now + timedelta(seconds=1))
    assert mail.subject == "Your video session has moved: Wednesday 3 November, 2pm"
    assert mail.text == (
        """\
Hello Tomasz,

Your video session with Dr. Adeyemi has moved:

Before: Thursday 4 November 2027, 10am to 10:30am
Now: Wednesday 3 November 2027, 2pm to 2:30pm

All times are UK time.

Your link comes in a reminder, the day before the session.

You do not need to do anything. Your other sessions have not changed.

Questions, or need another time? Ring Harbour Street Physiotherapy:
01632 960 123, Monday to Friday, 8:30am to 5:30pm. Or write to
hello@harbourstreet.example.

You get this email because the clinic booked this session for you.
"""
    )
    assert links_in(mail.html) == set()
    for words in ("Thursday 4 November 2027", "10am to 10:30am", "Wednesday 3 November 2027", "2pm to 2:30pm"):
        assert words in mail.html


async def test_several_sessions_that_moved_are_told_of_in_one_message_and_their_reminders_follow(
    notifications: Notifications, booking: Booking
) -> None:
    moved = notifications.moved(booking.series.series, {3: THIRD, 4: FOURTH})
    await notifications.hears(moved)
    (mail,) = await notifications.sends(at=moved.announce_from)
    assert mail.subject == "2 of your video sessions have moved"
    assert (
        "These 2 video sessions with Dr. Adeyemi have moved:\n\n"
        "Before: Thursday 4 November 2027, 10am to 10:30am\nNow: Wednesday 3 November 2027, 2pm to 2:30pm\n\n"
        "Before: Thursday 11 November 2027, 10am to 10:30am\nNow: Wednesday 10 November 2027, 2pm to 2:30pm\n"
    ) in mail.text
    second, third, fourth = moved.series.occurrences[1:]
    (reminder,) = await notifications.sends(at=second.starts_at - DAY)
    assert "28 October" in reminder.subject
    assert await notifications.sends(at=third.starts_at - DAY - MINUTE) == []
    (reminder,) = await notifications.sends(at=third.starts_at - DAY)
    assert reminder.subject == "Your video session: Wednesday 3 November, 2pm"
    assert holds_only(reminder, booking.urls[2])
    (reminder,) = await notifications.sends(at=fourth.starts_at - DAY)
    assert reminder.subject == "Your video session: Wednesday 10 November, 2pm"
    assert await notifications.sends(at=fourth.ends_at + DAY) == []


async def test_all_sessions_that_lie_ahead_have_moved_and_the_client_keeps_the_link_that_they_have(
    notifications: Notifications, booking: Booking
) -> None:
    places = {each.number: each.local_start + timedelta(hours=4) for each in booking.sessions}
    moved = notifications.moved(booking.series.series, places)
    await notifications.hears(moved)
    (mail,) = await notifications.sends(at=moved.announce_from)
    assert mail.subject == "Your video sessions have moved"
    assert "The links that you have stay the same. Each works at the new time of its\nsession." in mail.text
    assert "other sessions" not in mail.text


async def test_a_session_without_video_has_moved_and_nothing_is_said_of_links(notifications: Notifications) -> None:
    booking = await notifications.books(2, video=False)
    await notifications.sends()
    moved = notifications.moved(booking.series.series, {2: datetime(2027, 10, 27, 14)})
    await notifications.hears(moved)
    (mail,) = await notifications.sends(at=moved.announce_from)
    assert mail.subject == "Your session has moved: Wednesday 27 October, 2pm"
    assert "link" not in mail.text


async def test_scenario_6_moved_and_moved_back_within_the_delay_sends_nothing(
    notifications: Notifications, booking: Booking
) -> None:
    there = notifications.moved(booking.series.series, {3: THIRD})
    await notifications.hears(there)
    notifications.now += MINUTE / 2
    back = notifications.moved(there.series, {3: booking.sessions[2].local_start})
    await notifications.hears(back)
    assert await notifications.sends(at=there.announce_from) == [], "it goes with the newest"
    assert await notifications.sends(at=back.announce_from) == []
    assert await announcements(notifications, booking) == [("suppressed", "nothing_to_tell")]
    at = booking.sessions[1].starts_at - DAY
    assert len(await notifications.sends(at=at)) == 1
    (reminder,) = await notifications.sends(at=booking.sessions[2].starts_at - DAY)
    assert holds_only(reminder, booking.urls[2])


async def test_scenario_6_a_reminder_that_was_due_while_its_session_was_moved_away_and_back_comes_all_the_same(
    notifications: Notifications, booking: Booking
) -> None:
    due_at = booking.sessions[1].starts_at - DAY
    assert await notifications.sends(at=due_at - MINUTE / 4) == []
    there = notifications.moved(booking.series.series, {2: datetime(2027, 10, 28, 15)})
    await notifications.hears(there)
    notifications.now = due_at + MINUTE / 4
    back = notifications.moved(there.series, {2: booking.sessions[1].local_start})
    await notifications.hears(back)
    (mail,) = await notifications.sends(at=back.announce_from)
    assert mail.subject == "Your video session: Thursday 28 October, 10am"
    assert holds_only(mail, booking.urls[1])
    assert await notifications.sends(at=notifications.now + MINUTE) == []


async def test_scenario_7_a_session_that_is_over_when_its_move_could_be_told_is_not_told_of(
    notifications: Notifications, booking: Booking
) -> None:
    moved = notifications.moved(booking.series.series, {1: datetime(2027, 10, 21, 8)})
    await notifications.hears(moved)
    assert await notifications.sends(at=moved.series.occurrences[0].ends_at) == []
    assert await announcements(notifications, booking) == [("suppressed", "session_over")]


async def test_scenario_17_of_two_changes_within_the_delay_of_which_the_second_is_undone_the_first_is_told_once(
    notifications: Notifications, booking: Booking
) -> None:
    first = notifications.moved(booking.series.series, {3: THIRD})
    second = notifications.moved(first.series, {4: FOURTH})
    undone = notifications.moved(second.series, {4: booking.sessions[3].local_start})
    await notifications.hears(first, second, undone)
    (mail,) = await notifications.sends(at=undone.announce_from)
    assert mail.subject == "Your video session has moved: Wednesday 3 November, 2pm"
    assert "11 November" not in mail.text
    assert "10 November" not in mail.text
    assert await notifications.sends(at=undone.announce_from + 10 * MINUTE) == []
    assert await announcements(notifications, booking) == [("sent", None)]


async def test_scenario_19_the_first_session_moved_behind_the_second_leaves_each_a_message_that_carries_its_link(
    notifications: Notifications,
) -> None:
    for confirmed in (True, False):
        notifications.becomes_another_practice()
        notifications.practitioner_id = notifications.practice_id
        booked_at = notifications.now
        booking = await notifications.books(3)
        before = await notifications.sends() if confirmed else []
        moved = notifications.moved(booking.series.series, {1: datetime(2027, 10, 29, 10)}, alone=True)
        await notifications.hears(moved)
        mails = [*before, *await notifications.sends(at=moved.announce_from)]
        first, second, third = moved.series.occurrences
        for session in (second, first, third):
            mails += await notifications.sends(at=session.starts_at - DAY)
        carrying = [next(iter(links_in(mail.text))) for mail in mails if links_in(mail.text)]
        assert set(carrying) == set(booking.urls)
        assert carrying[-2:] == [booking.urls[0], booking.urls[2]], "by the start, and not by the number"
        assert all(len(links_in(mail.text)) <= 1 for mail in mails)
        notifications.now = booked_at


async def test_what_is_not_to_be_told_is_told_with_the_next_that_is(
    notifications: Notifications, booking: Booking
) -> None:
    silent = notifications.moved(booking.series.series, {3: THIRD}, notify=False)
    await notifications.hears(silent)
    assert await notifications.sends(at=silent.announce_from + 10 * MINUTE) == []
    assert await announcements(notifications, booking) == []
    told = notifications.moved(silent.series, {4: FOURTH})
    await notifications.hears(told)
    (mail,) = await notifications.sends(at=told.announce_from)
    assert mail.subject == "2 of your video sessions have moved"
    assert "Before: Thursday 4 November 2027" in mail.text


async def test_a_confirmation_that_is_still_to_go_says_the_new_places_and_no_move_is_told(
    notifications: Notifications,
) -> None:
    booking = await notifications.books(4)
    moved = notifications.moved(booking.series.series, {3: THIRD})
    await notifications.hears(moved)
    (mail,) = await notifications.sends(at=moved.announce_from)
    assert mail.subject == "Your 4 video sessions are booked"
    assert "3. Wednesday 3 November 2027, 2pm" in mail.text
    assert await notifications.sends(at=moved.announce_from + 10 * MINUTE) == []
    assert await announcements(notifications, booking) == [("suppressed", "nothing_to_tell")]


async def test_of_what_was_never_told_no_move_is(notifications: Notifications) -> None:
    booking = notifications.booking(4)
    await notifications.hears(booking.series, *booking.about)  # the confirmation waits for its link
    moved = notifications.moved(booking.series.series, {3: THIRD})
    await notifications.hears(moved)
    assert await notifications.sends(at=moved.announce_from) == []
    assert await announcements(notifications, booking) == [("suppressed", "never_told")]


@pytest.mark.parametrize("cancelled", [2, 3])
async def test_a_change_of_any_kind_that_is_not_known_here_is_followed_and_told_as_changed(
    notifications: Notifications, booking: Booking, cancelled: int
) -> None:
    changed = notifications.moved(booking.series.series, {4: FOURTH}, what="inverted")
    series = changed.series
    sessions = [
        each.model_copy(update={"status": "cancelled"}) if each.number == cancelled else each
        for each in series.occurrences
    ]
    await notifications.hears(
        changed.model_copy(update={"series": series.model_copy(update={"occurrences": sessions})})
    )
    (mail,) = await notifications.sends(at=changed.announce_from)
    assert mail.subject == "2 of your video sessions have changed"
    assert "10am to 10:30am\nNow: Cancelled\n" in mail.text
    assert "Now: Wednesday 10 November 2027, 2pm to 2:30pm" in mail.text


async def test_others_make_an_announcement_that_waits_later_and_not_by_more_than_five_minutes(
    notifications: Notifications, booking: Booking
) -> None:
    first = notifications.moved(booking.series.series, {3: THIRD})
    await notifications.hears(first)
    series, hour = first.series, 11
    while notifications.now < first.announce_from + 4 * MINUTE:
        assert await notifications.sends(at=notifications.now + MINUTE / 2) == []
        moved = notifications.moved(series, {3: THIRD.replace(hour=hour)})
        await notifications.hears(moved)
        series, hour = moved.series, hour + 1
    (mail,) = await notifications.sends(at=first.announce_from + 5 * MINUTE)
    assert f"Now: Wednesday 3 November 2027, {hour - 1 - 12}pm" in mail.text
    assert await announcements(notifications, booking) == [("sent", None)]


async def test_invariant_7_moves_that_are_heard_again_or_in_any_order_change_no_row_and_are_told_once(
    notifications: Notifications,
) -> None:
    for order in permutations(range(3)):
        notifications.becomes_another_practice()
        notifications.practitioner_id = notifications.practice_id
        booking = await notifications.books(4)
        await notifications.sends()
        first = notifications.moved(booking.series.series, {3: THIRD})
        second = notifications.moved(first.series, {4: FOURTH})
        third = notifications.moved(second.series, {2: datetime(2027, 10, 27, 14)})
        events = [first, second, third]
        await notifications.hears(*(events[i] for i in order))
        (mail,) = await notifications.sends(at=first.announce_from)
        assert mail.subject == "3 of your video sessions have moved"
        before = await notifications.rows()
        await notifications.hears(*events, booking.series)
        assert await notifications.sends(at=first.announce_from + 10 * MINUTE) == []
        assert await notifications.rows() == before
        notifications.now = first.announce_from - ANNOUNCED_AFTER


class TestLinks:
    async def test_a_session_that_starts_within_the_reminders_lead_has_its_link_in_the_announcement_and_no_reminder(
        self, notifications: Notifications, booking: Booking
    ) -> None:
        moved = notifications.moved(booking.series.series, {3: datetime(2027, 10, 19, 7)}, alone=True)
        await notifications.hears(moved)
        (mail,) = await notifications.sends(at=moved.announce_from)
        assert mail.subject == "Your video session has moved: Tuesday 19 October, 7am"
        assert holds_only(mail, booking.urls[2])
        assert "Here is your link:" in mail.text
        assert await notifications.sends(at=moved.announce_from + MINUTE) == []
        states = await notifications.states(booking.id)
        assert ("reminder", "suppressed", "already_told") in states
        assert ("reminder", "cancelled", "session_moved") in states

    async def test_the_first_sessions_link_is_the_same_as_before(
        self, notifications: Notifications, booking: Booking
    ) -> None:
        notifications.now = booking.sessions[0].starts_at - timedelta(hours=4)
        moved = notifications.moved(booking.series.series, {1: datetime(2027, 10, 21, 17)})
        await notifications.hears(moved)
        (mail,) = await notifications.sends(at=moved.announce_from)
        assert holds_only(mail, booking.urls[0])
        assert "Here is your link, the same as before:" in mail.text
        assert await notifications.sends(at=moved.series.occurrences[0].ends_at) == []

    async def test_a_reminder_that_has_become_late_goes_where_the_announcement_does_not(
        self, notifications: Notifications, booking: Booking
    ) -> None:
        await notifications.fetch("UPDATE rules SET active = false WHERE trigger = 'changed'")
        moved = notifications.moved(booking.series.series, {3: datetime(2027, 10, 19, 7)}, alone=True)
        await notifications.hears(moved)
        assert await notifications.sends() == [], "it may be taken back until then"
        (mail,) = await notifications.sends(at=moved.announce_from)
        assert mail.subject == "Your video session: Tuesday 19 October, 7am"
        assert await announcements(notifications, booking) == [("suppressed", "rule_off")]


class TestScenario13:
    """A reminder that is being sent while its session is moved."""

    async def moves(self, notifications: Notifications, booking: Booking) -> None:
        moved = notifications.moved(booking.series.series, {2: datetime(2027, 10, 28, 8)}, alone=True)
        await notifications.hears(moved)

    async def test_it_is_stopped_where_it_has_not_gone_over_and_the_move_is_told_with_the_link(
        self, notifications: Notifications, booking: Booking
    ) -> None:
        notifications.mailbox.before("RCPT", lambda: self.moves(notifications, booking))
        assert await notifications.sends(at=booking.sessions[1].starts_at - DAY) == []
        (mail,) = await notifications.sends(at=notifications.now + ANNOUNCED_AFTER)
        assert mail.subject == "Your video session has moved: Thursday 28 October, 8am"
        assert holds_only(mail, booking.urls[1])
        assert await notifications.sends(at=notifications.now + 10 * MINUTE) == []
        states = await notifications.states(booking.id)
        assert ("reminder", "cancelled", "session_moved") in states
        assert ("reminder", "suppressed", "already_told") in states

    async def test_it_goes_where_it_has_gone_over_and_the_move_is_told_behind_it(
        self, notifications: Notifications, booking: Booking
    ) -> None:
        other = notifications.another_scheduler()
        meanwhile: list[int] = []

        async def it_is_moved() -> None:
            await self.moves(notifications, booking)
            notifications.now += ANNOUNCED_AFTER
            meanwhile.append(await other.send_due())

        notifications.mailbox.before("DOT", it_is_moved)
        mails = await notifications.sends(at=booking.sessions[1].starts_at - DAY)
        await other.close()
        assert meanwhile == [0], "it waits until the reminder has gone"
        assert [mail.subject for mail in mails] == [
            "Your video session: Thursday 28 October, 10am",
            "Your video session has moved: Thursday 28 October, 8am",
        ]
        assert holds_only(mails[1], booking.urls[1])
        assert await notifications.sends(at=notifications.now + 10 * MINUTE) == []


class TestOneWaits:
    async def test_an_announcement_that_was_stopped_gives_way_to_the_one_that_a_change_has_opened_meanwhile(
        self, notifications: Notifications, booking: Booking
    ) -> None:
        first = notifications.moved(booking.series.series, {3: THIRD})
        await notifications.hears(first)

        async def another_moves() -> None:
            await notifications.hears(notifications.moved(first.series, {4: FOURTH}))

        notifications.mailbox.before("RCPT", another_moves)
        assert await notifications.sends(at=first.announce_from) == []
        (mail,) = await notifications.sends(at=notifications.now + ANNOUNCED_AFTER)
        assert mail.subject == "2 of your video sessions have moved"
        assert sorted(await announcements(notifications, booking), key=str) == [
            ("cancelled", "superseded"),
            ("sent", None),
        ]

    async def test_one_that_may_have_arrived_is_sent_again_as_it_was(
        self, notifications: Notifications, booking: Booking
    ) -> None:
        moved = notifications.moved(booking.series.series, {3: THIRD})
        await notifications.hears(moved)
        notifications.mailbox.answers("DOT", HANG_UP)
        (mail,) = await notifications.sends(at=moved.announce_from)
        (again,) = await notifications.sends(at=moved.announce_from + MINUTE)
        assert (again.message_id, again.text) == (mail.message_id, mail.text)
        assert await announcements(notifications, booking) == [("sent", None)]

    async def test_one_that_may_have_arrived_is_followed_by_another_mail_once_its_session_has_moved_again(
        self, notifications: Notifications, booking: Booking
    ) -> None:
        """A mailbox may leave out a second mail of the same Message-ID."""
        first = notifications.moved(booking.series.series, {3: THIRD})
        await notifications.hears(first)
        notifications.mailbox.answers("DOT", HANG_UP)
        (mail,) = await notifications.sends(at=first.announce_from)
        second = notifications.moved(first.series, {3: THIRD.replace(hour=16)})
        await notifications.hears(second)
        (another,) = await notifications.sends(at=second.announce_from)
        assert another.message_id != mail.message_id
        assert "Now: Wednesday 3 November 2027, 4pm to 4:30pm" in another.text
        assert ("unknown", "no_final_answer") in await announcements(notifications, booking)

    async def test_a_move_between_a_confirmation_that_may_have_arrived_and_its_repetition_is_told(
        self, notifications: Notifications
    ) -> None:
        booking = await notifications.books(4)
        notifications.mailbox.answers("DOT", HANG_UP)
        assert len(await notifications.sends()) == 1
        moved = notifications.moved(booking.series.series, {3: THIRD})
        await notifications.hears(moved)
        repeated, told = await notifications.sends(at=moved.announce_from)
        assert repeated.subject == "Your 4 video sessions are booked"
        assert told.subject == "Your video session has moved: Wednesday 3 November, 2pm"


class TestWatermark:
    """By Postgres's clock, as booking's `announce_from` is."""

    async def moves(self, notifications: Notifications, booking: Booking, *, heard: timedelta) -> None:
        """With booking heard up to so long after the time from which it can be told."""
        (row,) = await notifications.fetch("SELECT clock_timestamp() AS now")
        moved = notifications.moved(booking.series.series, {3: THIRD})
        await notifications.hears(moved)
        await notifications.has_heard(BOOKING_EVENTS, ago=row["now"] - moved.announce_from - heard)
        notifications.now = moved.announce_from

    async def test_a_change_is_not_told_before_booking_is_heard_beyond_the_time_until_which_it_may_be_taken_back(
        self, notifications: Notifications, booking: Booking
    ) -> None:
        await self.moves(notifications, booking, heard=-MINUTE / 60)
        assert await notifications.sends() == []
        assert await announcements(notifications, booking) == [("scheduled", None)]

    async def test_and_is_then(self, notifications: Notifications, booking: Booking) -> None:
        await self.moves(notifications, booking, heard=MINUTE / 60)
        assert len(await notifications.sends()) == 1

    async def test_while_booking_is_not_heard_it_is_held_like_a_link_and_says_so(
        self, notifications: Notifications, booking: Booking
    ) -> None:
        moved = notifications.moved(booking.series.series, {3: THIRD})
        await notifications.hears(moved)
        await notifications.has_heard(BOOKING_EVENTS, ago=10 * MINUTE)
        assert await notifications.sends(at=moved.announce_from) == []
        assert await notifications.sends(at=moved.announce_from + MINUTE) == []
        assert await announcements(notifications, booking) == [("held", "diary_behind")]
        await notifications.has_heard(BOOKING_EVENTS, ago=-timedelta(days=3650))
        assert len(await notifications.sends()) == 1


class TestCancelled:
    async def test_a_session_whose_move_was_never_told_is_cancelled_at_the_place_that_was(
        self, notifications: Notifications, booking: Booking
    ) -> None:
        silent = notifications.moved(booking.series.series, {3: THIRD}, notify=False)
        await notifications.hears(silent)
        booking.series = booking.series.model_copy(update={"series": silent.series})
        await notifications.hears(notifications.changed(booking, "cancelled", 3, version=3, notify=True))
        (mail,) = await notifications.sends()
        assert mail.subject == "Your session on Thursday 4 November is cancelled"
        assert "on Thursday 4 November 2027 at 10am is\ncancelled." in mail.text

    async def test_moved_and_cancelled_within_the_delay_is_told_as_cancelled_alone(
        self, notifications: Notifications, booking: Booking
    ) -> None:
        moved = notifications.moved(booking.series.series, {3: THIRD, 4: FOURTH})
        await notifications.hears(moved)
        booking.series = booking.series.model_copy(update={"series": moved.series})
        await notifications.hears(notifications.changed(booking, "cancelled", 3, 4, version=3, notify=True))
        (mail,) = await notifications.sends(at=moved.announce_from)
        assert mail.subject == "2 of your sessions are cancelled"
        assert "Thursday 4 November 2027, 10am\nThursday 11 November 2027, 10am" in mail.text
        assert await notifications.sends(at=moved.announce_from + 10 * MINUTE) == []
        assert await announcements(notifications, booking) == [("suppressed", "nothing_to_tell")]

    async def test_a_cancellation_that_is_not_to_be_told_is_told_with_the_next_change(
        self, notifications: Notifications, booking: Booking
    ) -> None:
        cancelled = notifications.changed(booking, "cancelled", 2)
        await notifications.hears(cancelled)
        moved = notifications.moved(cancelled.series, {3: THIRD})
        await notifications.hears(moved)
        (mail,) = await notifications.sends(at=moved.announce_from)
        assert "Before: Thursday 28 October 2027, 10am to 10:30am\nNow: Cancelled\n" in mail.text


async def test_of_what_was_sent_before_anybody_kept_it_the_migration_knows_what_was_told(
    notifications: Notifications, booking: Booking
) -> None:
    await notifications.sends(at=booking.sessions[1].starts_at - DAY)
    await notifications.hears(notifications.changed(booking, "cancelled", 3, 4, notify=True))
    await notifications.sends()
    told = "SELECT practice_id, series_id, recipient, channel, appointment_id, local_start, fold, twice, local_end, "
    told += "starts_at, ends_at, status, practitioner_id, kind_id, link_generation FROM told ORDER BY appointment_id"
    kept = await notifications.fetch(told)
    await notifications.fetch("DELETE FROM told")
    await notifications.fetch(MIGRATION)
    assert len(kept) == 4
    assert [row["link_generation"] for row in kept] == [1, 1, None, None]
    assert await notifications.fetch(told) == kept
