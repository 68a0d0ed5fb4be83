"""What video-links tells Prometheus of its links."""

from prometheus_client import Histogram

LINK_AGE = Histogram(
    "standing_link_age_seconds",
    "Between the booking of a series and the making of its links.",
    buckets=(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3600),
)
