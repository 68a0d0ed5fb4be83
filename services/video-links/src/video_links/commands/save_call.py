from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from messaging import outbox
from messaging.actor import Actor
from messaging.database import Connection
from video_links.domain.activity import Activity
from video_links.domain.call import Call
from video_links.errors import TicketRefused
from video_links.events import call_activity
from video_links.installation import Installation
from video_links.store.calls import (
    remove_participants,
    save_client,
    save_client_ends,
    save_courses,
    save_participant,
)
from video_links.store.links import save_awakenings, save_deaths


@dataclass(frozen=True, slots=True)
class Change:
    """Of a call that is locked, and what happened by it."""

    before: Call
    after: Call
    activities: Sequence[Activity] = ()


async def save_call(
    connection: Connection,
    before: Call,
    after: Call,
    *activities: Activity,
    by: Actor,
    now: datetime,
    installation: Installation,
) -> None:
    """Keep what differs and what happened, and tell it. Whoever changes a call has locked it, and ends with this.

    A link that is new is yet to be added, and the series' links are yet to be told. Raises TicketRefused where a page
    that has entered bears the id of another call's.
    """
    await save_calls(connection, [Change(before, after, activities)], by=by, now=now, installation=installation)


async def save_calls(
    connection: Connection, changes: Sequence[Change], *, by: Actor, now: datetime, installation: Installation
) -> None:
    """As `save_call`. A call of which nothing is told that was not told before keeps its version, and no event goes."""
    await _save_lives(connection, changes)
    await _save_clients(connection, changes, by.practice_id, now=now)
    await _save_participants(connection, changes, by.practice_id)
    after = [_told(change, now) for change in changes]
    noted = [(change.after.appointment_id, activity) for change in changes for activity in change.activities]
    await save_courses(connection, after, noted, by.practice_id)
    for change, call in zip(changes, after, strict=True):
        if call.version != change.before.version:
            event = call_activity(call, change.activities, event_id=installation.new_id(), by=by, at=now)
            await outbox.add(connection, event)


async def _save_lives(connection: Connection, changes: Sequence[Change]) -> None:
    known = {link.id for change in changes for link in change.before.links}
    changed = [link for change in changes for link in change.after.links if link not in change.before.links]
    if died := [link for link in changed if link.dead]:
        await save_deaths(connection, died)
    if woken := [link for link in changed if not link.dead and link.id in known]:
        await save_awakenings(connection, woken)


async def _save_clients(connection: Connection, changes: Sequence[Change], practice_id: UUID, *, now: datetime) -> None:
    """Those of before end first: an appointment has one at most."""
    ended = [
        change.before.client.id
        for change in changes
        if change.before.client and (change.after.client is None or change.after.client.id != change.before.client.id)
    ]
    if ended:
        await save_client_ends(connection, ended, now=now)
    for change in changes:
        if change.after.client is not None and change.after.client != change.before.client:
            await save_client(connection, change.after.client, change.after.appointment_id, practice_id)


async def _save_participants(connection: Connection, changes: Sequence[Change], practice_id: UUID) -> None:
    """Raises TicketRefused."""
    gone = [
        page.id
        for change in changes
        for page in change.before.participants
        if change.after.participant(page.id) is None
    ]
    if gone:
        await remove_participants(connection, gone)
    for change in changes:
        for page in change.after.participants:
            if page not in change.before.participants and not await save_participant(
                connection, page, change.after.appointment_id, practice_id
            ):
                raise TicketRefused


def _told(change: Change, now: datetime) -> Call:
    after = change.after.tell(now=now)
    is_news = change.activities or (after.told, after.ended) != (change.before.told, change.before.ended)
    return after if is_news else change.after
