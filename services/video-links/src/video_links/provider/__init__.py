"""The seam to whoever carries picture and sound."""

from datetime import datetime
from typing import Protocol
from uuid import UUID


class VideoProvider(Protocol):
    def entry(self, participant_id: UUID, now: datetime) -> dict[str, object]:
        """What a page needs to take part, as JSON; `name` says by which provider."""
        ...
