from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

type ActivityKind = Literal[
    "opened",
    "joined",
    "rejoined",
    "taken_over",
    "admitted",
    "left",
    "lost",
    "host_entered",
    "host_left",
    "concluded",
    "missed",
    "abandoned",
    "expired",
    "reissued",
    "requested",
]


@dataclass(frozen=True, slots=True)
class Activity:
    """A line of the ledger. `agent` is what the program that opened the link called itself; `scanner`: it looked like
    a program that nobody sits at."""

    id: UUID
    kind: ActivityKind
    at: datetime
    link_id: UUID | None = None
    generation: int | None = None
    scanner: bool = False
    agent: str | None = None
