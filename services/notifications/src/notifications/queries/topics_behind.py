"""How far the neighbours have to be heard before a link is sent."""

from datetime import timedelta
from typing import Final, Literal

from contracts.topics import BOOKING_EVENTS, VIDEO_LINKS_EVENTS
from messaging.database import Connection
from notifications import lookups

MOST_BEHIND: Final = timedelta(seconds=30)
TOPICS: Final[dict[str, Literal["diary_behind", "links_behind"]]] = {
    BOOKING_EVENTS: "diary_behind",
    VIDEO_LINKS_EVENTS: "links_behind",
}


async def which_is_behind(connection: Connection) -> Literal["diary_behind", "links_behind"] | None:
    """The first of both."""
    behind = await lookups.topic_behind(connection, topics=list(TOPICS), most_behind=MOST_BEHIND)
    return TOPICS[behind] if behind else None
