from typing import Annotated, ClassVar, Literal
from uuid import UUID

from pydantic import AwareDatetime

from contracts.event import Event, State
from contracts.sealed import On, Sealed
from contracts.topics import VIDEO_LINKS_EVENTS


class Link(State):
    """A one-time link. A new `generation` replaces the one before; `reason` is a code that says why a link is dead.

    From `opens_at` to `closes_at` it lets its client in.
    """

    appointment_id: UUID
    generation: int
    state: Literal["live", "dead"]
    reason: str | None = None
    opens_at: AwareDatetime | None = None
    closes_at: AwareDatetime | None = None
    url: Annotated[Sealed[str], On("links", "link.url")]


class SeriesLinks(State):
    """The newest link of every video appointment of a series. `version` counts the changes of this list."""

    series_id: UUID
    version: int
    links: list[Link]


class LinksChanged(Event):
    """A series' links as they are since `version`."""

    type: ClassVar = "links.changed.v1"
    topic: ClassVar = VIDEO_LINKS_EVENTS

    series_links: SeriesLinks

    @property
    def subject(self) -> UUID:
        return self.series_links.series_id
