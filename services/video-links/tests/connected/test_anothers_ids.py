"""Invariant 8: an event, or a page, of one practice that names another's ids changes nothing of the other's. It has
rows of its own."""

from uuid import UUID

from tests.support.sealing_keys import KEYS
from tests.support.video_links import VideoLinks

NAMED_BY_OTHERS = ("practitioners", "series", "appointments", "series_links", "calls")


async def rows_of(video_links: VideoLinks, practice_id: UUID) -> dict[str, list[str]]:
    return {
        table: mine
        for table, rows in (await video_links.rows()).items()
        if (mine := [row for row in rows if str(practice_id) in row])
    }


async def test_invariant_8_what_names_another_practices_series_has_links_of_its_own(video_links: VideoLinks) -> None:
    theirs, booked = video_links.practice_id, await video_links.books_for_now(sessions=2)
    await video_links.browser().joins((await video_links.urls_of(booked))[0])
    before, their_links = await rows_of(video_links, theirs), await video_links.links_of(booked)
    video_links.becomes_another_practice()
    named = video_links.series(version=9, series_id=booked.series.id, occurrences=booked.series.occurrences)
    await video_links.hears(video_links.practitioner(9, "Dr. Nobody"), named)
    after = await rows_of(video_links, theirs)
    assert {table: rows for table, rows in after.items() if table != "outbox"} == {
        table: rows for table, rows in before.items() if table != "outbox"
    }
    our_links = await video_links.links_of(named)
    assert [link.state for link in our_links] == ["live", "live"]
    assert {link.url.open(KEYS) for link in our_links}.isdisjoint(link.url.open(KEYS) for link in their_links)
    ours = await rows_of(video_links, video_links.practice_id)
    assert {table: len(ours.get(table, [])) for table in ("practitioners", "series", "appointments", "links")} == {
        "practitioners": 1,
        "series": 1,
        "appointments": 2,
        "links": 2,
    }
    assert await video_links.states_of(booked) == ["live", "live"]


async def test_invariant_8_two_calls_of_one_id_go_on_side_by_side(video_links: VideoLinks) -> None:
    """Each practice has its client, its host, its page and its signals, even where all bear the same ids."""
    booked, page = await video_links.books_for_now(sessions=1), UUID(int=17)
    (their_url,), (appointment,) = await video_links.urls_of(booked), booked.series.occurrences
    their_client = await video_links.enters(await video_links.browser().joins(their_url), participant=page)
    their_host = await video_links.enters(await video_links.staff().opens_room(appointment.id))
    await video_links.staff().admits(appointment.id)
    await video_links.says(their_client, their_host)
    theirs, before = video_links.practice_id, await rows_of(video_links, video_links.practice_id)
    video_links.becomes_another_practice()
    named = video_links.series(version=2, series_id=booked.series.id, occurrences=booked.series.occurrences)
    await video_links.hears(video_links.practice(), video_links.practitioner(), named)
    (our_url,) = await video_links.urls_of(named)
    our_client = await video_links.enters(await video_links.browser().joins(our_url), participant=page)
    our_host = await video_links.enters(await video_links.staff().opens_room(appointment.id))
    await video_links.staff().admits(appointment.id)
    await video_links.says(our_client, our_host)
    ours = await rows_of(video_links, video_links.practice_id)
    for table in ("calls", "client_sessions", "signals"):
        assert len(ours[table]) == 1, table
    assert len(ours["participants"]) == 2
    await video_links.staff().concludes(appointment.id)
    after = await rows_of(video_links, theirs)
    for table in ("calls", "client_sessions", "participants", "signals", "links"):
        assert after[table] == before[table], table


async def test_every_row_that_others_can_name_is_known_by_its_practice_first(video_links: VideoLinks) -> None:
    """What has ids that this service draws itself, and hands to nobody who could tell them, is known by these alone."""
    keys = await video_links.fetch(
        """
        SELECT conrelid::regclass::text AS name,
               (SELECT attname FROM pg_attribute WHERE attrelid = conrelid AND attnum = conkey[1]) AS begins_with
          FROM pg_constraint
         WHERE contype = 'p'
           AND connamespace = 'public'::regnamespace
        """
    )
    begins_with = {row["name"]: row["begins_with"] for row in keys}
    named = {*NAMED_BY_OTHERS, "participants", "signals"}
    assert {table for table, column in begins_with.items() if column == "practice_id"} == {*named, "audit_entries"}
    unique = await video_links.fetch(
        """
        SELECT indexrelid::regclass::text AS name
          FROM pg_index
          JOIN pg_attribute ON attrelid = indrelid AND attnum = indkey[0]
         WHERE indisunique
           AND attname IN ('appointment_id', 'series_id', 'practitioner_id')
        """
    )
    assert unique == []
