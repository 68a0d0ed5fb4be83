from datetime import datetime
from uuid import UUID

from messaging.actor import Actor
from messaging.database import Connection
from video_links import audit
from video_links.commands.lock_call import lock_call
from video_links.commands.save_call import save_call
from video_links.domain.activity import Activity
from video_links.domain.call import Call
from video_links.installation import Installation


async def admit_client(
    connection: Connection, appointment_id: UUID, *, by: Actor, now: datetime, installation: Installation
) -> None:
    """Let the waiting client in, or ask them whether they go on with another host than before.

    Raises RoomUnknown, NotTheHost, ColleagueHosts, NobodyWaits.
    """
    before = await lock_call(connection, appointment_id, by.practice_id, window=installation.window)
    after = before.admit(by=by.subject, now=now)
    if after == before:
        return
    await save_call(
        connection, before, after, *let_in(before, after, now, installation), by=by, now=now, installation=installation
    )
    await audit.add(connection, "client_admitted", appointment_id, by=by, at=now, entry_id=installation.new_id())


def let_in(before: Call, after: Call, now: datetime, installation: Installation) -> list[Activity]:
    """That the client was let in, where they were not before."""
    if after.client is None or after.client.admitted_at is None or after.client == before.client:
        return []
    return [Activity(installation.new_id(), "admitted", now, link_id=after.client.link_id)]
