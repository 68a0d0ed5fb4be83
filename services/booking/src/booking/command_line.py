"""What is done from a shell: `booking practice create`, `contact` and `delay`, `resync`, `restored`, `rezone`."""

import argparse
import json
import sys
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import batched, chain
from typing import Annotated, Any, Final
from uuid import UUID

from pydantic import Field, TypeAdapter, ValidationError

from booking import lookups
from booking.commands.change_contact import Contact, change_contact
from booking.commands.change_delay import change_delay
from booking.commands.create_practice import create_practice
from booking.commands.judge_contact import judge_contact
from booking.commands.rezone_practitioner import moves_of_rezoning, rezone_practitioner
from booking.commands.tell_again import (
    tell_clients_again,
    tell_practices_again,
    tell_practitioners_again,
    tell_series_again,
)
from booking.domain.practice import LONGEST_DELAY, TOLD_AFTER, Practice
from booking.domain.rezone import astray
from booking.errors import BookingError, PracticeUnreachable
from booking.installation import Installation
from booking.queries.lost import series_lost
from booking.queries.resync import Told, ids_since
from booking.queries.rezone import series_in_question
from booking.settings import CommandSettings, Settings
from booking.store.practices import find_practice
from booking.store.series import series_among, several_series
from messaging import telephone, zones
from messaging.actor import Actor
from messaging.database import UNAVAILABLE, Database
from messaging.doctor import Finding
from messaging.http.text import Name, Text
from messaging.mail_address import MailAddress
from messaging.telling_again import add_as_new, begin_anew, moment

BATCH = 200  # of what is told in one transaction
TELLS: Final[dict[Told, Callable[..., Awaitable[None]]]] = {
    "practices": tell_practices_again,
    "practitioners": tell_practitioners_again,
    "clients": tell_clients_again,
    "series": tell_series_again,
}

type Command = Callable[..., Coroutine[None, None, None]]


_DELAY_HELP: Final = "seconds from a change on for which its client is not told, so that it can be taken back: 60"


def add_commands(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    create_installation: Callable[[CommandSettings], Installation],
) -> None:
    with_database = partial(_with_database, create_installation)
    practice = commands.add_parser("practice", help="set up a practice").add_subparsers(
        required=True, metavar="COMMAND"
    )
    create = practice.add_parser("create", help="make a practice with its first manager; prints its id as JSON")
    create.add_argument("--name", type=_name, required=True, help="as clients know it")
    create.add_argument("--zone", required=True, help="IANA, such as Europe/London")
    _add_contact(create)
    create.add_argument("--manager-subject", type=_text, required=True, help="the `sub` of the manager's tokens")
    create.add_argument("--manager-name", type=_text, required=True)
    create.add_argument("--changes-told-after", type=_delay, default=TOLD_AFTER, metavar="SECONDS", help=_DELAY_HELP)
    create.add_argument("--id", type=UUID, help="made if not named; a practice that exists stays as it is")
    create.set_defaults(run=with_database(run_create_practice))
    contact = practice.add_parser("contact", help="change how clients reach a practice; what is not named stays")
    contact.add_argument("id", type=UUID, metavar="ID")
    _add_contact(contact)
    contact.set_defaults(run=with_database(run_change_contact))
    delay = practice.add_parser("delay", help="how long after a change its client is told")
    delay.add_argument("id", type=UUID, metavar="ID")
    delay.add_argument("seconds", type=_delay, metavar="SECONDS", help=_DELAY_HELP)
    delay.set_defaults(run=with_database(run_change_delay))
    restored = commands.add_parser(
        "restored",
        help="this database came back from a backup: tell everything, as newer than all before",
    )
    restored.set_defaults(run=with_database(run_restored))
    resync = commands.add_parser(
        "resync", help="tell the other services again what is booked, so that they mend what they lost"
    ).add_subparsers(required=True, metavar="WHAT")
    of_series = resync.add_parser("series", help="these series")
    of_series.add_argument("ids", type=UUID, nargs="+", metavar="ID")
    of_series.set_defaults(run=with_database(run_resync_series))
    of_practice = resync.add_parser("practice", help="all that a practice has")
    of_practice.add_argument("id", type=UUID, metavar="ID")
    of_practice.set_defaults(run=with_database(run_resync_practice))
    everything = resync.add_parser("all", help="all that every practice has")
    everything.set_defaults(run=with_database(run_resync_since), time=None)
    rezone = commands.add_parser(
        "rezone", help="after a change of a zone's rules: have what is booked take place at its local time"
    )
    rezone.add_argument("--dry-run", action="store_true", help="say what would move, and move nothing")
    rezone.set_defaults(run=with_database(run_rezone))
    since = resync.add_parser("since", help="all that was made or changed since then, in every practice")
    since.add_argument("time", type=moment, metavar="TIME", help="such as 2027-10-20T09:00+01:00")
    since.set_defaults(run=with_database(run_resync_since))
    for command in (of_series, of_practice, everything, since):
        add_as_new(command)


def _add_contact(command: argparse.ArgumentParser) -> None:
    """How clients reach a practice: one of number and address at least, in the end."""
    command.add_argument("--phone", type=_phone, help="whom clients ring")
    command.add_argument("--phone-hours", type=_text, help='in words, such as "Monday to Friday, 8:30am to 5:30pm"')
    command.add_argument("--email", type=_mail_address, help="where clients write to, and answers to mails go")


async def checks(settings: Settings) -> AsyncIterator[Finding]:
    """What `booking doctor` looks at beside what all services have."""
    try:
        async with settings.database(connections=1) as database:
            yield await _local_times(database, now=datetime.now(UTC))
            yield await _contacts(database)
            yield await _lost(database, now=datetime.now(UTC))
    except UNAVAILABLE as error:
        yield Finding("local times", "bad", type(error).__name__, "Does Postgres answer?")


async def _local_times(database: Database, *, now: datetime) -> Finding:
    """Of what is booked ahead, by the zone data of now."""
    not_there = 0
    for practice_id in await _practices(database):
        async with database.transaction(practice_id) as connection:
            found = await series_in_question(connection, zone_data=zones.VERSION, now=now)
            for batch in batched(chain.from_iterable(found.values()), BATCH):
                several = await several_series(connection, batch)
                not_there += sum(len(astray(series, now=now)) for series in several)
    if not_there:
        words = f"{not_there} sessions ahead are not at theirs by zone data {zones.VERSION}"
        return Finding("local times", "bad", words, "Run `booking rezone --dry-run`, then without.")
    return Finding("local times", "ok", f"all sessions ahead are at theirs by zone data {zones.VERSION}")


async def _contacts(database: Database) -> Finding:
    """Of practices from before a number or an address was asked for, and of numbers that nobody can dial."""
    unreachable = []
    for practice_id in await _practices(database):
        async with database.transaction(practice_id) as connection:
            try:
                judge_contact(await find_practice(connection, practice_id))
            except PracticeUnreachable as error:
                unreachable.append(f"practice {practice_id}: {error}")
    if unreachable:
        do = "Name them by `booking practice contact ID --phone …`, or `--email …`."
        return Finding("practices' contacts", "look", " ".join(unreachable), do)
    return Finding("practices' contacts", "ok", "clients can reach every practice")


async def _lost(database: Database, *, now: datetime) -> Finding:
    """After it came back from a backup: what clients have links to, and the diary does not know."""
    lost = []
    for practice_id in await _practices(database):
        async with database.transaction(practice_id) as connection:
            found = await series_lost(connection, now=now)
        lost += [f"practice {practice_id}, series {series_id} ({live})" for series_id, live in found]
    if lost:
        words = f"live links of series that the diary has lost: {'; '.join(lost)}"
        return Finding("lost series", "look", words, "Clients may come by them: the clinic books these sessions anew.")
    return Finding("lost series", "ok", "every live link is one of a series in the diary")


async def run_rezone(arguments: argparse.Namespace, database: Database, *, installation: Installation) -> None:
    now, counts = installation.now(), Counter[str]()
    for practice_id in await _practices(database):
        async with database.transaction(practice_id) as connection:
            practitioners = await series_in_question(connection, zone_data=zones.VERSION, now=now)
        by = Actor(practice_id, "rezone")
        for practitioner_id in practitioners:
            async with database.transaction(practice_id) as connection:
                if arguments.dry_run:
                    moves = await moves_of_rezoning(connection, practitioner_id, now=now)
                else:
                    moves = await rezone_practitioner(
                        connection, practitioner_id, by=by, now=now, installation=installation
                    )
            for move in moves:
                counts["hindered" if move.hindered_by else "moved"] += 1
                print(f"practice {practice_id}, {move.in_words()}")
    verb = "would move" if arguments.dry_run else "moved"
    print(f"By zone data {zones.VERSION} {counts['moved']} {verb}, {counts['hindered']} hindered. No client is told.")


async def run_create_practice(arguments: argparse.Namespace, database: Database, *, installation: Installation) -> None:
    practice = Practice(
        id=arguments.id or installation.new_id(),
        version=1,
        name=arguments.name,
        zone=arguments.zone,
        phone=arguments.phone,
        phone_hours=arguments.phone_hours,
        email=arguments.email,
        changes_told_after=arguments.changes_told_after,
    )
    manager = Actor(practice.id, arguments.manager_subject, arguments.manager_name)
    try:
        async with database.transaction(practice.id) as connection:
            made = await create_practice(
                connection, practice, manager=manager, now=installation.now(), installation=installation
            )
    except BookingError as error:
        sys.exit(f"booking: {error.title}. {error}")
    except PracticeUnreachable as error:
        sys.exit(f"booking: {error} Name --phone or --email.")
    if not made:
        print(f"There is a practice {practice.id}; it stays as it is.", file=sys.stderr)
    print(json.dumps({"practice_id": str(practice.id)}))


async def run_change_delay(arguments: argparse.Namespace, database: Database, *, installation: Installation) -> None:
    by = Actor(arguments.id, "delay")
    try:
        async with database.transaction(by.practice_id) as connection:
            await change_delay(connection, arguments.seconds, by=by, now=installation.now(), installation=installation)
    except BookingError as error:
        sys.exit(f"booking: {error.title}. {error}")


async def run_change_contact(arguments: argparse.Namespace, database: Database, *, installation: Installation) -> None:
    contact = Contact()
    for what in ("phone", "phone_hours", "email"):
        if (named := getattr(arguments, what)) is not None:
            contact[what] = named
    by = Actor(arguments.id, "contact")
    try:
        async with database.transaction(by.practice_id) as connection:
            await change_contact(connection, contact, by=by, now=installation.now(), installation=installation)
    except BookingError as error:
        sys.exit(f"booking: {error.title}. {error}")
    except PracticeUnreachable as error:
        sys.exit(f"booking: {error} Name --phone or --email.")


async def run_resync_series(arguments: argparse.Namespace, database: Database, *, installation: Installation) -> None:
    wanted = set(arguments.ids)
    by_practice = []
    for practice_id in await _practices(database):
        async with database.transaction(practice_id) as connection:
            by_practice.append((practice_id, await series_among(connection, list(wanted))))
    unknown = wanted.difference(*(ids for _, ids in by_practice))
    if unknown:
        sys.exit(f"booking: No such series, and nothing was told: {', '.join(sorted(map(str, unknown)))}.")
    await _begin_as_new(arguments, database)
    told = Counter[Told]()
    for practice_id, ids in by_practice:
        for batch in batched(ids, BATCH):
            await _tell(database, practice_id, "series", batch, installation=installation)
            told["series"] += len(batch)
    _report(told)


async def run_resync_practice(arguments: argparse.Namespace, database: Database, *, installation: Installation) -> None:
    if arguments.id not in await _practices(database):
        sys.exit(f"booking: No such practice, and nothing was told: {arguments.id}.")
    await _begin_as_new(arguments, database)
    _report(await _tell_since(database, arguments.id, None, installation=installation))


async def run_resync_since(arguments: argparse.Namespace, database: Database, *, installation: Installation) -> None:
    await _begin_as_new(arguments, database)
    _report(await _tell_all_since(database, arguments.time, installation=installation))


async def run_restored(_: argparse.Namespace, database: Database, *, installation: Installation) -> None:
    await begin_anew(database, whole=True)
    _report(await _tell_all_since(database, None, installation=installation))


async def _begin_as_new(arguments: argparse.Namespace, database: Database) -> None:
    if arguments.as_new:
        await begin_anew(database, whole=False)


async def _tell_all_since(database: Database, since: datetime | None, *, installation: Installation) -> Counter[Told]:
    told = Counter[Told]()
    for practice_id in await _practices(database):
        told += await _tell_since(database, practice_id, since, installation=installation)
    return told


async def _tell_since(
    database: Database, practice_id: UUID, since: datetime | None, *, installation: Installation
) -> Counter[Told]:
    """How many of each. What hangs on others comes after them."""
    told = Counter[Told]()
    for what in TELLS:
        after = None
        while True:
            async with database.transaction(practice_id) as connection:
                ids = await ids_since(connection, what, since, after=after, at_most=BATCH)
            if not ids:
                break
            await _tell(database, practice_id, what, ids, installation=installation)
            told[what] += len(ids)
            after = ids[-1]
    return told


async def _tell(
    database: Database, practice_id: UUID, what: Told, ids: Sequence[UUID], *, installation: Installation
) -> None:
    async with database.transaction(practice_id) as connection:
        await TELLS[what](
            connection, ids, by=Actor(practice_id, "resync"), now=installation.now(), installation=installation
        )


async def _practices(database: Database) -> list[UUID]:
    async with database.transaction() as connection:
        return await lookups.find_practices(connection)


def _report(told: Counter[Told]) -> None:
    print(f"Told again: {', '.join(f'{what} {told[what]}' for what in TELLS)}.")


def _with_database(create_installation: Callable[[CommandSettings], Installation], command: Command) -> Command:
    """As the application. Raises SettingsInvalid, when it is run."""

    async def run(arguments: argparse.Namespace) -> None:
        settings = CommandSettings()
        async with settings.database(connections=1) as database:
            await command(arguments, database, installation=create_installation(settings))

    return run


def _delay(value: str) -> timedelta:
    """Raises what argparse makes a line of."""
    if not value.isdigit() or not timedelta(0) <= (delay := timedelta(seconds=int(value))) <= LONGEST_DELAY:
        raise argparse.ArgumentTypeError(f"{value!r} is no number of seconds from 0 to {LONGEST_DELAY.seconds}")
    return delay


def _typed(kind: Any, value: str) -> str:
    """As the API takes it."""
    try:
        text: str = TypeAdapter(kind).validate_python(value)
    except ValidationError as error:
        raise argparse.ArgumentTypeError(error.errors()[0]["msg"].removeprefix("Value error, ")) from error
    return text


_text = partial(_typed, Text)
_name = partial(_typed, Name)
_phone = partial(_typed, Annotated[Text, Field(max_length=telephone.LONGEST)])
_mail_address = partial(_typed, MailAddress)
