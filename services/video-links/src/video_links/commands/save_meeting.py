from datetime import datetime
from uuid import UUID

from messaging.database import Connection
from video_links.domain.meeting import Meeting
from video_links.store.calls import save_client, save_course
from video_links.store.links import save_deaths
from video_links.store.tickets import remove_tickets_of


async def save_meeting(connection: Connection, meeting: Meeting, practice_id: UUID, *, now: datetime) -> None:
    """Who is the client, when one was first let in, which links are dead, and how it ended."""
    await replace_client(connection, meeting, practice_id, now=now)
    await save_course(connection, meeting)
    await save_deaths(connection, meeting.links)


async def replace_client(connection: Connection, meeting: Meeting, practice_id: UUID, *, now: datetime) -> None:
    """Have `meeting.client` be the appointment's live one, and no other. The tickets of those before are void."""
    ended = await save_client(connection, meeting, practice_id, now=now)
    if ended:
        await remove_tickets_of(connection, meeting.appointment_id, ended)
