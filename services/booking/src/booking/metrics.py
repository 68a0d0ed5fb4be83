"""What booking tells Prometheus of what the other services made of its series."""

from prometheus_client import Gauge

DEVIATIONS = Gauge(
    "standing_deviations",
    "What reconciliation finds amiss in all practices, for more than a minute, by its code and whose it is to mend.",
    ["code", "concerns"],
)
