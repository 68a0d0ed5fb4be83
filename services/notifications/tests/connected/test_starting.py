"""What a practice starts with, and what it gets later of what a later release starts practices with."""

import asyncio

from tests.support.notifications import Notifications

BRIEF = "Brief recurring video confirmation"
ALL = 9  # rules, one a trigger


async def lacks_what_a_later_release_brought(notifications: Notifications) -> None:
    await notifications.hears(notifications.practice())
    await notifications.fetch("DELETE FROM rules WHERE trigger = 'cancelled'")
    await notifications.fetch("DELETE FROM templates WHERE name IN ('Cancellation', $1)", BRIEF)
    await notifications.fetch("UPDATE rules SET active = false, version = 2 WHERE trigger = 'reminder'")


async def has(notifications: Notifications) -> tuple[int, int]:
    (row,) = await notifications.fetch("SELECT (SELECT count(*) FROM rules), (SELECT count(*) FROM templates)")
    return row[0], row[1]


async def test_a_practice_gets_what_it_lacks_with_the_next_event_and_keeps_what_it_has(
    notifications: Notifications,
) -> None:
    await lacks_what_a_later_release_brought(notifications)
    assert await has(notifications) == (ALL - 1, ALL - 1)
    booking = await notifications.books(2)
    assert await has(notifications) == (ALL, ALL + 1)
    await notifications.hears(notifications.changed(booking, "cancelled", 2, notify=True))
    assert "cancelled" in {trigger for trigger, _, _ in await notifications.states(booking.id)}
    assert await has(notifications) == (ALL, ALL + 1), "nothing is given twice"
    (reminder,) = await notifications.fetch("SELECT active, version FROM rules WHERE trigger = 'reminder'")
    assert tuple(reminder) == (False, 2)


async def test_what_a_practice_lacks_is_added_once_by_two_at_once(notifications: Notifications) -> None:
    await lacks_what_a_later_release_brought(notifications)
    await asyncio.gather(
        *(notifications.hears(notifications.practice(version)) for version in range(2, 6)),
    )
    assert await has(notifications) == (ALL, ALL + 1)
