"""What a process tells Prometheus.

A label is a topic, a type, a route's template or a code: never a practice, a client, an appointment or an address.
"""

import platform
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version

from prometheus_client import REGISTRY, Counter, Histogram, disable_created_metrics
from prometheus_client.core import GaugeMetricFamily, Metric

from messaging import streaks, zones
from messaging.database import Connection

disable_created_metrics()  # type: ignore[no-untyped-call]

COUNTED_UP_TO = 10_000  # rows that wait; beyond, a count would cost more than it tells

REQUESTS = Histogram(
    "standing_http_request_seconds",
    "Time until a request was answered, by the route's template.",
    ["method", "route", "status"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
EVENTS = Counter(
    "standing_events_total",
    "Events that were handled, parked, or passed over since this service has no use for their type.",
    ["topic", "type", "result"],
)
WATERMARKS_REFUSED = Counter(
    "standing_watermarks_refused_total",
    "Watermarks that speak of the future, or of partitions that the topic does not have: they are not kept.",
    ["topic"],
)
PUBLISHED = Counter("standing_events_published_total", "Events that the broker has acknowledged.", ["topic"])

NOT_AUTHENTIC = Counter(
    "standing_events_not_authentic_total",
    "Those of the parked ones that are not signed by their topic's owner.",
    ["topic"],
)


@dataclass(frozen=True, slots=True)
class Sample:
    labels: Mapping[str, str]
    value: float


type Ask = Callable[[Connection], Awaitable[Sequence[Metric]]]


def gauge(name: str, words: str, *samples: Sample) -> GaugeMetricFamily:
    """What a gauge has just now; all its `samples` have the same labels."""
    names = list(samples[0].labels) if samples else []
    family = GaugeMetricFamily(name, words, labels=names)
    for sample in samples:
        family.add_metric([sample.labels[label] for label in names], sample.value)
    return family


def of_process(service: str) -> Metric:
    about = {"version": version(service), "python": platform.python_version(), "zone_data": zones.VERSION}
    return gauge("standing_build_info", "What runs; always 1.", Sample(about, 1))


async def backlog(connection: Connection) -> Sequence[Metric]:
    """What waits in the outbox, what is parked, and which partitions stand."""
    row = await connection.fetchrow(
        """
        SELECT unpublished, extract(epoch FROM clock_timestamp() - oldest_added_at)::float8 AS oldest_unpublished,
               parked, extract(epoch FROM clock_timestamp() - oldest_parked_at)::float8 AS oldest_parked
          FROM backlog($1)
        """,
        COUNTED_UP_TO,
    )
    assert row is not None
    known = await streaks.find(connection)
    up_to = f"counted up to {COUNTED_UP_TO}"
    return [
        gauge("standing_outbox_events", f"Events not published yet; {up_to}.", Sample({}, row["unpublished"])),
        gauge(
            "standing_outbox_oldest_seconds", "Age of the oldest of them.", Sample({}, row["oldest_unpublished"] or 0)
        ),
        gauge("standing_parked_events", f"Events that are parked; {up_to}.", Sample({}, row["parked"])),
        gauge("standing_parked_oldest_seconds", "Age of the oldest of them.", Sample({}, row["oldest_parked"] or 0)),
        gauge(
            "standing_partition_stands",
            "1 for each partition that is not read on, since too many of its events in a row could not be handled.",
            *(
                Sample({"topic": place.topic, "partition": str(place.partition)}, 1)
                for place, streak in known.items()
                if streak.stands
            ),
        ),
    ]


def watermark_ages(topics: Sequence[str]) -> Ask:
    """Of the topics whose watermarks a service keeps."""

    async def ask(connection: Connection) -> Sequence[Metric]:
        rows = await connection.fetch(
            """
            SELECT asked.topic,
                   CASE WHEN count(watermarks.partition) >= max(watermarks.partitions)
                        THEN extract(epoch FROM clock_timestamp() - min(watermarks.committed_before))::float8
                        ELSE 'Infinity'
                   END AS age
              FROM unnest($1::text[]) AS asked (topic)
              LEFT JOIN watermarks USING (topic)
             GROUP BY asked.topic
            """,
            topics,
        )
        return [
            gauge(
                "standing_watermark_age_seconds",
                "All that the topic's producer committed longer ago than this has been heard; infinite where one of its"
                " partitions has told nothing yet.",
                *(Sample({"topic": row["topic"]}, row["age"]) for row in rows),
            )
        ]

    return ask


class Exposition:
    """All metrics of a process, each with its service."""

    def __init__(self, service: str, asked: Iterable[Metric]) -> None:
        self._service = service
        self._asked = list(asked)

    def collect(self) -> Iterator[Metric]:
        for family in [*REGISTRY.collect(), *self._asked]:
            family.samples = [
                sample._replace(labels={"service": self._service, **sample.labels}) for sample in family.samples
            ]
            yield family
