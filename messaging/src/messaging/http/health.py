"""Liveness and readiness. The gateway asks `/health/ready`, which speaks of the API and Postgres alone."""

from fastapi import APIRouter, Response
from pydantic import BaseModel

from messaging.database import UNAVAILABLE, Database
from messaging.worker import Worker


class Health(BaseModel):
    status: str = "ok"
    trouble: list[str] = []


def health_routes(database: Database, worker: Worker | None) -> APIRouter:
    router = APIRouter(prefix="/health", include_in_schema=False)

    @router.get("/live")
    async def live() -> Health:
        return Health()

    @router.get("/ready")
    async def ready(response: Response) -> Health:
        try:
            async with database.transaction() as connection:
                await connection.execute("SELECT 1")
        except UNAVAILABLE as error:
            return _troubled(response, [f"Postgres: {type(error).__name__}"])
        return Health()

    if worker is not None:

        @router.get("/worker")
        async def worker_ready(response: Response) -> Health:
            return _troubled(response, worker.trouble) if worker.trouble else Health()

    return router


def _troubled(response: Response, trouble: list[str]) -> Health:
    response.status_code = 503
    return Health(status="not ready", trouble=trouble)
