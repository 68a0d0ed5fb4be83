"""What the services say of themselves: `<service> doctor` reads its own database, and nobody else does."""

import json
from collections.abc import Iterator, Sequence

from standing_operator.doctor.finding import Finding


def read(where: str, said: str) -> Iterator[Finding]:
    """What `<service> doctor` wrote, a JSON object a line."""
    found = 0
    for line in filter(str.strip, said.splitlines()):
        try:
            finding = Finding(where, **json.loads(line))
        except (ValueError, TypeError):
            yield Finding(where, "doctor", "bad", "said what is no finding", f"Is it what `{where} doctor` wrote?")
            return
        found += 1
        yield finding
    if not found:
        yield Finding(where, "doctor", "bad", "said nothing", f"Run `{where} doctor` to see why.")


def compare_zone_data(findings: Sequence[Finding]) -> Iterator[Finding]:
    """What one service says of a time, the others must say too."""
    versions = {one.where: one.facts["zone_data"][0] for one in findings if one.facts.get("zone_data")}
    if len(versions) < 2:
        return
    if len(set(versions.values())) > 1:
        words = ", ".join(f"{where} {version}" for where, version in versions.items())
        yield Finding("zone data", "all of one year", "bad", words, "Run the same release of all services.")
    else:
        yield Finding("zone data", "all of one year", "ok", next(iter(versions.values())))


def compare_keys(findings: Sequence[Finding]) -> Iterator[Finding]:
    """Whatever one service seals for transit, the others must open."""
    keys = {one.where: one.facts["transit_keys"] for one in findings if one.facts.get("transit_keys")}
    for sealer, own in keys.items():
        cannot = [opener for opener, theirs in keys.items() if own[0] not in theirs]
        check = f"opens what {sealer} seals"
        if cannot:
            do = f"Put {sealer}'s first transit key into STANDING_TRANSIT_KEYS of {' and of '.join(cannot)}."
            yield Finding("transit keys", check, "bad", f"not by {', '.join(cannot)}", do)
        elif len(keys) > 1:
            yield Finding("transit keys", check, "ok", ", ".join(other for other in keys if other != sealer))
