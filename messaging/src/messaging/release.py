"""Which release of Standing this is: the version that all its packages share."""

import re
from dataclasses import dataclass
from importlib.metadata import version
from typing import Final, Self


@dataclass(frozen=True, order=True, slots=True)
class Release:
    major: int
    minor: int
    patch: int = 0

    @classmethod
    def parse(cls, text: str) -> Self:
        """`0.2` or `0.2.0`; what follows the numbers does not count. Raises ValueError."""
        numbers = re.match(r"(\d+)\.(\d+)(?:\.(\d+))?", text)
        if numbers is None:
            raise ValueError(f"{text!r} is no release, such as 0.2.")
        return cls(*(int(number) for number in numbers.groups(default="0")))

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.patch}"


FIRST: Final = Release(0, 1)
RELEASE: Final = Release.parse(version("messaging"))


def application_name(program: str, command: str) -> str:
    """What a process calls itself to Postgres: `booking 0.2.0 api`."""
    return f"{program} {RELEASE} {command}"


def release_of(application_name: str) -> Release | None:
    """Of the process that calls itself so; None where it does not say. The first release's did not."""
    said = re.fullmatch(r"[\w-]+ (\d+\.\d+\.\d+) [\w-]+", application_name)
    return Release.parse(said[1]) if said else None
