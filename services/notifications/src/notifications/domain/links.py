from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from messaging.version import Version


@dataclass(frozen=True, slots=True)
class Link:
    """An appointment's one-time link; a new generation replaces the old. It lets its client in from `opens_at` to
    `closes_at`."""

    appointment_id: UUID
    generation: int
    state: Literal["live", "dead"]
    reason: str | None
    opens_at: datetime | None
    closes_at: datetime | None
    url: str


@dataclass(frozen=True, slots=True)
class SeriesLinks:
    series_id: UUID
    version: Version
    links: tuple[Link, ...]
