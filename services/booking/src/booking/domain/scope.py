"""How far a change of one appointment reaches in its series."""

from collections.abc import Callable
from datetime import datetime
from typing import Literal

from booking.domain.series import Appointment

type Scope = Literal["this", "this_and_following", "all_ahead"]
SCOPES: tuple[Scope, ...] = ("this", "this_and_following", "all_ahead")


def reaches(scope: Scope, chosen: Appointment, *, now: datetime) -> Callable[[Appointment], bool]:
    """Whether it reaches an appointment of the same series: first and following go by start, never by number."""
    in_scope: dict[Scope, Callable[[Appointment], bool]] = {
        "this": lambda each: each.id == chosen.id,
        "this_and_following": lambda each: each.starts_at >= chosen.starts_at,
        "all_ahead": lambda each: each.starts_at > now,
    }
    return in_scope[scope]
