"""Where notifications is put together."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from fastapi import FastAPI

from contracts.sealed import TransitKeysMissing, transit_keys
from messaging.database import Database
from messaging.errors import SettingsInvalid
from messaging.http.identity import AccessTokens
from messaging.http.problems import answer_problems
from messaging.process import Service
from messaging.process import main as run
from messaging.worker import Worker
from notifications.commands.installation import Installation
from notifications.consumers import booking_events, video_links_events
from notifications.mail.starting_set import starting_rules
from notifications.routes import rules, templates
from notifications.scheduler import Scheduler
from notifications.sender import STEPS, MailServer, Sender
from notifications.settings import Settings

SERVICE = "notifications"
PATH = "/api/notifications/v1"
MARGIN = 10.0  # seconds of a lease beside the mail server's time-outs, for Postgres and for rendering


def create_api(settings: Settings, database: Database) -> FastAPI:
    app = FastAPI(
        title="Standing: notifications",
        version="1",
        openapi_url=f"{PATH}/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    app.state.access_tokens = AccessTokens(settings)
    app.state.database = database
    answer_problems(app)
    app.include_router(rules.router, prefix=PATH)
    app.include_router(templates.router, prefix=PATH)
    return app


def create_worker(settings: Settings, database: Database) -> Worker:
    """Raises SettingsInvalid."""
    try:
        transit_keys()
        keys = settings.storage()
    except (TransitKeysMissing, ValueError) as error:
        raise SettingsInvalid(str(error)) from error
    relay_url = settings.database_relay_url.get_secret_value()
    server = _mail_server(settings)
    installation = Installation(
        keys=keys,
        now=_now,
        starting=starting_rules(settings.delay),
        lease=timedelta(seconds=STEPS * settings.smtp_timeout + MARGIN),
    )
    scheduler = Scheduler(database, Sender(server, now=_now), installation, listen_url=relay_url)
    return Worker(
        service=SERVICE,
        database=database,
        relay_url=relay_url,
        bootstrap=settings.kafka_bootstrap,
        handlers=[booking_events(installation), video_links_events(installation)],
        tasks=[scheduler],
    )


def main() -> None:
    run(
        Service(
            name=SERVICE,
            settings=Settings,
            create_api=create_api,
            create_worker=create_worker,
            migrations=Path(__file__).parents[2] / "migrations",
        )
    )


def _mail_server(settings: Settings) -> MailServer:
    return MailServer(
        host=settings.smtp_host,
        port=settings.smtp_port,
        security=settings.smtp_security,
        username=settings.smtp_username,
        password=settings.smtp_password.get_secret_value() if settings.smtp_password else None,
        timeout=settings.smtp_timeout,
        mail_from=settings.mail_from,
    )


def _now() -> datetime:
    return datetime.now(UTC)
