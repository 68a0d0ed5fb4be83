"""The clinic's service, for commands (`tests.support.commands`)."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from fastapi import FastAPI

from messaging.authenticity import SigningKeys
from messaging.database import Database
from messaging.handlers import Handlers
from messaging.process import Service
from messaging.process import main as run
from messaging.setting_types import SharedKeys
from messaging.settings import ServiceSettings
from messaging.worker import Worker
from tests.support.chassis import NoteTaken, keep_note


class Settings(ServiceSettings):
    clinic_signing_keys: SharedKeys


def create_handlers(settings: Settings) -> Sequence[Handlers]:
    topic = os.environ["CLINIC_TOPIC"]
    handlers = Handlers(
        topic, signed_by=SigningKeys(settings.clinic_signing_keys), watermarks_topic=f"{topic}.watermarks"
    )
    handlers.on(NoteTaken)(keep_note)
    return [handlers]


def create_worker(settings: Settings, database: Database) -> Worker:
    return Worker(
        service="clinic",
        database=database,
        relay_url=settings.database_relay_url.get_secret_value(),
        bootstrap=settings.kafka_bootstrap,
        signing=SigningKeys(settings.clinic_signing_keys),
        handlers=create_handlers(settings),
    )


SERVICE: Final = Service(
    name="clinic",
    settings=Settings,
    create_api=lambda _, __: FastAPI(),
    create_worker=create_worker,
    handlers=create_handlers,
    migrations=Path(),
)


def main() -> None:
    run(SERVICE)
