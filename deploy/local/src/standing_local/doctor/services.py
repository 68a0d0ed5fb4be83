"""What the services say of themselves: `<service> doctor` reads its own database, and nobody else does."""

import json
from collections.abc import Iterator, Sequence

from standing_local.doctor.finding import Finding
from standing_local.errors import StandingError
from standing_local.http_probe import answers_ok
from standing_local.processes import run
from standing_local.service import Service

_LOOK_INTO = "Look into its log: {}."


async def examine(service: Service) -> list[Finding]:
    """A service of the local stack: what its command says, and whether each of its processes is ready."""
    try:
        found = list(read(service.title, await run(service.doctor, accepts=(0, 1))))
    except StandingError as error:
        found = [Finding(service.title, "doctor", "bad", str(error), "Run `make setup`.")]
    for replica in service.replicas():
        for port in replica.ports:
            for path in ("/health/ready", "/health/worker"):
                well = await answers_ok(port, path)
                words = "ready" if well else "not ready"
                do = "" if well else _LOOK_INTO.format(replica.program.log)
                found.append(Finding(service.title, f"{port}{path}", "ok" if well else "bad", words, do))
    return found


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
