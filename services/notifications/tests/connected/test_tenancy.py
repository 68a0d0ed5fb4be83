import asyncpg
import pytest

from tests.support.notifications import Notifications

BACKLOG = (
    "TABLE(unpublished bigint, oldest_added_at timestamp with time zone,"
    " parked bigint, oldest_parked_at timestamp with time zone)"
)
# No tenant's rows: what concerns all.
CHASSIS = {
    "migrations",
    "outbox",
    "watermarks",
    "accepted_gaps",
    "demanded_signatures",
    "incarnations",
    "handled_offsets",
    "parked_streaks",
    "last_watermark",
    "in_doubt",
}
RELAYS = {"outbox", "migrations", "incarnations", "last_watermark"}


async def test_invariant_8_every_table_forces_row_level_security(notifications: Notifications) -> None:
    tables = await notifications.fetch(
        """
        SELECT relname, relrowsecurity AND relforcerowsecurity AS protected
          FROM pg_class
         WHERE relkind IN ('r', 'p')
           AND relnamespace = 'public'::regnamespace
        """
    )
    unprotected = {table["relname"] for table in tables if not table["protected"]}
    assert unprotected == CHASSIS - {"outbox"}
    assert len(tables) > 12
    granted = await notifications.fetch(
        """
        SELECT grantee, privilege_type
          FROM information_schema.table_privileges
         WHERE table_name = 'migrations'
           AND grantee <> 'notifications_owner'
        """
    )
    assert [tuple(row) for row in granted] == [("PUBLIC", "SELECT")]


async def test_invariant_8_every_policy_is_bound_to_the_practice_but_for_those_known_by_name(
    notifications: Notifications,
) -> None:
    policies = await notifications.fetch(
        "SELECT tablename, policyname, roles::text[], coalesce(qual, '') AS qual FROM pg_policies"
    )
    free = {
        (policy["tablename"], policy["policyname"], *policy["roles"])
        for policy in policies
        if "standing.practices" not in policy["qual"] and policy["roles"] != ["notifications_owner"]
    }
    looked_up = (
        "practices",
        "practitioners",
        "clients",
        "series",
        "appointments",
        "links",
        "communications",
        "parked_events",
    )
    assert free == {
        ("outbox", "added_by_all", "public"),
        ("outbox", "relayed", "public"),
        ("outbox", "done", "public"),
        *((table, "lookup", "notifications_lookup") for table in looked_up),
        ("communications", "lock", "notifications_lookup"),
    }


async def test_invariant_8_a_query_that_forgets_its_practice_returns_nothing(notifications: Notifications) -> None:
    booking = await notifications.books(3)
    await notifications.sends()
    await notifications.hears(notifications.moved(booking.series.series, {3: booking.sessions[2].local_start}))
    tables = set(await notifications.rows()) - CHASSIS
    async with notifications.database.transaction() as connection:
        for table in tables:
            assert await connection.fetch(f"SELECT FROM {table}") == [], table
    async with notifications.database.transaction(notifications.practice_id) as connection:
        filled = {table for table in tables if await connection.fetch(f"SELECT FROM {table}")}
    assert filled == tables - {"audit_entries", "parked_events"}


async def test_invariant_8_one_practice_neither_sees_nor_changes_anothers_rows(notifications: Notifications) -> None:
    booking = await notifications.books(2)
    notifications.becomes_another_practice()
    async with notifications.database.transaction(notifications.practice_id) as connection:
        assert await connection.fetch("SELECT FROM communications") == []
        assert await connection.execute("UPDATE communications SET status = 'cancelled'") == "UPDATE 0"
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute(
                """
                INSERT INTO practitioners (id, practice_id, version, name)
                VALUES (gen_random_uuid(), gen_random_uuid(), 1, 'x')
                """
            )
    assert [status for _, status, _ in await notifications.states(booking.id)] == ["scheduled"] * 2


async def test_the_roles_are_no_superusers_and_own_nothing_but_what_they_should(notifications: Notifications) -> None:
    roles = await notifications.fetch(
        """
        SELECT rolname, rolsuper OR rolbypassrls AS free, rolcanlogin
          FROM pg_roles
         WHERE rolname LIKE 'notifications_%'
        """
    )
    assert {(role["rolname"], role["free"], role["rolcanlogin"]) for role in roles} == {
        ("notifications_owner", False, True),
        ("notifications_application", False, True),
        ("notifications_relay", False, True),
        ("notifications_lookup", False, False),
    }
    owners = await notifications.fetch("SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'")
    assert [row["tableowner"] for row in owners] == ["notifications_owner"]


async def test_what_looks_across_practices_returns_ids_times_and_counts_only(notifications: Notifications) -> None:
    functions = await notifications.fetch(
        """
        SELECT proname, pg_get_function_result(oid) AS result, proconfig, proacl::text AS acl
          FROM pg_proc
         WHERE prosecdef
           AND pronamespace = 'public'::regnamespace
        """
    )
    ids = "TABLE(practice_id uuid, communication_id uuid)"
    assert {(function["proname"], function["result"]) for function in functions} == {
        ("lock_due_communications", ids),
        ("lock_abandoned_communications", ids),
        ("lock_releasable_communications", ids),
        ("next_due", "timestamp with time zone"),
        ("backlog", BACKLOG),
        ("count_waiting", "TABLE(state text, reason text, messages bigint, oldest_due_at timestamp with time zone)"),
        ("find_parked", "TABLE(id uuid, practice_id uuid)"),
        ("count_parked", "TABLE(events bigint, oldest_at timestamp with time zone)"),
        ("forget_audit_entries", "integer"),
        ("find_known_series", "TABLE(practice_id uuid, series_id uuid)"),
        ("find_in_doubt", "TABLE(practice_id uuid, communication_id uuid)"),
    }
    for function in functions:
        assert function["proconfig"] in (
            ["search_path=pg_catalog, public, pg_temp"],
            ["search_path=pg_catalog, pg_temp"],
        )
        assert "{=X" not in function["acl"], "PUBLIC may not call it"
        assert ",=X" not in function["acl"], "PUBLIC may not call it"


async def test_the_relay_reads_the_outbox_and_nothing_else_but_what_was_applied(notifications: Notifications) -> None:
    await notifications.books(1)
    connection = await asyncpg.connect(notifications.urls.relay_url)
    try:
        assert len(await connection.fetch("SELECT FROM outbox")) == 1
        for table in set(await notifications.rows()) - RELAYS:
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await connection.fetch(f"SELECT FROM {table}")
    finally:
        await connection.close()
