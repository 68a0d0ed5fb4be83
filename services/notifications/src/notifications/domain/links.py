from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Link:
    """An appointment's one-time link; a new generation replaces the old. From `opens_at` on it lets its client in."""

    appointment_id: UUID
    generation: int
    state: Literal["live", "dead"]
    reason: str | None
    opens_at: datetime | None
    url: str


@dataclass(frozen=True, slots=True)
class SeriesLinks:
    series_id: UUID
    version: int
    links: tuple[Link, ...]
