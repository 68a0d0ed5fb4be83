"""What each role of a service may do. Migrations and services rely on it."""

import secrets
from collections.abc import AsyncIterator

import asyncpg
import pytest

from standing_operator import databases
from standing_operator.databases import Passwords, ServiceDatabase, ServiceDatabases

PASSWORDS = Passwords(owner="it's", application="a/b@c", relay="relay")


@pytest.fixture
async def database(postgres: str, superuser: asyncpg.Connection) -> AsyncIterator[ServiceDatabase]:
    name = f"trial_{secrets.token_hex(4)}"
    yield await databases.provision(postgres, "trial", PASSWORDS, name=name)
    await databases.drop_database(superuser, name)


async def test_provisioning_twice_changes_nothing(postgres: str, database: ServiceDatabase) -> None:
    assert await databases.provision(postgres, "trial", PASSWORDS, name=database.name) == database


async def test_none_of_the_roles_is_a_superuser(database: ServiceDatabase, superuser: asyncpg.Connection) -> None:
    roles = await superuser.fetch(
        r"SELECT rolname, rolsuper, rolbypassrls, rolcanlogin FROM pg_roles WHERE rolname LIKE 'trial\_%' ORDER BY 1"
    )
    assert [tuple(role.values()) for role in roles] == [
        ("trial_application", False, False, True),
        ("trial_lookup", False, False, False),
        ("trial_owner", False, False, True),
        ("trial_relay", False, False, True),
    ]


async def test_the_owner_migrates_and_the_application_sees_what_it_was_granted(database: ServiceDatabase) -> None:
    owner = await asyncpg.connect(database.owner_url)
    await owner.execute("CREATE EXTENSION btree_gist")
    await owner.execute("CREATE TABLE open AS SELECT 1 AS id; CREATE TABLE closed AS SELECT 1 AS id")
    await owner.execute("GRANT SELECT ON open TO trial_application")
    await owner.close()
    application = await asyncpg.connect(database.application_url)
    assert await application.fetchval("SELECT id FROM open") == 1
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await application.fetchval("SELECT id FROM closed")
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await application.execute("CREATE TABLE of_its_own ()")
    await application.close()


async def test_the_owner_hands_a_function_to_the_look_up_role_and_can_still_replace_it(
    database: ServiceDatabase,
) -> None:
    owner = await asyncpg.connect(database.owner_url)
    function = (
        "CREATE OR REPLACE FUNCTION whoami() RETURNS text LANGUAGE sql SECURITY DEFINER RETURN current_user::text"
    )
    await owner.execute(function)
    await owner.execute("ALTER FUNCTION whoami() OWNER TO trial_lookup")
    await owner.execute(function)
    assert await owner.fetchval("SELECT whoami()") == "trial_lookup"
    await owner.close()
    relay = await asyncpg.connect(database.relay_url)
    assert await relay.fetchval("SELECT whoami()") == "trial_lookup"
    await relay.close()


async def test_row_level_security_binds_the_owner_too(database: ServiceDatabase) -> None:
    owner = await asyncpg.connect(database.owner_url)
    await owner.execute("CREATE TABLE tenants AS SELECT 1 AS id")
    await owner.execute("ALTER TABLE tenants ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")
    assert await owner.fetch("SELECT * FROM tenants") == []
    await owner.close()


async def test_nobody_else_gets_in(postgres: str, database: ServiceDatabase) -> None:
    other = await databases.provision(postgres, "other", PASSWORDS, name=f"other_{secrets.token_hex(4)}")
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="permission denied for database"):
        await asyncpg.connect(other.application_url.replace(other.name, database.name))
    superuser = await asyncpg.connect(postgres)
    await databases.drop_database(superuser, other.name)
    await superuser.close()


async def test_a_clone_admits_the_same_roles_as_its_template(
    postgres: str, superuser: asyncpg.Connection, database: ServiceDatabase
) -> None:
    clone = f"{database.name}_clone"
    await databases.clone_database(superuser, "trial", template=database.name, name=clone)
    relay = await asyncpg.connect(databases.addresses(postgres, "trial", PASSWORDS, name=clone).relay_url)
    assert await relay.fetchval("SELECT has_database_privilege('public', current_database(), 'CONNECT')") is False
    await relay.close()
    await databases.drop_database(superuser, clone)


async def test_a_test_gets_a_migrated_database_of_its_own(service_database: ServiceDatabases) -> None:
    first, second = await service_database("booking"), await service_database("booking")
    assert first.name != second.name
    owner = await asyncpg.connect(first.owner_url)
    await owner.execute("CREATE TABLE only_in_the_first ()")
    await owner.close()
    owner = await asyncpg.connect(second.owner_url)
    tables = await owner.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    await owner.close()
    names = {table["tablename"] for table in tables}
    assert "outbox" in names
    assert "only_in_the_first" not in names
