import asyncio
from itertools import permutations

import pytest

from messaging.errors import NoSuchZone
from messaging.failures import is_the_events_own
from tests.support.notifications import Notifications
from tests.support.sealing_keys import KEYS


async def test_every_order_of_series_links_client_practice_and_practitioner_ends_in_the_same_mails(
    notifications: Notifications,
) -> None:
    for number, order in enumerate(permutations(range(5))):
        notifications.becomes_another_practice()
        notifications.practitioner_id = notifications.practice_id
        booking = notifications.booking(2, email=f"client-{number}@example.org")
        events = [booking.events[i] for i in order]
        for event in events[:-1]:
            await notifications.hears(event)
            assert await notifications.sends() == [], f"nothing goes before {events[-1].type}"
        await notifications.hears(events[-1])
        (mail,) = await notifications.sends()
        assert mail.recipients == [f"client-{number}@example.org"]
        assert booking.urls[0] in mail.text
        assert "Harbour Street Physiotherapy" in mail.text
        assert "Dr. Adeyemi" in mail.text
        states = await notifications.states(booking.id)
        assert states == [("recurring_video", "sent", None), ("reminder", "scheduled", None)]
    assert number == 119


async def test_events_that_come_at_the_same_time_end_in_the_same_mails(notifications: Notifications) -> None:
    for number in range(20):
        notifications.becomes_another_practice()
        notifications.practitioner_id = notifications.practice_id
        booking = notifications.booking(2, email=f"client-{number}@example.org")
        await asyncio.gather(*(notifications.hears(event) for event in booking.events))
        (mail,) = await notifications.sends()
        assert mail.recipients == [f"client-{number}@example.org"]


async def test_a_practice_starts_with_its_rules_once_whoever_comes_first(notifications: Notifications) -> None:
    bookings = [notifications.booking(2) for _ in range(8)]
    await asyncio.gather(*(notifications.hears(booking.series) for booking in bookings))
    rules = await notifications.fetch("SELECT trigger, channel, active, delay, lead FROM rules ORDER BY trigger")
    assert [(rule["trigger"], rule["channel"], rule["active"], rule["lead"]) for rule in rules] == [
        ("cancelled", "email", True, None),
        ("changed", "email", True, None),
        ("link_reissued", "email", True, None),
        ("link_requested", "email", True, None),
        ("recurring", "email", True, None),
        ("recurring_video", "email", True, None),
        ("reminder", "email", True, "PT24H"),
        ("single", "email", True, None),
        ("single_video", "email", True, None),
    ]
    assert len(await notifications.fetch("SELECT FROM templates")) == 10


async def test_invariant_7_hearing_everything_again_in_any_order_changes_no_row_and_sends_nothing(
    notifications: Notifications,
) -> None:
    bookings = [notifications.booking(3), notifications.booking(1), notifications.booking(2, video=False)]
    events = [event for booking in bookings for event in booking.events]
    events.append(notifications.practice(version=2, name="Harbour Street"))
    await notifications.hears(*events)
    assert len(await notifications.sends()) == 3
    before = await notifications.rows()
    await notifications.hears(*events)
    await notifications.hears(*reversed(events))
    assert await notifications.sends() == []
    assert await notifications.rows() == before


async def test_invariant_7_what_was_decided_once_is_not_decided_again_under_other_rules(
    notifications: Notifications,
) -> None:
    await notifications.hears(notifications.practice())
    await notifications.fetch("UPDATE rules SET kind_id = id")  # of no kind that is booked
    booking = await notifications.books(2)
    await notifications.fetch("UPDATE rules SET kind_id = NULL")
    before = await notifications.rows()
    await notifications.hears(*booking.events)
    assert await notifications.rows() == before
    assert await notifications.sends() == []


async def test_a_series_in_a_zone_that_nobody_knows_is_the_events_own_failure(notifications: Notifications) -> None:
    event = notifications.booking(2).series
    series = event.series.model_copy(update={"zone": "Europe/Atlantis"})
    with pytest.raises(NoSuchZone) as raised:
        await notifications.hears(event.model_copy(update={"series": series}))
    assert is_the_events_own(raised.value)


async def test_invariant_7_an_old_event_after_a_new_one_changes_nothing(notifications: Notifications) -> None:
    booking = notifications.booking(2)
    series = booking.series.series
    newer = notifications.links(series, version=2, generation=2)
    await notifications.hears(*booking.events, newer, notifications.practice(version=3, name="The new name"))
    before = await notifications.rows()
    await notifications.hears(booking.links, notifications.practice(version=2, name="An old name"), booking.series)
    assert await notifications.rows() == before
    (mail,) = await notifications.sends()
    assert newer.series_links.links[0].url.open(KEYS) in mail.text
    assert "The new name" in mail.text


async def test_what_an_event_names_twice_is_kept_once(notifications: Notifications) -> None:
    booking = notifications.booking(2)
    series, links = booking.series.series, booking.links.series_links
    twice = series.model_copy(update={"occurrences": [*series.occurrences, *series.occurrences]})
    links_twice = links.model_copy(update={"links": [*links.links, *links.links]})
    await notifications.hears(
        booking.series.model_copy(update={"series": twice}),
        booking.links.model_copy(update={"series_links": links_twice}),
        *booking.about,
    )
    assert len(await notifications.fetch("SELECT FROM appointments")) == 2
    assert len(await notifications.sends()) == 1
