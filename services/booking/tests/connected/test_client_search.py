from booking.store.clients import clients_named
from services.booking.tests.clinic import Booking, Clinic
from tests.support.eventually import eventually


async def found(clinic: Clinic, search: str) -> list[str]:
    response = await clinic.get("/clients", params={"search": search})
    assert response.status_code == 200, response.text
    return [client["name"] for client in response.json()]


async def test_a_client_is_found_by_the_beginnings_of_their_names_in_any_order(clinic: Clinic) -> None:
    for name in ("Grace Whitman", "Gracie Allen", "Priya Nair"):
        await clinic.adds_client(name)
    assert await found(clinic, "gra") == ["Grace Whitfield", "Grace Whitman", "Gracie Allen"]
    assert await found(clinic, "whit") == ["Grace Whitfield", "Grace Whitman"]
    assert await found(clinic, "WHITF Gr") == ["Grace Whitfield"]
    assert await found(clinic, "grace allen") == []
    assert await found(clinic, "hitfield") == []
    assert await found(clinic, "gr gr") == ["Grace Whitfield", "Grace Whitman", "Gracie Allen"]


async def test_a_search_needs_no_accents_and_takes_them(clinic: Clinic) -> None:
    for name in ("Tomasz Zieliński", "Siân O'Brien", "Łukasz Groß"):
        await clinic.adds_client(name)
    for search in ("zielin", "ZIELIŃ", "zieliński tom"):
        assert await found(clinic, search) == ["Tomasz Zieliński"]
    for search in ("o'b", "obrien", "sian", "SIÂN o’brien"):
        assert await found(clinic, search) == ["Siân O'Brien"]
    for search in ("lukasz", "łuk", "gross", "groß"):
        assert await found(clinic, search) == ["Łukasz Groß"]


async def test_twenty_are_found_at_most_and_whole_words_come_first(clinic: Clinic) -> None:
    for i in range(22):
        await clinic.adds_client(f"Annabel {i:02}")
    await clinic.adds_client("Zoe Ann")
    names = await found(clinic, "ann")
    assert (len(names), names[:2]) == (20, ["Zoe Ann", "Annabel 00"])


async def test_a_client_whose_names_begin_alike_is_found_once(clinic: Clinic) -> None:
    await clinic.adds_client("Anna Annabel Anne-Anneliese")
    assert await found(clinic, "ann") == ["Anna Annabel Anne-Anneliese"]


async def test_what_is_no_word_finds_nobody_and_a_pattern_is_none(clinic: Clinic) -> None:
    for search in ("", " ", "?", "%", "_", "gr%ce", "\U0010ffff", "x" * 200):
        assert await found(clinic, search) == [], search
    assert (await clinic.get("/clients", params={"search": "x" * 201})).status_code == 422
    assert (await clinic.get("/clients", params={"search": "gra\0"})).status_code == 200


async def test_the_one_who_is_found_is_told_apart_by_their_address(clinic: Clinic) -> None:
    (client,) = (await clinic.get("/clients", params={"search": "grace"})).json()
    assert (client["id"], client["recipients"][0]["email"]) == (clinic.client_id, "grace@mail.example")


async def test_invariant_8_another_practices_clients_are_not_found(booking: Booking, clinic: Clinic) -> None:
    other = await Clinic.opened(booking)
    await other.adds_client("Grace Elsewhere")
    assert await found(clinic, "grace") == ["Grace Whitfield"]


async def test_a_search_reads_what_it_finds_and_not_the_practices_whole_list(booking: Booking, clinic: Clinic) -> None:
    """Under row-level security an operator that is not leakproof, such as LIKE, would read every client's words."""
    await booking.superuser_rows(
        """
        WITH added AS (
            INSERT INTO clients (practice_id, id, version, name, recipients, changed_at)
            SELECT $1, gen_random_uuid(), 1, 'Client ' || number, '[]', now()
              FROM generate_series(1, 5000) AS number
            RETURNING practice_id, id, name
        )
        INSERT INTO client_words (practice_id, word, client_id)
        SELECT practice_id, word, id
          FROM added, regexp_split_to_table(lower(name), ' ') AS word
        """,
        clinic.practice_id,
    )
    await booking.superuser_rows("ANALYZE client_words")
    before = await words_read(booking)
    async with booking.database.transaction(clinic.practice_id) as connection:
        assert [client.name for client in await clients_named(connection, clinic.practice_id, ["whitf", "gr"])]
        await connection.execute("SELECT pg_stat_force_next_flush()")

    async def read() -> int:
        return await words_read(booking) - before

    assert 0 < await eventually(read) < 20


async def words_read(booking: Booking) -> int:
    """From the table and its indexes, as Postgres counts."""
    ((count,),) = await booking.superuser_rows(
        """
        SELECT seq_tup_read + (
                   SELECT sum(idx_tup_read)
                     FROM pg_stat_user_indexes
                    WHERE pg_stat_user_indexes.relid = pg_stat_user_tables.relid
               )::bigint
          FROM pg_stat_user_tables
         WHERE relname = 'client_words'
        """
    )
    assert isinstance(count, int)
    return count
