"""What reconciliation finds, and operators have to mend, fires an alert."""

from collections.abc import Mapping
from typing import Any

import promql_parser
import pytest
import yaml

from booking.domain.reconciliation import CONCERNS
from tools.observability import ALERTS


def asks_for(expression: str, labels: Mapping[str, str]) -> bool:
    """Whether an alert's expression, an aggregate compared with a number, reads the gauge of these labels."""
    selector: Any = promql_parser.parse(expression).lhs.expr  # type: ignore[attr-defined]
    return all(
        (labels[matcher.name] == matcher.value) is (matcher.op is promql_parser.MatchOp.Equal)
        for matcher in selector.matchers.matchers
    )


@pytest.mark.parametrize("code", [code for code, concerns in CONCERNS.items() if concerns == "operator"])
def test_each_code_that_operators_mend_fires_one_alert(code: str) -> None:
    rules = [rule for group in yaml.safe_load(ALERTS.read_text())["groups"] for rule in group["rules"]]
    fired = [
        rule["alert"]
        for rule in rules
        if "standing_deviations{" in rule["expr"] and asks_for(rule["expr"], {"code": code, "concerns": "operator"})
    ]
    assert fired == ["StandingLinksMissing" if code == "no_link" else "StandingDeviations"]
