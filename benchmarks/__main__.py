"""`python -m benchmarks`: all of them, or those that are named."""

import argparse
import asyncio
import tempfile
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from benchmarks import (
    booking_over_http,
    call_reconnect,
    confirmation,
    diary_week,
    events,
    joins_under_guesses,
    moving,
    one_request,
    reminders,
    web_bundle,
)
from benchmarks.measure import load, machine

_BENCHMARKS: Mapping[str, Callable[[Path], Awaitable[str]]] = {
    "web_bundle": web_bundle.measured,
    "booking_over_http": booking_over_http.measured,
    "moving": moving.measured,
    "events": events.measured,
    "reminders": reminders.measured,
    "confirmation": confirmation.measured,
    "diary_week": diary_week.measured,
    "call_reconnect": call_reconnect.measured,
    "joins_under_guesses": joins_under_guesses.measured,
    "one_request": one_request.measured,
}


async def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="How long things take, and how large.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"which ones: {', '.join(_BENCHMARKS)}; else all")
    names = parser.parse_args().names or list(_BENCHMARKS)
    if unknown := set(names) - _BENCHMARKS.keys():
        parser.error(f"there is no {', '.join(sorted(unknown))}")
    print(f"{machine()}.", flush=True)
    for name in names:
        with _directory() as directory:
            print(f"\n## {name}\n\nBefore: {load()}.", flush=True)
            print(f"\n{await _BENCHMARKS[name](directory)}\n\nAfter: {load()}.", flush=True)


@contextmanager
def _directory() -> Iterator[Path]:
    """Open to the account that Postgres runs as, where we are root."""
    with tempfile.TemporaryDirectory(prefix="standing-bench-") as directory:
        Path(directory).chmod(0o711)
        yield Path(directory)


asyncio.run(main())
