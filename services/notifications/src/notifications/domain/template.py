from dataclasses import dataclass
from uuid import UUID

from notifications.domain.rule import Channel


@dataclass(frozen=True, slots=True)
class Template:
    id: UUID
    version: int
    name: str
    channel: Channel
    subject: str
    body: str
