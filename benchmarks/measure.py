"""Measuring several times, and saying what came out: medians with their spread, as ratios to a peer of the same run."""

import os
import platform
import statistics
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Spread:
    """What one thing took, run by run."""

    values: Sequence[float]

    @classmethod
    def of(cls, values: Iterable[float]) -> Self:
        return cls(sorted(values))

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    def words(self, unit: str, *, digits: int = 0) -> str:
        """ "412 ms (398 to 455)" """
        least, most = self.values[0], self.values[-1]
        return f"{self.median:.{digits}f} {unit} ({least:.{digits}f} to {most:.{digits}f})"

    def ratio_to(self, peer: "Spread") -> str:
        return f"{self.median / peer.median:.2f}"


def percentile(values: Iterable[float], part: float) -> float:
    """The value that `part` of them (0.99) do not exceed."""
    ordered = sorted(values)
    return ordered[round(part * (len(ordered) - 1))]


async def in_turns[T](
    measures: Mapping[str, Callable[[], Awaitable[T]]], *, rounds: int, unmeasured: int = 1
) -> dict[str, list[T]]:
    """Each measure once a round, so that whatever else the machine does falls on all alike; the first rounds are
    thrown away."""
    taken: dict[str, list[T]] = {name: [] for name in measures}
    for number in range(unmeasured + rounds):
        for name, measure in measures.items():
            value = await measure()
            if number >= unmeasured:
                taken[name].append(value)
    return taken


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Markdown."""
    lines = [headings, ["---"] + ["---:"] * (len(headings) - 1), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def machine() -> str:
    """In words."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{os.cpu_count()} processors ({platform.machine()}), {memory:.0f} GiB of memory, {platform.system()}, "
        f"Python {platform.python_version()}"
    )


def load() -> str:
    """How busy the machine is. Before a benchmark it is others' work; after it, the benchmark's own as well."""
    return f"{os.getloadavg()[0]:.1f} processes ran on average in the last minute"


def latencies(heading: str, taken: Mapping[str, Sequence[Sequence[float]]], *, peer: str, digits: int = 0) -> str:
    """What half and 99 % of the ms of each round stayed within, and both as a ratio to `peer`. Markdown."""
    half, most = (
        {name: Spread.of(percentile(one, part) for one in rounds) for name, rounds in taken.items()}
        for part in (0.5, 0.99)
    )
    return table(
        [heading, "half within", "ratio", "99 % within", "ratio"],
        [
            [
                name,
                half[name].words("ms", digits=digits),
                half[name].ratio_to(half[peer]),
                most[name].words("ms", digits=digits),
                most[name].ratio_to(most[peer]),
            ]
            for name in taken
        ],
    )
