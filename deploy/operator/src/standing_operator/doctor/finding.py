from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

type State = Literal["ok", "look", "bad"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check of `where` found. `facts` are for comparing the services with each other."""

    where: str
    check: str
    state: State
    words: str
    do: str = ""
    facts: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def line(self) -> str:
        said = f"{self.state:<5} {self.where:<14} {self.check:<32} {self.words}"
        return f"{said}  -> {self.do}" if self.do else said


def in_short(findings: Sequence[Finding]) -> str:
    bad, look = (sum(finding.state == state for finding in findings) for state in ("bad", "look"))
    if bad:
        return f"{bad} bad, {look} to look at, of {len(findings)} checks."
    return f"All is well, by {len(findings)} checks; {look} to look at." if look else f"All {len(findings)} are well."
