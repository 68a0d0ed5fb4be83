import argparse
import asyncio
import errno
import logging
import sys
from importlib.metadata import entry_points
from pathlib import Path
from uuid import UUID

from standing_operator.command import Command, say
from standing_operator.doctor.finding import in_short
from standing_operator.doctor.installation import BOOTSTRAP, Installation
from standing_operator.environment import PUBLIC_URL
from standing_operator.errors import StandingError
from standing_operator.here import find_here
from standing_operator.provisioning import PROVISION
from standing_operator.why.asking import ACCESS_TOKEN, Access, ask
from standing_operator.why.story import story


def main() -> None:
    parser = argparse.ArgumentParser(prog="standing", description="Standing, for whoever operates an installation.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in _installed():
        own = commands.add_parser(command.name, help=command.words, description=command.words)
        command.arguments(own)
        own.set_defaults(run=command.run)
    chosen = parser.parse_args()
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)  # what it says of a broker that is away is said by us
    try:
        asyncio.run(chosen.run(chosen))
    except StandingError as error:
        sys.exit(f"standing: {error}")
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        sys.exit(f"standing: the disk is full: {error.filename or 'nothing more can be written'}.")


async def doctor(chosen: argparse.Namespace) -> None:
    """Exits with 1 where something is bad. Raises StandingError."""
    findings = []
    async for finding in _installation(chosen).examined():
        findings.append(finding)
        say(finding.line())
    say(f"\n{in_short(findings)}")
    if any(finding.state == "bad" for finding in findings):
        sys.exit(1)


async def why(chosen: argparse.Namespace) -> None:
    """Raises StandingError."""
    say("\n".join(story(await ask(await _access(), chosen.appointment))))


def _installation(chosen: argparse.Namespace) -> Installation:
    if elsewhere := Installation.of_environment(chosen.said):
        return elsewhere
    if here := find_here():
        return here.installation()
    raise StandingError(f"Name what to examine: {BOOTSTRAP}, {PUBLIC_URL}, or files with what `SERVICE doctor` wrote.")


async def _access() -> Access:
    if elsewhere := Access.of_environment():
        return elsewhere
    if here := find_here():
        return await here.access()
    raise StandingError(f"Say where to ask, and as whom: {PUBLIC_URL} and {ACCESS_TOKEN}.")


def _of_doctor(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "said",
        nargs="*",
        type=Path,
        metavar="SERVICE.jsonl",
        help="what `SERVICE doctor` wrote in another installation",
    )


def _of_why(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "appointment", type=UUID, metavar="APPOINTMENT", help="its id, as in the address of its summary"
    )


_COMMANDS = (
    Command("doctor", "say what is well and what is not, here or elsewhere", doctor, _of_doctor),
    Command("why", "tell an appointment's story, and what is wrong with it in the first line", why, _of_why),
    PROVISION,
)


def _installed() -> list[Command]:
    """Our own, after those that other packages add."""
    added: list[Command] = []
    for point in entry_points(group="standing.commands"):
        added += point.load()
    return [*added, *_COMMANDS]
