"""Starting, being killed and starting again."""

import socket
from datetime import timedelta
from pathlib import Path

from standing_local import ports
from standing_local.demo.story import booked_series
from standing_local.http_probe import answers_ok
from tests.e2e.running_stack import RunningStack
from tests.support.eventually import eventually

SOON = timedelta(seconds=6)


async def test_after_a_kill_of_the_supervisor_all_goes_on_with_what_was_booked(stack: RunningStack) -> None:
    async with booked_series(stack.settings, print, reminder_in=SOON) as booked:
        before = await booked.settled(after=SOON)
        orphans = stack.pids
        await stack.kill_supervisor()
        await stack.start()
        assert not set(orphans.values()) & set(stack.pids.values())
        assert await booked.look() == before


async def test_a_replica_that_dies_is_started_again(stack: RunningStack) -> None:
    killed = stack.pids["video-links-2"]
    stack.kill("video-links-2")
    second = stack.settings.replica_ports("video_links")[1]

    async def another_answers() -> bool:
        return stack.pids.get("video-links-2", killed) != killed and await answers_ok(second, "/health/ready")

    await eventually(another_answers)


async def test_a_second_start_in_the_same_directory_is_refused(stack: RunningStack) -> None:
    status, said = await stack.run("up")
    assert (status, said) == (1, "standing: The stack of this directory is running already: `make down` stops it.\n")


async def test_a_taken_port_is_said_in_one_line_before_anything_is_started(server_directory: Path) -> None:
    directory = server_directory / "taken"
    directory.mkdir()
    other = RunningStack.in_directory(directory)
    with socket.create_server((ports.HOST, other.settings.ports.mail)):
        status, said = await other.run("up")
    assert status == 1
    assert said.startswith(f"standing: Port {other.settings.ports.mail} (mail) is taken by another program")
    assert said.count("\n") == 1
    assert other.pids == {}


async def test_the_doctor_finds_nothing_bad_in_a_stack_that_runs_and_says_so_when_it_does_not(
    stack: RunningStack,
) -> None:
    async def well() -> bool:
        status, said = await stack.run("doctor")
        return status == 0 and "bad " not in said and said.count("asked for, of") == 3  # signatures, by each service

    await eventually(well, each=1)
    async with stack.standing_still("postgres"):
        status, said = await stack.run("doctor")
    assert status == 1
    assert "bad   booking        Postgres" in said
    await eventually(well, each=1)


async def test_stopping_leaves_no_process(stack: RunningStack) -> None:
    assert len(stack.pids) == 9
    assert await stack.stop() == 0
    assert stack.pids == {}
    assert [port for port in stack.settings.listening().values() if not ports.is_free(port)] == []
    await stack.start()
