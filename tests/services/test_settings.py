"""Settings that are wrong end each command at once, with one line that names them and what they take."""

import json
from collections.abc import Mapping

import pytest

from tests.support import commands
from tests.support.environment import changed

NO_DATABASE = "is no address of a Postgres database (postgresql://user:password@host/name)"
SECRET = "v3ry-s3cret"
WRONG = {"STANDING_DATABASE_URL": f"foo {SECRET}", "STANDING_TRANSIT_KEYS": None}
BOTH = f"STANDING_DATABASE_URL {NO_DATABASE}; STANDING_TRANSIT_KEYS is missing."


@pytest.mark.parametrize(
    ("service", "command", "wrong", "said"),
    [
        *(("booking", command, WRONG, BOTH) for command in ("api", "worker", "all")),
        ("booking", "resync since 2027-10-20T09:00Z", WRONG, BOTH),
        ("booking", "parked list", WRONG, f"STANDING_DATABASE_URL {NO_DATABASE}."),
        ("booking", "parked replay --all", {"STANDING_STORAGE_KEYS": None}, "STANDING_STORAGE_KEYS is missing."),
        ("booking", "migrate", {}, "STANDING_DATABASE_OWNER_URL is missing."),
        ("video-links", "api", WRONG, BOTH),
        ("notifications", "worker", WRONG, BOTH),
    ],
)
async def test_a_command_ends_with_one_line(
    service: str, command: str, wrong: Mapping[str, str | None], said: str
) -> None:
    module = f"{service.replace('-', '_')}.app"
    ran = await commands.run(module, *command.split(), environment=changed(wrong))
    assert (ran.status, ran.stdout, ran.stderr) == (1, "", f"{service}: {said}\n")


async def test_the_doctor_says_it_as_a_finding() -> None:
    wrong = {"STANDING_DATABASE_URL": f"foo {SECRET}", "STANDING_PORT": "99999"}
    ran = await commands.run("booking.app", "doctor", environment=changed(wrong))
    *_, finding = map(json.loads, ran.stdout.splitlines())
    assert (finding["check"], finding["state"]) == ("settings", "bad")
    assert (
        finding["words"] == f"STANDING_DATABASE_URL {NO_DATABASE}; STANDING_PORT should be less than or equal to 65535."
    )
    assert (ran.status, ran.stderr) == (1, "")
