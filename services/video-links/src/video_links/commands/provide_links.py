from collections.abc import Sequence
from datetime import datetime

from messaging import incarnations
from messaging.actor import Actor
from messaging.database import Connection
from messaging.incarnations import Incarnation
from video_links.commands.end_call import end_of
from video_links.commands.lock_call import lock_calls
from video_links.commands.save_call import Change, save_calls
from video_links.commands.tell_links import tell_links
from video_links.domain.link import LEFT_OUT, KnownLink, Link
from video_links.domain.series import Series
from video_links.installation import Installation
from video_links.projections.series import keep_series
from video_links.queries.newest_links import load_newest_links
from video_links.store.links import add_links, save_times


async def provide_links(
    connection: Connection,
    series: Series,
    *,
    by: Actor,
    now: datetime,
    told_again: bool = False,
    told_at: datetime | None = None,
    known: Sequence[KnownLink] = (),
    installation: Installation,
) -> int:
    """Give each booked video appointment of the series its link, take it from every other, and tell of all at once.

    Answers how many links are new.

    A series that is known already, or known better, changes nothing. One that is `told_again` is one that somebody may
    have lost: where it is not known better, its links are told in any case, in a list of a new version. Where it is of
    a later incarnation, what it was before is not so any more: links that are asleep wake, where they are needed.

    What booking knows of its links, and this database has lost, is `known` again. What was told before this database
    came back (`told_at`) makes none: there may have been some.
    """
    kept = await keep_series(connection, series, by.practice_id, told_again=told_again)
    if kept is None:
        return 0
    links = await load_newest_links(connection, series.id, keys=installation.keys)
    if lost := series.lost_links(links, known):
        await _take_over(connection, series, lost, by=by, now=now, installation=installation)
        links = await load_newest_links(connection, series.id, keys=installation.keys)
    withdrawn, moved = series.without_need_of(links), series.with_other_times_than(links)
    asleep = series.with_links_asleep(links) if kept == "as_new" or told_again else []
    if withdrawn or moved or asleep:
        calls = await lock_calls(connection, [*withdrawn, *moved, *asleep], by.practice_id, window=installation.window)
        changes = [
            end_of(call, call.withdraw(now=now), now=now, installation=installation)
            for call in calls
            if call.appointment_id in withdrawn
        ]
        changes += [
            Change(call, awake)
            for call in calls
            if call.appointment_id in asleep and (awake := call.wake(now=now)) != call
        ]
        if changes:
            await save_calls(connection, changes, by=by, now=now, installation=installation)
        await save_times(connection, series)
    wanting = series.in_want_of_links(links)
    incarnation = await incarnations.current(connection) if wanting else Incarnation()
    if told_at is not None and told_at.timestamp() * 1000 < incarnation.whole:
        wanting = []
    new = [
        Link(
            installation.new_id(),
            appointment.id,
            generation=first_generation(incarnation),
            token=installation.new_token(),
            starts_at=appointment.starts_at,
            ends_at=appointment.ends_at,
        )
        for appointment in wanting
    ]
    if new:
        await add_links(connection, series.id, new, by.practice_id, keys=installation.keys, now=now)
    if new or moved or withdrawn or asleep or told_again:
        await tell_links(connection, series.id, by=by, now=now, installation=installation)
    return len(new)


def first_generation(incarnation: Incarnation) -> int:
    """Which a link that is made now has at least: none that a link which was lost may have had."""
    return LEFT_OUT * incarnation.times + 1


async def _take_over(
    connection: Connection,
    series: Series,
    lost: Sequence[KnownLink],
    *,
    by: Actor,
    now: datetime,
    installation: Installation,
) -> None:
    """Have what clients hold work again. What lives of an earlier generation dies, as it had."""
    appointments = {each.id: each for each in series.appointments}
    calls = await lock_calls(
        connection, [each.appointment_id for each in lost], by.practice_id, window=installation.window
    )
    replaced = [Change(call, call.replaced()) for call in calls if call.live_link is not None]
    await save_calls(connection, replaced, by=by, now=now, installation=installation)
    links = [
        Link(
            installation.new_id(),
            each.appointment_id,
            generation=each.generation,
            token=each.token,
            starts_at=appointments[each.appointment_id].starts_at,
            ends_at=appointments[each.appointment_id].ends_at,
            state=each.state,
            reason=each.reason,
        )
        for each in lost
    ]
    await add_links(connection, series.id, links, by.practice_id, keys=installation.keys, now=now)
