"""`/metrics`, on the service's own port: the gateway does not pass it on."""

import asyncio
import time
from collections.abc import Sequence
from typing import Final

import structlog
from fastapi import APIRouter, Response
from prometheus_client import Counter
from prometheus_client.core import Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from messaging import metrics
from messaging.database import UNAVAILABLE, Database
from messaging.metrics import Sample, gauge
from messaging.worker import Worker

log = structlog.get_logger(__name__)

PATIENCE: Final = 3.0  # seconds for all that is asked of Postgres; Prometheus itself waits 10

UNANSWERED = Counter(
    "standing_metrics_unanswered_total", "Scrapes in which Postgres did not answer what was asked of it."
)


def metrics_routes(service: str, database: Database, worker: Worker | None) -> APIRouter:
    router = APIRouter(include_in_schema=False)

    @router.get("/metrics")
    async def tell() -> Response:
        asked = [metrics.of_process(service)]
        if worker is not None:
            asked += [*await _of_worker(worker), *await _of_database(database, worker.asked)]
        return Response(generate_latest(metrics.Exposition(service, asked)), media_type=CONTENT_TYPE_LATEST)

    return router


async def _of_worker(worker: Worker) -> list[Metric]:
    """Without asking Postgres or Kafka: it has to be answered when neither does."""
    now = time.monotonic()
    consumers, relay = worker.consumers, worker.relay
    lags = [
        ({"topic": consumer.topic, "partition": str(partition)}, lag)
        for consumer in consumers
        for partition, lag in (await consumer.lags()).items()
    ]
    return [
        gauge(
            "standing_consumer_lag_events",
            "Events of a partition that are not handled yet.",
            *(Sample(labels, lag.waiting) for labels, lag in lags),
        ),
        gauge(
            "standing_consumer_standstill_seconds",
            "Time for which a partition has not got on although events wait in it; 0 where none does.",
            *(Sample(labels, lag.stood_still) for labels, lag in lags),
        ),
        gauge(
            "standing_consumer_retrying",
            "1 while Postgres or Kafka keeps this topic's events from being handled.",
            *(Sample({"topic": consumer.topic}, float(consumer.troubled)) for consumer in consumers),
        ),
        gauge("standing_relay_active", "1 in the one process that publishes.", Sample({}, float(relay.active))),
        gauge(
            "standing_relay_idle_seconds",
            "Time since an event was last published; grows also where there is none.",
            Sample({}, now - relay.last_progress),
        ),
    ]


async def _of_database(database: Database, asked: Sequence[metrics.Ask]) -> list[Metric]:
    """Nothing where Postgres does not answer: an old figure would look like a good one."""
    try:
        async with asyncio.timeout(PATIENCE), database.transaction() as connection:
            return [family for ask in asked for family in await ask(connection)]
    except UNAVAILABLE as error:
        UNANSWERED.inc()
        log.warning("the database does not say how it stands", error=type(error).__name__)
        return []
