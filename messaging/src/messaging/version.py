"""Which of two states of one thing is the newer."""

from dataclasses import dataclass
from typing import Final, Self

from messaging.errors import VersionOutOfBounds

LARGEST: Final = 1_000_000  # more than anything of ours is ever changed; after a larger one nothing would be heard


@dataclass(frozen=True, order=True, slots=True)
class Version:
    """`number` counts the changes of a thing within one `incarnation` of its owner's database: any state of a later
    incarnation is newer than all of an earlier one. In SQL: `(incarnation, version) < ($1, $2)`."""

    incarnation: int
    number: int

    @classmethod
    def told(cls, incarnation: int, number: int, *, least: int = 1) -> Self:
        """As a neighbour says. Raises VersionOutOfBounds."""
        if not least <= number <= LARGEST:
            raise VersionOutOfBounds(f"No version is {number}: they go from {least} to {LARGEST}.")
        return cls(incarnation, number)

    @property
    def next(self) -> "Version":
        return Version(self.incarnation, self.number + 1)
