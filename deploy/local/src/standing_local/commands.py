import argparse
import asyncio
import os
import shutil
import signal
from collections.abc import Awaitable, Callable
from datetime import timedelta

from standing_local import accounts, web
from standing_local.background import ensure_up
from standing_local.claim import Claim
from standing_local.demo.report import table, where_to_look
from standing_local.demo.story import booked_series
from standing_local.pid_files import end_leftovers
from standing_local.settings import Settings
from standing_local.stack import Stack
from standing_local.supervisor import Supervisor
from standing_operator.command import Command, say
from standing_operator.errors import StandingError

_REMINDER_IN = timedelta(seconds=12)

# All that a running stack writes; what was downloaded and the settings stay.
_DATA = ("postgres", "kafka", "mail", "identity", "gateway", "logs", "run", "secrets.json", "practices.json")


async def up(settings: Settings) -> None:
    claim = Claim(settings.run)
    with claim.held():
        if left := await end_leftovers(settings.run):
            say(f"Ended what an earlier run had left: {', '.join(left)}")
        try:
            await _run(settings, claim)
        except asyncio.CancelledError:
            say("Stopped. The data stay for the next start.")


async def demo(settings: Settings) -> None:
    """Raises StandingError when what is found is not what the article promises."""
    await ensure_up(settings, say)
    async with booked_series(settings, say, reminder_in=_REMINDER_IN) as booked:
        say(f"Waiting for the confirmation, and for the second session's reminder in {_REMINDER_IN.seconds} s ...")
        findings = await booked.settled(after=_REMINDER_IN)
    say(f"\n{table(findings)}\n\n{where_to_look(settings, Stack(settings, say).kafka)}\n")
    if broken := findings.broken_promises():
        raise StandingError(f"This is not so: {'; '.join(broken)}.")
    say("All is as promised.")


async def down(settings: Settings) -> None:
    claim = Claim(settings.run)
    supervisor = claim.supervisor()
    if supervisor is not None:
        os.kill(supervisor, signal.SIGTERM)
        if not await claim.released(within=60):
            raise StandingError(f"The stack (process {supervisor}) does not stop: see {settings.logs}.")
    left = await end_leftovers(settings.run)
    say("Stopped. The data stay." if supervisor or left else "Nothing runs.")


async def build_web(settings: Settings) -> None:
    await web.PACKAGES.install(settings.logs / "npm.log", say, with_tools=True)
    await web.build(settings.logs / "web.log", say)


async def reset(settings: Settings) -> None:
    await down(settings)
    outside = accounts.home_for(settings.directory / "postgres")
    for place in (outside, *(settings.directory / name for name in _DATA)):
        if place.is_dir():
            shutil.rmtree(place)
        else:
            place.unlink(missing_ok=True)
    say("All data are gone.")


async def _run(settings: Settings, claim: Claim) -> None:
    async with Supervisor.watching(settings.run, say) as supervisor:
        _stop_on_signals(supervisor)
        stack = Stack(settings, say)
        await stack.start(supervisor)
        claim.announce()
        say(f"\nStanding is up. Ctrl-C stops it.\n\n{stack.addresses()}\n")
        await asyncio.Event().wait()


def _stop_on_signals(supervisor: Supervisor) -> None:
    """The first one stops everything in good order, the second at once."""
    task = asyncio.current_task()
    assert task is not None
    asked = False

    def on_signal() -> None:
        nonlocal asked
        if asked:
            supervisor.kill()
        else:
            say("Stopping ...")
            task.cancel()
        asked = True

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, on_signal)


def _of_up(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--replicas",
        action="append",
        default=[],
        metavar="SERVICE=N",
        help="run a service several times: video-links=2",
    )


def _command(name: str, words: str, run: Callable[[Settings], Awaitable[None]]) -> Command:
    return Command(name, words, lambda _: run(Settings.load()))


COMMANDS = (
    Command(
        "up", "start everything; Ctrl-C stops it", lambda chosen: up(Settings.load(replicas=chosen.replicas)), _of_up
    ),
    _command("demo", "book four weekly video sessions, and see what comes of it", demo),
    _command("down", "stop what runs; the data stay", down),
    _command("web", "install what builds and checks the web, and build it", build_web),
    _command("reset", "stop what runs, and throw all data away", reset),
)
