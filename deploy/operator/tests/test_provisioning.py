"""`standing provision`: what it makes on a Postgres of somebody else's, and what it refuses."""

import argparse
import secrets
import shlex
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import asyncpg
import pytest

from standing_local import ports
from standing_local.postgres import Postgres, database_url
from standing_local.processes import running
from standing_operator import databases
from standing_operator.errors import StandingError
from standing_operator.provisioning import ADMIN_URL, PROVISION
from standing_operator.services import SERVICES
from standing_operator.settings_files import SettingsFiles


class Server:
    """A Postgres that nobody shares, as `initdb` leaves it, with one who may make roles and databases, and no more."""

    def __init__(self, url: str) -> None:
        self.superuser = url
        self.installer = url.replace(urlsplit(url).netloc.partition("@")[0], "installer:installer")

    async def executes(self, *statements: str) -> None:
        async with databases.connected(self.superuser) as connection:
            for statement in statements:
                await connection.execute(statement)


@pytest.fixture
async def server(server_directory: Path) -> AsyncIterator[Server]:
    directory = server_directory / f"provisioned-{secrets.token_hex(4)}"
    postgres = Postgres(directory, ports.any_free(), password="it's", log=directory.with_suffix(".log"), durable=False)
    async with running(postgres):
        server = Server(postgres.url())
        await server.executes("CREATE ROLE installer LOGIN CREATEROLE CREATEDB PASSWORD 'installer'")
        yield server


@pytest.fixture(autouse=True)
def nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (ADMIN_URL, f"{ADMIN_URL}_FILE"):
        monkeypatch.delenv(name, raising=False)


async def provision(*arguments: str | Path) -> None:
    parser = argparse.ArgumentParser()
    PROVISION.arguments(parser)
    await PROVISION.run(parser.parse_args(list(map(str, arguments))))


def addresses(directory: Path) -> dict[str, str]:
    """By role."""
    lines = [line for file in directory.glob("*.env") for line in file.read_text().splitlines()]
    urls = [shlex.split(line.partition("=")[2])[0] for line in lines]
    return {urlsplit(url).username or "": url for url in urls}


async def entered(server: Server, address: str) -> set[str]:
    """The databases that let in whoever has this address."""
    async with databases.connected(server.superuser) as connection:
        names = [row["datname"] for row in await connection.fetch("SELECT datname FROM pg_database")]
    found = set()
    for name in names:
        try:
            inside = await asyncpg.connect(urlunsplit(urlsplit(address)._replace(path=f"/{name}")))
        except (asyncpg.InsufficientPrivilegeError, asyncpg.ObjectNotInPrerequisiteStateError):
            continue
        await inside.close()
        found.add(name)
    return found


@pytest.mark.parametrize("admin", ["superuser", "installer"])
async def test_each_role_enters_the_database_of_its_service_and_no_other(
    server: Server, admin: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(ADMIN_URL, getattr(server, admin))
    await provision(tmp_path)
    last = capsys.readouterr().out.splitlines()[-1]
    if admin == "installer":
        # `postgres` and `template1` are not its own to close; it says who can, and how.
        assert last.startswith("Every role of this server can enter postgres, template1, ")
        await server.executes(last.rpartition(": ")[2])
    else:
        assert last == "Closed to all roles that are not let in by name: postgres, template1"
    found = {role: await entered(server, address) for role, address in addresses(tmp_path).items()}
    assert found == {
        f"{service}_{role}": {service} for service in SERVICES for role in ("owner", "application", "relay")
    }


async def test_who_is_no_superuser_makes_all_that_migrations_need(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ADMIN_URL, server.installer)
    await provision(tmp_path, "--only", "booking")
    assert set(addresses(tmp_path)) == {"booking_owner", "booking_application", "booking_relay"}
    async with databases.connected(addresses(tmp_path)["booking_owner"]) as owner:
        await owner.execute("CREATE EXTENSION btree_gist")
        await owner.execute("CREATE FUNCTION one() RETURNS integer LANGUAGE sql RETURN 1")
        await owner.execute("ALTER FUNCTION one() OWNER TO booking_lookup")
        assert await owner.fetchval("SELECT lower('ÉŻЖ')") == "éżж"


async def test_run_again_it_keeps_passwords_unless_they_are_to_change(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ADMIN_URL, server.installer)
    directory = tmp_path / "settings"
    await provision(directory, "--only", "booking")
    running, migrating = directory / "booking.env", directory / "booking.migrate.env"
    assert [file.stat().st_mode & 0o777 for file in (directory, running, migrating)] == [0o700, 0o600, 0o600]
    running.write_text(f"STANDING_PORT=8101\n{running.read_text()}")
    before = running.read_text(), migrating.read_text()
    await provision(directory, "--only", "booking")
    assert (running.read_text(), migrating.read_text()) == before

    with pytest.raises(StandingError, match=r"booking_owner, booking_relay are there, and their passwords are not in"):
        await provision(tmp_path / "elsewhere", "--only", "booking")
    assert not (tmp_path / "elsewhere").exists()

    old = addresses(directory)["booking_owner"]
    await provision(directory, "--only", "booking", "--rotate")
    assert running.read_text().startswith("STANDING_PORT=8101\n")
    with pytest.raises(StandingError, match="does not let booking_owner in"):
        await entered_by(old)
    await entered_by(addresses(directory)["booking_owner"])


async def entered_by(address: str) -> None:
    async with databases.connected(address):
        pass


async def test_what_is_somebody_elses_is_left_as_it_is(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(ADMIN_URL, server.superuser)
    await server.executes("CREATE DATABASE video_links")
    with pytest.raises(StandingError, match="video_links is there and belongs to postgres, not to video_links_owner"):
        await provision(tmp_path / "settings")
    async with databases.connected(server.superuser) as connection:
        assert not [service for service in SERVICES if await databases.roles_there(connection, service)]
    assert not (tmp_path / "settings").exists()

    await server.executes('ALTER DATABASE video_links RENAME TO "the shop"')
    await provision(tmp_path)
    assert (
        capsys.readouterr()
        .out.splitlines()[-1]
        .endswith(': REVOKE CONNECT ON DATABASE postgres, template1, "the shop" FROM PUBLIC')
    )
    assert await entered(server, addresses(tmp_path)["booking_relay"]) == {
        *("booking", "postgres", "template1", "the shop")
    }


@pytest.mark.parametrize(
    ("url", "said"),
    [
        (None, "Give STANDING_DATABASE_ADMIN_URL or STANDING_DATABASE_ADMIN_URL_FILE"),
        ("foo", "not of the form"),
        ("mysql://somebody@localhost/", "not of the form"),
        ("postgresql://localhost/postgres", "not of the form"),
        ("postgresql://somebody:secret@localhost:99999/", "not of the form"),
        (f"postgresql://somebody:secret@{ports.HOST}:1/", f"Postgres at {ports.HOST}:1 does not answer"),
    ],
)
async def test_an_address_where_nothing_can_be_made_is_refused_in_one_line_without_its_password(
    url: str | None, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if url is not None:
        monkeypatch.setenv(ADMIN_URL, url)
    with pytest.raises(StandingError, match=said) as refused:
        await provision(tmp_path)
    assert "secret" not in str(refused.value)
    assert "\n" not in str(refused.value)


async def test_a_server_or_a_role_that_cannot_do_it_is_refused(
    postgres: str, superuser: asyncpg.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ADMIN_URL, postgres)
    monkeypatch.setattr(databases, "OLDEST_POSTGRES", 99)
    with pytest.raises(StandingError, match=r"^This is Postgres \d+: it takes 99 or newer\.$"):
        await provision(tmp_path)
    monkeypatch.undo()

    passwords = databases.Passwords(owner="owner", application="application", relay="relay")
    made = await databases.provision(postgres, "provisioned", passwords, name=f"provisioned_{secrets.token_hex(4)}")
    monkeypatch.setenv(ADMIN_URL, made.owner_url)
    with pytest.raises(StandingError, match=r"^provisioned_owner may not .* CREATEROLE CREATEDB$"):
        await provision(tmp_path)
    await databases.drop_database(superuser, made.name)


def test_services_are_told_of_the_way_to_the_server_and_nothing_of_who_made_them() -> None:
    passwords = databases.Passwords(owner="o", application="a/b@c", relay="r")
    admin = "postgresql://admin:secret@db.example:6543/postgres?sslmode=verify-full&sslkey=/of/admin&password=secret"
    told = databases.addresses(admin, "booking", passwords, name="booking")
    assert told.application_url == (
        "postgresql://booking_application:a%2Fb%40c@db.example:6543/booking?sslmode=verify-full"
    )


def test_chosen_passwords_are_taken_from_the_files(tmp_path: Path) -> None:
    passwords = databases.Passwords(owner="it's", application="a/b@c", relay="r&r")
    files = SettingsFiles(tmp_path)
    assert files.passwords("video_links") is None
    url = database_url("admin", "secret", port=1, database="postgres") + "?sslmode=require&sslrootcert=/a b.pem"
    files.keep("video_links", databases.addresses(url, "video_links", passwords, name="video_links"))
    assert files.passwords("video_links") == passwords
    files.running("video_links").write_text("STANDING_DATABASE_URL='postgresql://broken")
    with pytest.raises(StandingError, match=r"video-links.env: STANDING_DATABASE_URL is no address"):
        files.passwords("video_links")
