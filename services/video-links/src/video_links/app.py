"""Where video-links is wired together."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import astuple
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from fastapi import FastAPI
from uuid_utils.compat import uuid7

from contracts.keyring import Keyring
from contracts.sealed import TransitKeys
from contracts.topics import VIDEO_LINKS_EVENTS, VIDEO_LINKS_WATERMARKS
from contracts.watermark import Watermark, watermark
from messaging import process
from messaging.audit_lifetime import AuditLifetime
from messaging.authenticity import SigningKeys
from messaging.batcher import Batcher
from messaging.database import Database
from messaging.handlers import Handlers
from messaging.http.audit import audit_routes
from messaging.http.bodies import Bodies
from messaging.http.identity import AccessTokens
from messaging.http.problems import answer_problems
from messaging.keys import by_id
from messaging.process import Service
from messaging.watermarks import Watermarks
from messaging.worker import Worker
from video_links import audit, command_line, consumers
from video_links.domain.limit import Limit
from video_links.domain.link import LinkRef
from video_links.domain.pace import Pace
from video_links.domain.token import RANDOM_BYTES, Token
from video_links.installation import Installation
from video_links.lookups import find_links
from video_links.rooms import Rooms
from video_links.routes import assets, link_page, room, signalling
from video_links.routes.dependencies import RateLimits
from video_links.routes.door import Door
from video_links.routes.link_addresses import LinkAddresses
from video_links.routes.newcomers import Newcomers
from video_links.routes.private_headers import PrivateHeaders
from video_links.routes.readers import answer_trouble
from video_links.settings import Settings
from video_links.store import links
from video_links.sweeper import Sweeper

NAME = "video-links"
TRIED_WITHIN: Final = timedelta(minutes=10)
OPENINGS: Final = 100  # of one link, noted within that time at each replica
REJOINS: Final = 10  # times as often as others may join, the browser comes back that has joined
LARGEST_FROM_CLIENTS: Final = 4_096  # bytes of a body below /v/; the gateway has the same (deploy/gateway)


def _now() -> datetime:
    return datetime.now(UTC)


def create_api(settings: Settings, database: Database) -> FastAPI:
    app = FastAPI(
        title="Standing: video-links",
        description="One-time links, the page that a client opens, and the host's side of the room.",
        version="1",
        openapi_url="/api/video-links/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        generate_unique_id_function=lambda route: route.name,
    )
    answer_problems(app, trouble=answer_trouble)
    app.state.access_tokens = AccessTokens(settings)
    app.state.database = database
    app.state.installation = create_installation(settings)
    app.state.limits = RateLimits(
        trusted_proxies=tuple(settings.trusted_proxies),
        links=Batcher(lambda tokens: _find_links(database, tokens)),
        unknown_links=Pace(settings.unknown_links_a_second),
        joins=Limit(settings.joins_limit, TRIED_WITHIN),
        rejoins=Limit(REJOINS * settings.joins_limit, TRIED_WITHIN),
        openings=Limit(OPENINGS, TRIED_WITHIN),
    )
    app.state.provider = settings.provider()
    app.state.newcomers = Newcomers()
    app.state.rooms = Rooms(settings.database_relay_url.get_secret_value())
    app.include_router(assets.router)
    app.include_router(signalling.router)
    app.include_router(link_page.router)
    app.include_router(room.router, prefix="/api/video-links/v1")
    app.include_router(audit_routes(audit.LOG.actions), prefix="/api/video-links/v1")
    app.add_middleware(Bodies, smaller={"/v/": LARGEST_FROM_CLIENTS})
    app.add_middleware(Door)
    app.add_middleware(PrivateHeaders, public_url=settings.public_url)
    app.add_middleware(LinkAddresses)
    return app


async def _find_links(database: Database, tokens: Sequence[Token]) -> list[LinkRef]:
    async with database.transaction() as connection:
        return await find_links(connection, tokens)


def create_worker(settings: Settings, database: Database) -> Worker:
    installation = create_installation(settings)
    return Worker(
        service=NAME,
        database=database,
        relay_url=settings.database_relay_url.get_secret_value(),
        bootstrap=settings.kafka_bootstrap,
        signing=SigningKeys(settings.video_links_signing_keys),
        security=settings.kafka_security(),
        handlers=create_handlers(settings),
        tasks=[
            Sweeper(database, installation),
            AuditLifetime(database, kept=settings.audit_kept, now=installation.now),
        ],
        watermarks=Watermarks(
            VIDEO_LINKS_EVENTS,
            VIDEO_LINKS_WATERMARKS,
            lambda topic, mark: watermark(topic, *astuple(mark), message_id=installation.new_id()),
            Watermark,
            beside=settings.seals_as_former,
        ),
    )


def create_handlers(settings: Settings) -> Sequence[Handlers]:
    signed_by = SigningKeys(settings.booking_signing_keys)
    return [consumers.booking_events(create_installation(settings), signed_by=signed_by)]


def create_installation(settings: Settings, *, now: Callable[[], datetime] = _now) -> Installation:
    return Installation(
        now=now,
        new_id=uuid7,
        new_token=lambda: Token.of(secrets.token_bytes(RANDOM_BYTES)),
        keys=settings.at_rest(Keyring),
        transit_keys=TransitKeys(
            {"clinic": Keyring(by_id(settings.clinic_keys)), "links": Keyring(by_id(settings.links_keys))},
            former=settings.former_transit(),
            seals_as_former=settings.seals_as_former,
        ),
        public_url=settings.public_url,
        window=settings.window,
    )


def main() -> None:
    process.main(
        Service(
            name=NAME,
            settings=Settings,
            create_api=create_api,
            create_worker=create_worker,
            handlers=create_handlers,
            add_commands=lambda commands: command_line.add_commands(commands, create_installation),
            migrations=Path(__file__).parents[2] / "migrations",
            at_rest=lambda settings: settings.at_rest(Keyring),
            sealed=[links.TOKEN],
        )
    )
