"""What booking tells Prometheus of what the other services made of its series."""

from prometheus_client import Gauge

DEVIATIONS = Gauge(
    "standing_deviations",
    "What reconciliation finds amiss in all practices, for more than a minute, by its code and whose it is to mend: in "
    "its last whole round, or in the round that it is in, where it has found more already.",
    ["code", "concerns"],
)
DEVIATIONS_COUNTED = Gauge(
    "standing_deviations_counted_timestamp_seconds", "When reconciliation ended its last whole round."
)
