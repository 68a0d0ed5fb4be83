"""Where video-links is wired together."""

from pathlib import Path

from fastapi import FastAPI

from contracts.sealed import TransitKeysMissing, transit_keys
from messaging import process
from messaging.database import Database
from messaging.errors import SettingsInvalid
from messaging.http.problems import answer_problems
from messaging.process import Service
from messaging.worker import Worker
from video_links import consumers
from video_links.rooms import Rooms
from video_links.routes import link_page, signalling, stylesheet
from video_links.settings import Settings

NAME = "video-links"


def create_api(settings: Settings, database: Database) -> FastAPI:
    app = FastAPI(
        title="Standing: video-links",
        version="1",
        openapi_url="/api/video-links/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    app.state.database = database
    app.state.provider = settings.provider()
    app.state.rooms = Rooms(settings.database_relay_url.get_secret_value())
    app.include_router(stylesheet.router)
    app.include_router(signalling.router)
    app.include_router(link_page.router)
    answer_problems(app)
    return app


def create_worker(settings: Settings, database: Database) -> Worker:
    """Raises SettingsInvalid: keys are tried at once, not at the first event."""
    try:
        transit_keys()
        storage = settings.storage()
    except (TransitKeysMissing, ValueError) as error:
        raise SettingsInvalid(str(error)) from error
    return Worker(
        service=NAME,
        database=database,
        relay_url=settings.database_relay_url.get_secret_value(),
        bootstrap=settings.kafka_bootstrap,
        handlers=[consumers.booking_events(public_url=settings.public_url, storage=storage)],
    )


def main() -> None:
    process.main(
        Service(
            name=NAME,
            settings=Settings,
            create_api=create_api,
            create_worker=create_worker,
            migrations=Path(__file__).parents[2] / "migrations",
        )
    )
