"""What is done from a shell: `video-links resync` and `restored`."""

import argparse
from collections.abc import Callable, Coroutine, Sequence
from typing import Any
from uuid import UUID

from messaging.actor import Actor
from messaging.database import Connection, Database
from messaging.telling_again import TellingAgain, begin_anew
from video_links.commands.tell_links import tell_links
from video_links.installation import Installation
from video_links.lookups import find_told_series
from video_links.settings import Settings

BY = "resync"  # what events name as their actor


def add_commands(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    create_installation: Callable[[Settings], Installation],
) -> None:
    def tell() -> Callable[[Connection, UUID, Sequence[UUID]], Coroutine[Any, Any, None]]:
        installation = create_installation(Settings())

        async def of_practice(connection: Connection, practice_id: UUID, series_ids: Sequence[UUID]) -> None:
            by, now = Actor(practice_id, BY), installation.now()
            for series_id in series_ids:
                await tell_links(connection, series_id, by=by, now=now, installation=installation)

        return of_practice

    TellingAgain(find_told_series, tell).add_commands(commands)
    restored = commands.add_parser(
        "restored", help="this database came back from a backup: what was told before is not to be relied on"
    )
    restored.set_defaults(run=run_restored)


async def run_restored(_: argparse.Namespace) -> None:
    """What it does not know any more is told by booking, and its own links with the answer: told before, they would
    take the place of those that booking knows and this database has lost."""
    async with Database(Settings().database_url.get_secret_value(), connections=1) as database:
        await begin_anew(database, whole=True)
    print("Messages with links are held until booking has told their series: run `booking resync all` now.")
