"""What is done from a shell: `booking practice create`."""

import argparse
import json
import sys
from datetime import UTC, datetime
from uuid import UUID

from pydantic import TypeAdapter, ValidationError
from uuid_utils.compat import uuid7

from booking.commands.create_practice import create_practice
from booking.domain.practice import Practice
from booking.errors import BookingError
from booking.settings import CommandSettings
from contracts.sealed import TransitKeysMissing, transit_keys
from messaging.actor import Actor
from messaging.database import Database
from messaging.errors import SettingsInvalid
from messaging.http.text import Text


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    practice = commands.add_parser("practice", help="set up a practice").add_subparsers(
        required=True, metavar="COMMAND"
    )
    create = practice.add_parser("create", help="make a practice with its first manager; prints its id as JSON")
    create.add_argument("--name", type=_text, required=True, help="as clients know it")
    create.add_argument("--zone", required=True, help="IANA, such as Europe/London")
    create.add_argument("--phone", type=_text, help="whom clients ring")
    create.add_argument("--phone-hours", type=_text, help='in words, such as "Monday to Friday, 8:30am to 5:30pm"')
    create.add_argument("--email", type=_text)
    create.add_argument("--manager-subject", type=_text, required=True, help="the `sub` of the manager's tokens")
    create.add_argument("--manager-name", type=_text, required=True)
    create.add_argument("--id", type=UUID, help="made if not named; a practice that exists stays as it is")
    create.set_defaults(run=run_create_practice)


async def run_create_practice(arguments: argparse.Namespace) -> None:
    """Raises SettingsInvalid."""
    settings = CommandSettings()
    try:
        transit_keys()
    except TransitKeysMissing as error:
        raise SettingsInvalid(str(error)) from error
    practice = Practice(
        id=arguments.id or uuid7(),
        version=1,
        name=arguments.name,
        zone=arguments.zone,
        phone=arguments.phone,
        phone_hours=arguments.phone_hours,
        email=arguments.email,
    )
    manager = Actor(practice.id, arguments.manager_subject, arguments.manager_name)
    try:
        async with (
            Database(settings.database_url.get_secret_value(), connections=1) as database,
            database.transaction(practice.id) as connection,
        ):
            made = await create_practice(connection, practice, manager=manager, now=datetime.now(UTC), new_id=uuid7)
    except BookingError as error:
        sys.exit(f"booking: {error.title}. {error}")
    if not made:
        print(f"There is a practice {practice.id}; it stays as it is.", file=sys.stderr)
    print(json.dumps({"practice_id": str(practice.id)}))


def _text(value: str) -> str:
    try:
        text: str = TypeAdapter(Text).validate_python(value)
    except ValidationError as error:
        raise argparse.ArgumentTypeError(error.errors()[0]["msg"]) from error
    return text
