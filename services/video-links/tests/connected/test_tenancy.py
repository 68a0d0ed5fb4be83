"""Invariant 8: one practice never sees another's rows."""

from datetime import timedelta
from uuid import UUID

from messaging.database import Database
from tests.support.video_links import VideoLinks

# Tables with nothing of a practice in them that the application could read.
WITHOUT_TENANT = {
    "migrations",
    "outbox",
    "watermarks",
    "accepted_gaps",
    "demanded_signatures",
    "incarnations",
    "handled_offsets",
    "parked_streaks",
    "last_watermark",
}
FINDS_ACROSS_PRACTICES = {
    "count_parked",
    "find_deserted_rooms",
    "find_link",
    "find_links_whose_time_is_over",
    "find_parked",
    "find_practices_with_litter",
    "find_told_series",
    "find_ticket",
}
LOOKED_UP = {"links", "series_links", "parked_events", "participants", "room_tickets", "signals"}


async def test_invariant_8_every_table_has_row_level_security_forced_by_practice(video_links: VideoLinks) -> None:
    tables = await video_links.fetch(
        """
        SELECT relname, relrowsecurity AND relforcerowsecurity AS forced, pg_get_userbyid(relowner) AS owner,
               (SELECT array_agg(polname::text ORDER BY polname)
                  FROM pg_policy
                 WHERE polrelid = pg_class.oid) AS policies
          FROM pg_class
         WHERE relkind IN ('r', 'p')
           AND relnamespace = 'public'::regnamespace
        """
    )
    assert {row["owner"] for row in tables} == {"video_links_owner"}
    tenants = [row for row in tables if row["relname"] not in WITHOUT_TENANT]
    assert len(tenants) == len(tables) - len(WITHOUT_TENANT)
    assert {row["relname"]: row["forced"] for row in tenants} == dict.fromkeys(
        (row["relname"] for row in tenants), True
    )
    assert {row["relname"]: row["policies"] for row in tenants} == {
        row["relname"]: ["looked_up", "owner", "practice"] if row["relname"] in LOOKED_UP else ["owner", "practice"]
        for row in tenants
    }


async def test_invariant_8_roles_are_no_superusers_and_pass_no_policy_by(video_links: VideoLinks) -> None:
    roles = await video_links.fetch(
        """
        SELECT rolname, rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb AS mighty, rolcanlogin
          FROM pg_roles
         WHERE rolname ^@ 'video_links_'
        """
    )
    assert {row["rolname"]: (row["mighty"], row["rolcanlogin"]) for row in roles} == {
        "video_links_owner": (False, True),
        "video_links_application": (False, True),
        "video_links_relay": (False, True),
        "video_links_lookup": (False, False),
    }


async def test_invariant_8_what_looks_across_practices_is_known_by_name_and_cannot_be_led_astray(
    video_links: VideoLinks,
) -> None:
    functions = await video_links.fetch(
        """
        SELECT proname, pg_get_userbyid(proowner) AS owner, proconfig,
               has_function_privilege('video_links_application', oid, 'EXECUTE') AS application,
               has_function_privilege('video_links_relay', oid, 'EXECUTE') AS relay
          FROM pg_proc
         WHERE prosecdef
           AND pronamespace = 'public'::regnamespace
        """
    )
    found = {(row["proname"], row["owner"], *row["proconfig"]) for row in functions}
    assert found == {
        *(
            (name, "video_links_owner", "search_path=pg_catalog, pg_temp")
            for name in ("backlog", "forget_audit_entries")
        ),
        *((name, "video_links_lookup", "search_path=pg_catalog, pg_temp") for name in FINDS_ACROSS_PRACTICES),
    }
    assert all(row["application"] and not row["relay"] for row in functions)


async def test_invariant_8_a_query_that_forgets_its_practice_finds_nothing(video_links: VideoLinks) -> None:
    await a_call_is_going_on(video_links)
    tables = await video_links.fetch("SELECT relname FROM pg_stat_user_tables WHERE relname <> 'parked_events'")
    asked = {row["relname"] for row in tables} - WITHOUT_TENANT
    assert len(asked) == 13
    async with Database(video_links.urls.application_url) as database:
        for table in asked:
            count = f"SELECT count(*) FROM {table}"
            async with database.transaction() as connection:
                assert await connection.fetchval(count) == 0, table
            async with database.transaction(UUID(int=1)) as connection:
                assert await connection.fetchval(count) == 0, table
            async with database.transaction(video_links.practice_id) as connection:
                assert await connection.fetchval(count) > 0, table


async def test_invariant_8_what_the_sweeper_finds_across_practices_is_ids_alone(video_links: VideoLinks) -> None:
    appointment = await a_call_is_going_on(video_links)
    far = video_links.now + timedelta(days=1)
    async with Database(video_links.urls.application_url) as database, database.transaction() as connection:
        for function in ("find_links_whose_time_is_over($1, 10)", "find_deserted_rooms($1, 10)"):
            (row,) = await connection.fetch(f"SELECT * FROM {function}", far)
            assert dict(row) == {"practice_id": video_links.practice_id, "appointment_id": appointment}
        (row,) = await connection.fetch("SELECT * FROM find_practices_with_litter($1)", far)
        assert dict(row) == {"practice_id": video_links.practice_id}


async def a_call_is_going_on(video_links: VideoLinks) -> UUID:
    """With something in every table; the next session is further ahead than a day."""
    booked = await video_links.books_for_now(sessions=2)
    appointment, host = booked.series.occurrences[0].id, video_links.staff()
    link, *_ = await video_links.urls_of(booked)
    browser = video_links.browser()
    client = await video_links.enters(await browser.joins(link))
    clinician = await video_links.enters(await host.opens_room(appointment))
    await host.admits(appointment)
    await video_links.says(client, clinician)
    await browser.joins(link)
    return appointment


async def test_invariant_8_a_link_says_whose_it_is_and_no_more(video_links: VideoLinks) -> None:
    booked = await video_links.books(sessions=1)
    async with Database(video_links.urls.application_url) as database, database.transaction() as connection:
        found = await connection.fetch("SELECT * FROM links, find_link(links.token_hash)")
        assert found == []
        hashes = await video_links.fetch("SELECT token_hash FROM links")
        (row,) = await connection.fetch("SELECT * FROM find_link($1)", hashes[0]["token_hash"])
    assert set(row.keys()) == {"practice_id", "appointment_id", "link_id"}
    assert row["practice_id"] == video_links.practice_id
    assert row["appointment_id"] == booked.series.occurrences[0].id
