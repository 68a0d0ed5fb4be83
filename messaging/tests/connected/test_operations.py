"""`<service> parked …`, by the real command line."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from uuid_utils.compat import uuid7

from messaging.database import Database
from messaging.parking import count_parked
from tests.support.chassis import Clinic
from tests.support.eventually import eventually


async def park(clinic: Clinic, *records: dict[str, Any]) -> list[str]:
    """Have these records parked, each under a key of its own; their ids, in that order."""
    already = len(await clinic.parked())
    await clinic.put(*records)

    async def all_parked() -> bool:
        return len(await clinic.parked()) == already + len(records)

    async with clinic.worker():
        await eventually(all_parked)
    ids = {bytes(row["key"]): str(row["id"]) for row in await clinic.parked()}
    return [ids[record["key"]] for record in records]


def broken(clinic: Clinic, key: str) -> dict[str, Any]:
    """Its headers are well, and its value is none."""
    return clinic.record(7, key=key.encode()) | {"value": b'{"number": -7}'}


async def mend(clinic: Clinic) -> None:
    """What was refused is accepted from now on, as by a release that knows better."""
    await clinic.fetch("ALTER TABLE notes DROP CONSTRAINT notes_number_check")


async def test_the_parked_events_of_all_practices_are_listed_without_what_they_hold(clinic: Clinic) -> None:
    (one,) = await park(clinic, broken(clinic, "one"))
    clinic.practice_id = uuid7()
    two, three = await park(
        clinic,
        broken(clinic, "two"),
        broken(clinic, "three\x1b[2J") | {"headers": [("ce_type", b"\xff\n\xfe")], "partition": 1},
    )
    status, printed, _ = await clinic.run("parked", "list")
    assert status == 0
    lines = printed.splitlines()
    assert {line.split("  ")[0] for line in lines} == {one, two, three}
    assert lines[0].split("  ")[0] == one
    by_id = {line.split("  ")[0]: line.split("  ")[2:] for line in lines}
    rows = {str(row["id"]): row for row in await clinic.parked()}
    assert by_id[one] == [
        f"{clinic.topic}/{rows[one]['partition']}/{rows[one]['offset']}",
        "note.taken.v2",
        "one",
        "CheckViolationError",
    ]
    assert by_id[three][1:3] == ["\\xff\\n\\xfe", "three\\x1b[2J"]
    assert "-7" not in printed.replace(clinic.topic, "").replace(one, "").replace(two, "").replace(three, "")
    async with Database(clinic.urls.application_url) as database, database.transaction() as connection:
        assert await count_parked(connection) == (3, min(row["parked_at"] for row in rows.values()))


async def test_a_parked_event_is_shown_as_it_came(clinic: Clinic) -> None:
    strange = {"headers": [("ce_type", None), ("strange", b"\xff")], "value": '{"name": "gAAAA…"}'.encode()}
    one, none = await park(
        clinic, broken(clinic, "one") | strange, broken(clinic, "two") | {"headers": [], "value": None}
    )
    status, printed, _ = await clinic.run("parked", "show", one)
    assert status == 0
    assert printed.splitlines()[1:] == ["ce_type: ", "strange: \\xff", "", '{"name": "gAAAA…"}']
    assert (await clinic.run("parked", "show", none))[1].splitlines()[1:] == ["", "(no value)"]


async def test_a_replayed_event_is_handled_and_parked_no_more(clinic: Clinic) -> None:
    clinic.practice_id = uuid7()
    (one,) = await park(clinic, broken(clinic, "one"))
    await mend(clinic)
    assert (await clinic.run("parked", "replay", one))[:2] == (0, f"{one} was handled\n")
    assert await clinic.notes() == [-7]
    assert await clinic.parked() == []
    assert (await clinic.run("parked", "replay", one)) == (1, "", f"clinic: No event {one} is parked.")


async def test_a_replay_that_fails_leaves_the_event_parked_and_says_why_in_one_line(clinic: Clinic) -> None:
    unreadable, refused, unknown = await park(
        clinic,
        broken(clinic, "one") | {"value": b"{not json"},
        broken(clinic, "two"),
        broken(clinic, "three") | {"headers": [("ce_type", None)]},
    )
    for parked_id, reason in (
        (unreadable, "ValidationError"),
        (refused, "CheckViolationError"),
        (unknown, "nobody here handles its type; discard it."),
    ):
        assert await clinic.run("parked", "replay", parked_id) == (
            1,
            "",
            f"clinic: {parked_id} stays parked: {reason}",
        )
    assert len(await clinic.parked()) == 3
    assert await clinic.notes() == []


async def test_all_are_replayed_and_those_that_fail_again_stay(clinic: Clinic) -> None:
    unreadable, one = await park(clinic, broken(clinic, "bad") | {"value": b"{not json"}, broken(clinic, "one"))
    clinic.practice_id = uuid7()
    (other,) = await park(clinic, broken(clinic, "other"))
    await mend(clinic)
    status, printed, last = await clinic.run("parked", "replay", "--all")
    assert (status, last) == (1, "clinic: 1 stay parked.")
    assert sorted(printed.splitlines()) == sorted(
        [f"{unreadable} stays parked: ValidationError", f"{one} was handled", f"{other} was handled"]
    )
    assert [str(row["id"]) for row in await clinic.parked()] == [unreadable]
    assert await clinic.notes() == [-7, -7]


async def test_what_a_failed_replay_did_is_undone_with_it(clinic: Clinic) -> None:
    """The handler's transaction is the one that removes the row: here its commit fails."""
    (one,) = await park(clinic, broken(clinic, "one"))
    await mend(clinic)
    await clinic.fetch(
        "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'at the commit'; END $$"
    )
    await clinic.fetch(
        """
        CREATE CONSTRAINT TRIGGER refused AFTER INSERT ON notes DEFERRABLE INITIALLY DEFERRED
            FOR EACH ROW EXECUTE FUNCTION refuse()
        """
    )
    assert (await clinic.run("parked", "replay", one))[2] == f"clinic: {one} stays parked: RaiseError"
    assert len(await clinic.parked()) == 1
    assert await clinic.notes() == []


async def test_a_discarded_event_is_gone_and_the_log_says_why(clinic: Clinic) -> None:
    (one,) = await park(clinic, broken(clinic, "one"))
    status, printed, logged = await clinic.run("parked", "discard", one, "--reason", "a test of the 3rd of May")
    assert (status, printed) == (0, f"{one} is discarded\n")
    assert "a parked event was discarded" in logged
    assert "a test of the 3rd of May" in logged
    assert await clinic.parked() == []


async def test_what_was_left_out_of_an_event_is_fetched_from_its_topic_to_replay_it(clinic: Clinic) -> None:
    large = broken(clinic, "large") | {"value": b'{"number": -7' + b" " * 850_000 + b"}"}
    (one,) = await park(clinic, large)
    status, printed, _ = await clinic.run("parked", "show", one)
    assert (status, printed.splitlines()[-1]) == (0, "(Its value of 850014 bytes was not kept.)")
    await mend(clinic)
    assert (await clinic.run("parked", "replay", one))[:2] == (0, f"{one} was handled\n")
    assert (await clinic.notes(), await clinic.parked()) == ([-7], [])


async def test_what_was_left_out_and_is_not_on_the_topic_any_more_stays_parked(clinic: Clinic) -> None:
    large = broken(clinic, "large") | {"value": b'{"number": -7' + b" " * 850_000 + b"}"}
    (one,) = await park(clinic, large)
    await mend(clinic)
    await clinic.fetch("UPDATE parked_events SET left_out = jsonb_set(left_out, '{value,sha256}', '\"another\"')")
    status, _, said = await clinic.run("parked", "replay", one)
    assert status == 1
    assert said.endswith("Its value of 850014 bytes was not kept, and another record stands in its place on the topic.")
    (row,) = await clinic.parked()
    await clinic.loses(before=row["offset"] + 1, partition=row["partition"])
    _, _, said = await clinic.run("parked", "replay", one)
    assert said.endswith("Its value of 850014 bytes was not kept, and the topic does not hold it any more.")
    assert len(await clinic.parked()) == 1


async def test_all_that_are_alike_are_discarded_at_once_and_no_others(clinic: Clinic) -> None:
    strange = [
        broken(clinic, f"strange-{number}") | {"headers": [("ce_type", b"note.taken.v9")]} for number in range(3)
    ]
    *gone, stays = await park(clinic, *strange, broken(clinic, "another"))
    status, printed, _ = await clinic.run(
        "parked", "discard", "--topic", clinic.topic, "--type", "note.taken.v9", "--reason", "a mistaken release"
    )
    assert (status, sorted(printed.splitlines())) == (0, sorted(f"{one} is discarded" for one in gone))
    assert [str(row["id"]) for row in await clinic.parked()] == [stays]
    status, _, said = await clinic.run("parked", "discard", "--why", "No such", "--reason", "tidy")
    assert (status, said) == (1, "clinic: No event that is parked is like that.")
    assert (await clinic.run("parked", "discard", "--why", "CheckViolationError", "--reason", "tidy"))[0] == 0
    assert await clinic.parked() == []


@pytest.mark.parametrize("arguments", [["discard", str(uuid4())], ["replay"], ["show", "7"], ["replay", "--all", "7"]])
async def test_a_command_that_is_not_whole_is_refused(clinic: Clinic, arguments: list[str]) -> None:
    assert (await clinic.run("parked", *arguments))[0] == 2


async def test_a_database_that_does_not_answer_is_told_in_one_line(clinic: Clinic) -> None:
    clinic.urls = replace(clinic.urls, application_url="postgresql://clinic@127.0.0.1:1/x")
    status, printed, last = await clinic.run("parked", "list")
    assert (status, printed) == (1, "")
    assert last.startswith("clinic: Postgres: ConnectionRefusedError")
