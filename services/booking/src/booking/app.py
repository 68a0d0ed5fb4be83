"""Where booking is wired together."""

from collections.abc import Sequence
from dataclasses import astuple
from datetime import UTC, datetime
from pathlib import Path

from fastapi import APIRouter, FastAPI
from uuid_utils.compat import uuid7

from booking import audit, command_line
from booking.consumers import consumers
from booking.diary_changes import DiaryChanges
from booking.installation import Installation
from booking.projections import links
from booking.reconciler import Reconciler
from booking.routes import (
    appointments,
    cancellation,
    clients,
    diary,
    kinds,
    move,
    practice,
    practitioners,
    reconciliation,
    series,
    undo,
)
from booking.settings import CommandSettings, SealingSettings, Settings
from contracts.keyring import Keyring
from contracts.sealed import TransitKeys
from contracts.topics import BOOKING_EVENTS, BOOKING_WATERMARKS
from contracts.watermark import Watermark, watermark
from messaging.audit_lifetime import AuditLifetime
from messaging.authenticity import SigningKeys
from messaging.database import Database
from messaging.handlers import Handlers
from messaging.http.audit import audit_routes
from messaging.http.bodies import Bodies
from messaging.http.identity import AccessTokens
from messaging.http.problems import answer_problems
from messaging.keys import by_id
from messaging.process import Service
from messaging.process import main as run
from messaging.watermarks import Watermarks
from messaging.worker import Worker

MIGRATIONS = Path(__file__).parents[2] / "migrations"


def create_api(settings: Settings, database: Database) -> FastAPI:
    app = FastAPI(
        title="Standing: booking",
        description="Diary, series, clients, appointment types; the appointment summary.",
        version="1",
        openapi_url="/api/booking/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        generate_unique_id_function=lambda route: route.name,
    )
    answer_problems(app)
    app.add_middleware(Bodies)
    app.state.access_tokens = AccessTokens(settings)
    app.state.database = database
    app.state.installation = create_installation(settings)
    app.state.diary_changes = DiaryChanges(settings.database_relay_url.get_secret_value())
    app.state.end_streams = app.state.diary_changes.close
    api = APIRouter(prefix="/api/booking/v1")
    for module in (
        series,
        diary,
        appointments,
        cancellation,
        move,
        clients,
        practice,
        practitioners,
        kinds,
        reconciliation,
        undo,
    ):
        api.include_router(module.router)
    api.include_router(audit_routes(audit.LOG.actions))
    app.include_router(api)
    return app


def create_installation(settings: Settings | CommandSettings) -> Installation:
    return Installation(
        now=lambda: datetime.now(UTC),
        new_id=uuid7,
        transit_keys=_transit_keys(settings),
        storage=settings.at_rest(Keyring),
    )


def _transit_keys(settings: SealingSettings) -> TransitKeys:
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


def create_worker(settings: Settings, database: Database) -> Worker:
    installation = create_installation(settings)
    return Worker(
        service="booking",
        database=database,
        relay_url=settings.database_relay_url.get_secret_value(),
        bootstrap=settings.kafka_bootstrap,
        signing=SigningKeys(settings.booking_signing_keys),
        security=settings.kafka_security(),
        handlers=create_handlers(settings),
        tasks=[
            Reconciler(database, now=installation.now),
            AuditLifetime(database, kept=settings.audit_kept, now=installation.now),
        ],
        watermarks=Watermarks(
            BOOKING_EVENTS,
            BOOKING_WATERMARKS,
            lambda topic, mark: watermark(topic, *astuple(mark), message_id=installation.new_id()),
            Watermark,
            beside=settings.seals_as_former,
        ),
    )


def create_handlers(settings: Settings) -> Sequence[Handlers]:
    return consumers(
        create_installation(settings),
        signed_by_video_links=SigningKeys(settings.video_links_signing_keys),
        signed_by_notifications=SigningKeys(settings.notifications_signing_keys),
    )


def main() -> None:
    run(
        Service(
            name="booking",
            settings=Settings,
            create_api=create_api,
            create_worker=create_worker,
            handlers=create_handlers,
            migrations=MIGRATIONS,
            checks=command_line.checks,
            at_rest=lambda settings: settings.at_rest(Keyring),
            sealed=[links.URL],
            add_commands=lambda commands: command_line.add_commands(commands, create_installation),
        )
    )
