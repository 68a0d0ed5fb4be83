"""Whether alerts and dashboards ask for what there is: `check`.

Every query parses and names metrics that the services declare; every alert has its paragraph in docs/operations.md.
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import promql_parser
import yaml

ROOT = Path(__file__).parents[1]
OBSERVABILITY = ROOT / "deploy" / "observability"
ALERTS = OBSERVABILITY / "alerts.yml"
OPERATIONS = ROOT / "docs" / "operations.md"

# What Prometheus and its Python client add of themselves.
_GIVEN = {"up", "process_resident_memory_bytes", "process_cpu_seconds_total"}
_SUFFIXES = ("_bucket", "_count", "_sum", "_total")


def main() -> None:
    if sys.argv[1:] != ["check"]:
        sys.exit("usage: observability.py check")
    declared = declared_metrics()
    wrong = [f"{place}: {words}" for place, query in queries() for words in faults(query, declared)]
    wrong += [f"{OPERATIONS.name}: no paragraph on {alert}" for alert in alerts_without_runbook()]
    if wrong:
        sys.exit("\n".join(wrong))


def queries() -> Iterator[tuple[str, str]]:
    """Where each stands, and the query."""
    for rule in _rules():
        yield rule["alert"], rule["expr"]
    for file in sorted(OBSERVABILITY.glob("grafana/dashboards/*.json")):
        for panel in json.loads(file.read_text())["panels"]:
            for target in panel.get("targets", ()):
                yield f"{file.name}: {panel['title']}", target["expr"]


def faults(query: str, declared: set[str]) -> Iterator[str]:
    try:
        names = metrics_of(query)
    except ValueError as error:
        yield f"{query!r} does not parse: {error}"
        return
    for name in sorted(names - _GIVEN):
        if not {name, *(name.removesuffix(suffix) for suffix in _SUFFIXES)} & declared:
            yield f"no service declares {name}"


def metrics_of(query: str) -> set[str]:
    """Raises ValueError where it does not parse."""
    return {
        str(node.name) for node in _nodes(promql_parser.parse(query)) if isinstance(node, promql_parser.VectorSelector)
    }


def declared_metrics() -> set[str]:
    """As the sources name them; that they are really told, a test asks of the running stack."""
    sources = [*ROOT.glob("messaging/src/**/*.py"), *ROOT.glob("services/*/src/**/*.py")]
    return {
        name.removesuffix("_total")
        for source in sources
        for name in re.findall(r'"(standing_[a-z_]+)"', source.read_text())
    }


def alerts_without_runbook() -> list[str]:
    headings = {
        line.lstrip("# ").strip().lower() for line in OPERATIONS.read_text().splitlines() if line.startswith("#")
    }
    return [
        rule["alert"]
        for rule in _rules()
        if rule["alert"].lower() not in headings
        or rule["annotations"]["runbook"] != f"docs/operations.md#{rule['alert'].lower()}"
    ]


def _rules() -> list[dict[str, Any]]:
    return [rule for group in yaml.safe_load(ALERTS.read_text())["groups"] for rule in group["rules"]]


def _nodes(node: Any) -> Iterator[Any]:
    yield node
    for name in ("expr", "lhs", "rhs", "param", "vector_selector"):
        if (child := getattr(node, name, None)) is not None:
            yield from _nodes(child)
    for argument in getattr(node, "args", ()) or ():
        yield from _nodes(argument)


if __name__ == "__main__":
    main()
