import asyncpg
import pytest

from services.booking.tests.clinic import Booking, Clinic
from services.booking.tests.neighbours import Room, activity, links_of, message, messages_of

FREE = {
    "migrations",
    "watermarks",
    "accepted_gaps",
    "demanded_signatures",
    "incarnations",
    "handled_offsets",
    "parked_streaks",
    "last_watermark",
}
WITHOUT_PRACTICE = FREE | {"outbox", "parked_events"}


async def test_invariant_8_row_level_security_is_forced_in_every_table_and_the_application_owns_none(
    booking: Booking,
) -> None:
    tables = await booking.rows(
        """
        SELECT relname, relrowsecurity AND relforcerowsecurity AS forced, pg_get_userbyid(relowner) AS owner
          FROM pg_class
         WHERE relnamespace = 'public'::regnamespace
           AND relkind IN ('r', 'p')
        """
    )
    assert len(tables) > 10
    assert {table["relname"] for table in tables if not table["forced"]} == FREE
    assert {table["owner"] for table in tables} == {"booking_owner"}


async def test_invariant_8_no_role_of_the_service_is_above_row_level_security(booking: Booking) -> None:
    roles = await booking.rows(
        "SELECT rolname, rolsuper OR rolbypassrls AS above FROM pg_roles WHERE rolname LIKE 'booking%'"
    )
    assert {(role["rolname"], role["above"]) for role in roles} == {
        ("booking_owner", False),
        ("booking_application", False),
        ("booking_relay", False),
        ("booking_lookup", False),
    }


async def test_invariant_8_a_query_that_forgets_its_practice_returns_nothing(booking: Booking, clinic: Clinic) -> None:
    series = await clinic.books("2027-03-22T10:00")
    await clinic.moves(series["appointments"][0]["id"], "2027-03-22T11:00")
    await booking.receives(links_of(series), clinic.practice_id)
    await booking.receives(messages_of(series, message()), clinic.practice_id)
    room = Room(clinic, series)
    await room.is_told(room.stands(1, activity("joined"), client="waiting"))
    tables = [
        row["tablename"]
        for row in await booking.rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        if row["tablename"] not in WITHOUT_PRACTICE
    ]
    for table in tables:
        everything = f"SELECT FROM {table}"
        assert await booking.rows(everything), f"{table} is empty, so this would prove nothing"
        async with booking.database.transaction() as connection:
            assert await connection.fetch(everything) == [], table
        async with booking.database.transaction(clinic.practice_id) as connection:
            assert await connection.fetch(everything), table


async def test_invariant_8_a_row_cannot_be_written_for_another_practice(booking: Booking, clinic: Clinic) -> None:
    other = await Clinic.opened(booking)
    async with booking.database.transaction(clinic.practice_id) as connection:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute(
                "INSERT INTO staff (practice_id, subject, name) VALUES ($1, 'sam', 'Sam')", other.practice_id
            )


async def test_invariant_8_no_reference_leads_into_another_practice(booking: Booking, clinic: Clinic) -> None:
    other = await Clinic.opened(booking)
    series = await clinic.books("2027-03-22T10:00")
    for column, value in (
        ("practitioner_id", other.practitioner_id),
        ("client_id", other.client_id),
        ("kind_id", other.kinds["Follow-up"]),
    ):
        with pytest.raises(asyncpg.ForeignKeyViolationError):
            await booking.rows(
                f"UPDATE series SET {column} = $2 WHERE id = $1",
                series["id"],
                value,
            )


async def test_invariant_8_one_practices_series_and_summaries_are_not_there_for_another(
    booking: Booking, clinic: Clinic
) -> None:
    other = await Clinic.opened(booking)
    series = await clinic.books("2027-03-22T10:00")
    for path in (f"/series/{series['id']}", f"/appointments/{series['appointments'][0]['id']}/summary"):
        assert (await clinic.get(path)).status_code == 200
        assert (await other.get(path)).status_code == 404
    assert [each["name"] for each in (await other.get("/clients")).json()] == ["Grace Whitfield"]
    assert len((await other.get("/practitioners")).json()) == 1


async def test_the_application_changes_only_what_it_has_to(booking: Booking) -> None:
    granted = await booking.rows(
        """
        SELECT table_name, array_agg(privilege_type::text ORDER BY privilege_type::text) AS privileges
          FROM information_schema.table_privileges
         WHERE grantee = 'booking_application'
         GROUP BY table_name
        """
    )
    privileges = {row["table_name"]: row["privileges"] for row in granted}
    assert privileges["audit_entries"] == ["INSERT", "SELECT"]
    assert privileges["outbox"] == ["INSERT"]
    assert "migrations" not in privileges
