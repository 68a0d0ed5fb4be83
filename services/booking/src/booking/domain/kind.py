from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal
from uuid import UUID

LONGEST_SESSION: Final = timedelta(days=1)

type Colour = Literal["blue", "purple", "orange", "green", "pink"]


@dataclass(frozen=True, slots=True)
class AppointmentKind:
    """A type of appointment: how long it is, and how long the practitioner needs before and after it."""

    id: UUID
    version: int
    name: str
    video: bool
    duration_minutes: int
    buffer_before_minutes: int
    buffer_after_minutes: int
    colour: Colour

    def occupies(self, starts_at: datetime, ends_at: datetime) -> tuple[datetime, datetime]:
        """From when to when the practitioner is taken."""
        return (
            starts_at - timedelta(minutes=self.buffer_before_minutes),
            ends_at + timedelta(minutes=self.buffer_after_minutes),
        )


def first_kinds(new_id: Callable[[], UUID]) -> list[AppointmentKind]:
    """What a practice starts with."""
    return [
        AppointmentKind(new_id(), 1, "Video follow-up", True, 30, 0, 0, "blue"),
        AppointmentKind(new_id(), 1, "Video first session", True, 50, 0, 0, "purple"),
        AppointmentKind(new_id(), 1, "Follow-up", False, 30, 0, 0, "orange"),
        AppointmentKind(new_id(), 1, "First session", False, 50, 0, 0, "green"),
    ]
