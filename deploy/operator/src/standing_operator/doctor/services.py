"""What the services say of themselves: `<service> doctor` reads its own database, and nobody else does."""

import json
from collections.abc import Iterator, Sequence
from typing import Final

from standing_operator.doctor.finding import Finding

_KEYS: Final = "keys:"


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
    """What one service seals or signs with the first of its shared keys, the others that have such keys must know."""
    of_settings: dict[str, dict[str, Sequence[str]]] = {}
    for one in findings:
        for name, ids in one.facts.items():
            if name.startswith(_KEYS):
                of_settings.setdefault(name.removeprefix(_KEYS), {})[one.where] = ids
    for setting, keys in of_settings.items():
        unknown = {
            service: others
            for service, own in keys.items()
            if (others := [other for other, theirs in keys.items() if own[0] not in theirs])
        }
        for service, others in unknown.items():
            words = f"that of {service} is not known to {', '.join(others)}"
            do = f"Put {service}'s first one ({keys[service][0]}) into {setting} of {' and of '.join(others)} too."
            yield Finding("shared keys", setting, "bad", words, do)
        if not unknown and len(keys) > 1:
            yield Finding("shared keys", setting, "ok", f"known to {', '.join(keys)}")
