"""Links can be told again, and a database that came back says so."""

from uuid_utils.compat import uuid7

from tests.support import commands
from tests.support.commands import Ran
from tests.support.video_links import VideoLinks


async def runs(video_links: VideoLinks, *arguments: str) -> Ran:
    return await commands.run("video_links.app", *arguments, environment=video_links.environment(1))


async def test_links_are_told_again_in_a_list_of_a_new_version(video_links: VideoLinks) -> None:
    booked, other = await video_links.books(2), await video_links.books(1)
    wanted = {("series", str(booked.series.id)): 1, ("practice", str(video_links.practice_id)): 2, ("all",): 2}
    for what, number in wanted.items():
        ran = await runs(video_links, "resync", *what)
        assert (ran.status, ran.stdout) == (0, f"Told again: series {number}.\n")
    told = [(each.subject, each.series_links.version) for each in await video_links.tells()]
    times = {booked.series.id: 4, other.series.id: 3}
    assert sorted(told) == sorted((each, version + 1) for each, of in times.items() for version in range(of))
    assert await video_links.states_of(booked) == ["live", "live"]


async def test_links_are_told_as_new(video_links: VideoLinks) -> None:
    booked = await video_links.books(1)
    assert (await runs(video_links, "resync", "series", str(booked.series.id), "--as-new")).status == 0
    assert [row["whole"] for row in await video_links.fetch("SELECT whole FROM incarnations")] == [False]


async def test_what_is_not_there_is_not_told_and_said(video_links: VideoLinks) -> None:
    await video_links.books(1)
    for what in ("series", "practice"):
        ran = await runs(video_links, "resync", what, str(uuid7()))
        assert (ran.status, ran.stderr) == (1, "video-links: There is nothing like that here, and nothing was told.\n")


async def test_a_database_that_came_back_tells_no_links_before_booking_has_told_what_it_knows(
    video_links: VideoLinks,
) -> None:
    await video_links.books(1)
    ran = await runs(video_links, "restored")
    assert ran.status == 0
    assert "run `booking resync all` now" in ran.stdout
    assert len(await video_links.tells()) == 1
    assert [row["whole"] for row in await video_links.fetch("SELECT whole FROM incarnations")] == [True]
