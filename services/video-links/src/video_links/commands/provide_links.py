from datetime import datetime

from messaging.actor import Actor
from messaging.database import Connection
from video_links import meetings, store
from video_links.commands.end_meeting import save_end
from video_links.commands.tell_links import Making, tell_links
from video_links.domain.link import Link
from video_links.domain.series import Series
from video_links.domain.token import RANDOM_BYTES, Token


async def provide_links(
    connection: Connection, series: Series, making: Making, *, by: Actor, now: datetime, told_again: bool = False
) -> int:
    """Give each booked video session of the series its link, take it from every other, and tell of all at once.

    Answers how many links are new.

    A series that is known already, or known better, changes nothing. One that is `told_again` is one that somebody may
    have lost: where it is not known better, its links are told in any case, in a list of a new version.
    """
    if not await store.lock_and_replace_series(connection, series, by.practice_id, told_again=told_again):
        return 0
    links = await store.newest_links(connection, series.id, making.storage)
    withdrawn = sorted(series.without_need_of(links))
    for appointment_id in withdrawn:
        meeting = await meetings.lock_meeting(connection, appointment_id, by.practice_id, window=making.window, now=now)
        await save_end(connection, meeting, meeting.withdraw(now=now), by=by, now=now, new_id=making.new_id)
    moved = await store.move_links(connection, series.id)
    new = [
        Link(
            making.new_id(),
            appointment.id,
            generation=1,
            token=Token.of(making.random_bytes(RANDOM_BYTES)),
            starts_at=appointment.starts_at,
            ends_at=appointment.ends_at,
        )
        for appointment in series.in_want_of_links(links)
    ]
    if new:
        await store.add_links(connection, series.id, new, by.practice_id, making.storage, now=now)
    if new or moved or withdrawn or told_again:
        await tell_links(connection, series.id, making, by=by, now=now)
    return len(new)
