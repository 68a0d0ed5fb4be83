"""What a process tells Prometheus, as it is read there."""

import httpx
from fastapi import FastAPI
from prometheus_client.parser import text_string_to_metric_families

from messaging.database import Database
from messaging.http.metrics import metrics_routes
from messaging.worker import Worker


class Scraped:
    """What a process tells, by name and labels."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.samples = {
            (sample.name, frozenset(sample.labels.items())): sample.value
            for family in text_string_to_metric_families(text)
            for sample in family.samples
        }

    def value(self, name: str, **labels: str) -> float | None:
        return self.samples.get((name, frozenset({"service": "messaging", **labels}.items())))

    def of(self, name: str) -> list[float]:
        return [value for (of, _), value in self.samples.items() if of == name]


async def scrape(database: Database, worker: Worker | None) -> Scraped:
    api = FastAPI()
    api.include_router(metrics_routes("messaging", database, worker))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=api), base_url="http://test") as client:
        answer = await client.get("/metrics")
    assert answer.status_code == 200
    return Scraped(answer.text)
