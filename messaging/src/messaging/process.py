"""A service as a process: `api`, `worker`, both in one (`all`), or `migrate`."""

import argparse
import asyncio
import contextlib
import json
import signal
import socket
import sys
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import structlog
import uvicorn
from fastapi import FastAPI

from messaging import logs, trace
from messaging.at_rest import AtRest, SealedColumn
from messaging.came_back import CameBack
from messaging.database import SHOWN_AS, UNAVAILABLE, Database
from messaging.doctor import Finding, examine
from messaging.errors import CommandFailed, SettingsInvalid
from messaging.handlers import Handlers
from messaging.http.health import health_routes
from messaging.http.metrics import metrics_routes
from messaging.http.requests import Requests
from messaging.migrations import migrate
from messaging.operations import Operations
from messaging.release import application_name
from messaging.reseal import reseal
from messaging.schema import why_unusable
from messaging.settings import MigrationSettings, ResealSettings, ServiceSettings, StorageSettings
from messaging.shipped import Shipped, shipped
from messaging.worker import Worker

log = structlog.get_logger(__name__)

LOOK = 15.0  # seconds after which a process asks again whether the database serves its release
LARGEST_FRAME = 128_000  # bytes of what a WebSocket's other end says at once


@dataclass(frozen=True, slots=True)
class Service[S: ServiceSettings]:
    """What a service's `app.py` hands over. `add_commands` may add subcommands, whose `run` is a coroutine function;
    `checks` are what `doctor` looks at beside what all services have; `sealed` is what is kept sealed, by `at_rest`.

    An API whose answers may have no end, streams, hangs what ends them into its `state.end_streams`.
    """

    name: str
    settings: type[S]
    create_api: Callable[[S, Database], FastAPI]
    create_worker: Callable[[S, Database], Worker]
    handlers: Callable[[S], Sequence[Handlers]]
    migrations: Path
    add_commands: "Callable[[argparse._SubParsersAction[argparse.ArgumentParser]], None] | None" = None
    checks: Callable[[S], AsyncIterator[Finding]] | None = None
    at_rest: Callable[[StorageSettings], AtRest] | None = None
    sealed: Sequence[SealedColumn] = ()


def main[S: ServiceSettings](service: Service[S], arguments: Sequence[str] | None = None) -> None:
    """Run the command that the command line names. Exits with one line where the settings are wrong."""
    parser = argparse.ArgumentParser(prog=service.name)
    commands = parser.add_subparsers(required=True, metavar="COMMAND", dest="command")
    _command(commands, "api", "answer requests", lambda _: serve(service, api=True, worker=False))
    _command(commands, "worker", "relay and consume events", lambda _: serve(service, api=False, worker=True))
    _command(commands, "all", "api and worker in one process", lambda _: serve(service, api=True, worker=True))
    migrating = _command(
        commands,
        "migrate",
        "bring the database up to date, as its owner",
        lambda chosen: _migrate(service, after=chosen.after),
    )
    migrating.add_argument(
        "--after", action="store_true", help="also by what former releases do not bear, once none of them runs"
    )
    _command(
        commands, "doctor", "say what is well and what is not, as a JSON object a line", lambda _: _doctor(service)
    )
    if (at_rest := service.at_rest) is not None:
        _command(
            commands,
            "reseal",
            "seal anew, under the first storage key, all that is kept sealed: as the database's owner",
            lambda _: _reseal(service.sealed, at_rest),
        )
    Operations(service.name, lambda: service.handlers(service.settings())).add_commands(commands)
    if service.add_commands is not None:
        service.add_commands(commands)
    chosen = parser.parse_args(arguments)
    logs.configure(service.name)
    SHOWN_AS.set(application_name(service.name, chosen.command))
    try:
        asyncio.run(chosen.run(chosen))
    except (SettingsInvalid, CommandFailed) as error:
        sys.exit(f"{service.name}: {error}")


async def serve[S: ServiceSettings](service: Service[S], *, api: bool, worker: bool) -> None:
    """Until SIGTERM or SIGINT: then requests end, consumers stop, and the outbox is drained."""
    with trace.collected(service.name):
        await _serve(service, api=api, worker=worker)


async def _serve[S: ServiceSettings](service: Service[S], *, api: bool, worker: bool) -> None:
    settings = service.settings()
    files = shipped(service.migrations)
    async with settings.database() as database:
        if why := await _unusable(database, service.name, files):
            raise CommandFailed(why)
        work = service.create_worker(settings, database) if worker else None
        app = service.create_api(settings, database) if api else FastAPI(openapi_url=None)
        app.include_router(health_routes(database, work))
        app.include_router(metrics_routes(service.name, database, work))
        app.add_middleware(Requests)
        server = _Server(
            getattr(app.state, "end_streams", None),
            uvicorn.Config(
                app,
                host=settings.host,
                port=settings.port,
                log_config=None,
                access_log=False,
                server_header=False,
                proxy_headers=False,
                http="httptools",
                ws="websockets-sansio",
                ws_max_size=LARGEST_FRAME,
                timeout_graceful_shutdown=5,
            ),
        )
        loop = asyncio.get_running_loop()
        for stop_signal in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(stop_signal, setattr, server, "should_exit", True)
        async with asyncio.TaskGroup() as group:
            working = group.create_task(_work(work)) if work is not None else None
            if working is not None:
                working.add_done_callback(lambda _: setattr(server, "should_exit", True))
            unusable = group.create_task(_until_unusable(database, service.name, files))
            unusable.add_done_callback(lambda _: setattr(server, "should_exit", True))
            await server.serve()
            unusable.cancel()
            if work is not None:
                work.stop()
        if not unusable.cancelled():
            raise CommandFailed(unusable.result())
        if working is not None and (why := working.result()):
            raise CommandFailed(why)


async def _work(worker: Worker) -> str:
    """Why it cannot go on: the database went back beneath it. Begun anew, it stands until somebody says so."""
    try:
        await worker.run()
    except BaseExceptionGroup as several:
        came_back = several.subgroup(CameBack)
        if came_back is None:
            raise
        return str(came_back.exceptions[0])
    return ""


async def _until_unusable(database: Database, service: str, files: Shipped) -> str:
    """Why this release must not use the database any more. By looking it also keeps the process in `migrate`'s sight: a
    connection that nobody used for five minutes is closed."""
    while True:
        await asyncio.sleep(LOOK)
        if why := await _unusable(database, service, files):
            return why


async def _unusable(database: Database, service: str, files: Shipped) -> str:
    """A database that is away is waited for, by whoever needs it: the process comes up without."""
    try:
        return await why_unusable(database, service, files)
    except UNAVAILABLE as error:
        log.warning("cannot ask whether the database serves this release", error=type(error).__name__)
        return ""


class _Server(uvicorn.Server):
    """Leaves the signals to `serve`: uvicorn raises them again at its own end, before the outbox is drained.

    Ends streams before it waits for answers to end.
    """

    def __init__(self, end_streams: Callable[[], None] | None, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._end_streams = end_streams

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        if self._end_streams is not None:
            self._end_streams()
        await super().shutdown(sockets)

    def capture_signals(self) -> contextlib.AbstractContextManager[None]:  # type: ignore[override]
        return contextlib.nullcontext()


async def _migrate[S: ServiceSettings](service: Service[S], *, after: bool) -> None:
    url = MigrationSettings().database_owner_url.get_secret_value()
    try:
        applied = await migrate(url, service.migrations, after=after)
    except UNAVAILABLE as error:
        raise CommandFailed(f"Postgres: {type(error).__name__}: {error}".splitlines()[0]) from error
    log.info("migrated", applied=applied)


async def _reseal(columns: Sequence[SealedColumn], at_rest: Callable[[StorageSettings], AtRest]) -> None:
    settings = ResealSettings()
    if settings.seals_as_former:
        raise CommandFailed("Former releases may still read this: STANDING_SEAL_BOUND first, see docs/operations.md.")
    try:
        done = await reseal(settings.database_owner_url.get_secret_value(), columns, at_rest(settings))
    except UNAVAILABLE as error:
        raise CommandFailed(f"Postgres: {type(error).__name__}: {error}".splitlines()[0]) from error
    for each in done:
        print(f"{each.column.table}.{each.column.column}: {each.rows} sealed anew")
    if lost := [f"{each.column.table} {row_id}" for each in done for row_id in each.unreadable]:
        raise CommandFailed(f"{len(lost)} do not open with any of STANDING_STORAGE_KEYS: {', '.join(lost[:20])}")


async def _doctor[S: ServiceSettings](service: Service[S]) -> None:
    """Exits with 1 where something is bad."""
    bad = False
    async for finding in examine(service.name, service.settings, service.migrations, service.handlers, service.checks):
        print(json.dumps(asdict(finding)), flush=True)
        bad = bad or finding.state == "bad"
    if bad:
        sys.exit(1)


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    words: str,
    run: Callable[[argparse.Namespace], Coroutine[None, None, None]],
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=words)
    parser.set_defaults(run=run)
    return parser
