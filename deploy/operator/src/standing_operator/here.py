from importlib.metadata import entry_points
from typing import Protocol

from standing_operator.doctor.installation import Installation
from standing_operator.why.asking import Access


class Here(Protocol):
    """The installation on this machine: what is meant where the environment names no other."""

    def installation(self) -> Installation:
        """Raises StandingError."""

    async def access(self) -> Access:
        """Raises StandingError."""


def find_here() -> Here | None:
    """As the package that runs one tells, by its entry point `standing.here`."""
    for point in entry_points(group="standing.here"):
        here: Here = point.load()
        return here
    return None
