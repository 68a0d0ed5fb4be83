"""What the web says of when a session is, by its own words: run in Node, and in no browser."""

import asyncio
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from booking.routes.models.series import SeriesAppointment
from standing_local import checkout, web
from standing_local.node import node

_HERE: Final = Path(__file__).parent


async def spans(sessions: Sequence[SeriesAppointment]) -> list[str]:
    """From when to when each is."""
    await web.PACKAGES.install(checkout.ROOT / ".local" / "logs" / "npm.log", print)
    lines = "\n".join(each.model_dump_json() for each in sessions)
    asked = await asyncio.create_subprocess_exec(
        node(), _HERE / "words.mjs", stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    said, _ = await asked.communicate(lines.encode())
    assert asked.returncode == 0
    found: list[str] = json.loads(said)
    return found
