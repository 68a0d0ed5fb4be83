"""Where notifications is put together."""

from collections.abc import Callable, Sequence
from dataclasses import astuple
from datetime import UTC, datetime, timedelta
from pathlib import Path

from fastapi import FastAPI
from uuid_utils.compat import uuid7

from contracts.keyring import Keyring
from contracts.sealed import TransitKeys
from contracts.topics import NOTIFICATIONS_EVENTS, NOTIFICATIONS_WATERMARKS
from contracts.watermark import Watermark, watermark
from messaging.audit_lifetime import AuditLifetime
from messaging.authenticity import SigningKeys
from messaging.database import Database
from messaging.handlers import Handlers
from messaging.http.aside import Aside
from messaging.http.audit import audit_routes
from messaging.http.bodies import Bodies
from messaging.http.identity import AccessTokens
from messaging.http.problems import answer_problems
from messaging.keys import by_id
from messaging.metrics import watermark_ages
from messaging.process import Service
from messaging.process import main as run
from messaging.watermarks import Watermarks
from messaging.worker import Worker
from notifications import audit, command_line
from notifications.consumers import booking_events, video_links_events
from notifications.installation import Installation
from notifications.mail.starting_set import starting_set
from notifications.metrics import waiting
from notifications.projections import clients, links, series
from notifications.queries.topics_behind import TOPICS
from notifications.routes import expected_messages, rules, templates
from notifications.scheduler import Scheduler
from notifications.sender import MailServer, Sender
from notifications.settings import Settings
from notifications.store import communications

SERVICE = "notifications"
PATH = "/api/notifications/v1"
# A lease lasts for a connection and for naming sender and recipient, and once more, renewed, for handing the mail over
# and recording the answer: each has the mail server's time-out once or twice. What it takes besides, in seconds:
MARGIN = 5.0


def _now() -> datetime:
    return datetime.now(UTC)


def create_api(settings: Settings, database: Database) -> FastAPI:
    app = FastAPI(
        title="Standing: notifications",
        version="1",
        openapi_url=f"{PATH}/openapi.json",
        docs_url=None,
        redoc_url=None,
        generate_unique_id_function=lambda route: route.name,
    )
    app.state.access_tokens = AccessTokens(settings)
    app.state.database = database
    app.state.installation = create_installation(settings)
    app.state.aside = Aside()
    answer_problems(app)
    app.add_middleware(Bodies)
    for module in (rules, templates, expected_messages):
        app.include_router(module.router, prefix=PATH)
    app.include_router(audit_routes(audit.LOG.actions), prefix=PATH)
    return app


def create_worker(settings: Settings, database: Database, *, now: Callable[[], datetime] = _now) -> Worker:
    installation = create_installation(settings, now=now)
    return Worker(
        service=SERVICE,
        database=database,
        relay_url=settings.database_relay_url.get_secret_value(),
        bootstrap=settings.kafka_bootstrap,
        signing=SigningKeys(settings.notifications_signing_keys),
        security=settings.kafka_security(),
        handlers=create_handlers(settings, installation),
        tasks=[AuditLifetime(database, kept=settings.audit_kept, now=installation.now)],
        careful=[create_scheduler(settings, database, installation)],
        watermarks=Watermarks(
            NOTIFICATIONS_EVENTS,
            NOTIFICATIONS_WATERMARKS,
            lambda topic, mark: watermark(topic, *astuple(mark), message_id=installation.new_id()),
            Watermark,
            beside=settings.seals_as_former,
        ),
        asked=[watermark_ages(list(TOPICS)), waiting(installation.now)],
    )


def create_handlers(settings: Settings, installation: Installation) -> Sequence[Handlers]:
    return [
        booking_events(installation, signed_by=SigningKeys(settings.booking_signing_keys)),
        video_links_events(installation, signed_by=SigningKeys(settings.video_links_signing_keys)),
    ]


def create_installation(settings: Settings, *, now: Callable[[], datetime] = _now) -> Installation:
    return Installation(
        now=now,
        new_id=uuid7,
        keys=settings.at_rest(Keyring),
        transit_keys=_transit_keys(settings),
        starting=starting_set(settings.delay),
        lease=timedelta(seconds=2 * settings.smtp_timeout + MARGIN),
        longest_hold=timedelta(seconds=settings.longest_hold),
    )


def _transit_keys(settings: Settings) -> TransitKeys:
    return TransitKeys(
        {
            "clients": Keyring(by_id(settings.clients_keys)),
            "words": Keyring(by_id(settings.words_keys)),
            "clinic": Keyring(by_id(settings.clinic_keys)),
            "links": Keyring(by_id(settings.links_keys)),
            "outcomes": Keyring(by_id(settings.outcomes_keys)),
        },
        former=settings.former_transit(),
        seals_as_former=settings.seals_as_former,
    )


def create_scheduler(settings: Settings, database: Database, installation: Installation) -> Scheduler:
    server = MailServer(
        host=settings.smtp_host,
        port=settings.smtp_port,
        security=settings.smtp_security,
        username=settings.smtp_username or None,
        password=settings.smtp_password.get_secret_value() or None,
        timeout=settings.smtp_timeout,
        connections=settings.smtp_connections,
        mail_from=settings.mail_from,
    )
    return Scheduler(
        database,
        Sender(server, now=installation.now),
        installation,
        listen_url=settings.database_relay_url.get_secret_value(),
    )


def main() -> None:
    run(
        Service(
            name=SERVICE,
            settings=Settings,
            create_api=create_api,
            create_worker=create_worker,
            handlers=lambda settings: create_handlers(settings, create_installation(settings)),
            migrations=Path(__file__).parents[2] / "migrations",
            checks=command_line.checks,
            at_rest=lambda settings: settings.at_rest(Keyring),
            sealed=[clients.RECIPIENTS, links.URL, series.NOTE, communications.ADDRESS, communications.DETAIL],
            add_commands=lambda commands: command_line.add_commands(commands, create_installation),
        )
    )
