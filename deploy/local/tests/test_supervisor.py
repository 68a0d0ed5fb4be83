import asyncio
import os
import signal
import sys
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

import pytest

from standing_local import ports
from standing_local.http_probe import answers_ok
from standing_local.pid_files import PidFile, end_leftovers
from standing_local.processes import Process, Program
from standing_local.supervisor import Supervisor
from standing_operator.errors import StandingError

ANSWERS = """
import http.server, sys
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
    def log_message(self, *_): pass
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
"""
HAS_A_CHILD = "import subprocess, sys; subprocess.Popen([sys.executable, '-c', {code!r}, sys.argv[1]]).wait()"
FAILS = "print('the key is missing'); raise SystemExit(3)"


class Trial:
    """A server of a few lines."""

    def __init__(self, directory: Path, code: str = ANSWERS, *, name: str = "trial") -> None:
        self._directory = directory
        self._name = name
        self._code = code
        self._port = ports.any_free()
        self.waits = False

    @property
    def ports(self) -> Sequence[int]:
        return (self._port,)

    @property
    def program(self) -> Program:
        command = [sys.executable, "-c", self._code, str(self._port)]
        return Program(name=self._name, command=command, log=self._directory / f"{self._name}.log", grace=2)

    async def prepare(self) -> None: ...

    async def answers(self) -> bool:
        return not self.waits and await answers_ok(self._port, "/")

    @property
    def pid(self) -> int:
        pid = PidFile(self._directory / f"{self._name}.pid").running()
        assert pid is not None
        return pid


async def until(condition: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(30):
        while not await condition():  # noqa: ASYNC110
            await asyncio.sleep(0.05)


async def kill_and_await_the_next(trial: Trial) -> None:
    killed = trial.pid
    os.kill(killed, signal.SIGKILL)

    async def another_answers() -> bool:
        return await trial.answers() and trial.pid != killed

    await until(another_answers)


async def test_what_dies_is_started_again(tmp_path: Path) -> None:
    said: list[str] = []
    trial = Trial(tmp_path)
    async with Supervisor.watching(tmp_path, said.append) as supervisor:
        await supervisor.start(trial)
        await kill_and_await_the_next(trial)
    assert "trial: ended with status -9, is started again" in said


async def test_what_runs_and_waits_for_another_is_not_ended(tmp_path: Path) -> None:
    said: list[str] = []
    trial = Trial(tmp_path)
    async with Supervisor.watching(tmp_path, said.append, patience=0.2) as supervisor:
        await supervisor.start(trial)
        trial.waits = True
        os.kill(killed := trial.pid, signal.SIGKILL)

        async def is_given_up() -> bool:
            return any(line.startswith("trial did not answer within") for line in said)

        await until(is_given_up)
        waiting = trial.pid
        assert waiting != killed
        trial.waits = False
        await until(trial.answers)
        assert trial.pid == waiting


async def test_what_dies_for_the_third_time_stops_everything_and_says_why(tmp_path: Path) -> None:
    dying, sound = Trial(tmp_path, name="dying"), Trial(tmp_path, name="sound")

    async def let_one_die() -> None:
        async with Supervisor.watching(tmp_path, lambda _: None) as supervisor:
            await supervisor.start(dying, sound)
            for _ in range(3):
                await kill_and_await_the_next(dying)

    with pytest.raises(StandingError, match=r"^dying ended 3 times within a minute, at last with status -9"):
        await let_one_die()
    assert not await dying.answers()
    assert not await sound.answers()


async def test_what_cannot_start_says_why_at_once(tmp_path: Path) -> None:
    with pytest.raises(StandingError, match="trial ended with status 3 while starting: the key is missing"):
        async with Supervisor.watching(tmp_path, lambda _: None) as supervisor:
            await supervisor.start(Trial(tmp_path, FAILS))


async def test_a_missing_program_is_named(tmp_path: Path) -> None:
    missing = Program(name="Trial", command=[tmp_path / "missing"], log=tmp_path / "trial.log")
    with pytest.raises(
        StandingError, match=rf"^Trial cannot be started: No such file or directory: {tmp_path}/missing.$"
    ):
        await Process.start(missing)


async def test_children_end_with_their_leader(tmp_path: Path) -> None:
    trial = Trial(tmp_path, HAS_A_CHILD.format(code=ANSWERS))
    async with Supervisor.watching(tmp_path, lambda _: None) as supervisor:
        await supervisor.start(trial)
    assert not await trial.answers()


async def test_what_a_killed_supervisor_left_is_ended_by_the_next(tmp_path: Path) -> None:
    trial = Trial(tmp_path, f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)\n{ANSWERS}")
    process = await Process.start(trial.program)
    await process.ready(trial.answers)
    PidFile(tmp_path / "trial.pid").write(process.pid)
    assert await end_leftovers(tmp_path, grace=0.1) == ["trial"]
    assert not await trial.answers()
    await process.ended()


async def test_another_program_with_the_same_pid_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "trial.pid"
    PidFile(file).write(os.getpid())
    file.write_text(file.read_text().replace('"started": "', '"started": "earlier '))
    assert await end_leftovers(tmp_path) == []


async def test_a_kill_of_the_supervisor_ends_its_programs(tmp_path: Path) -> None:
    trial = Trial(tmp_path)
    code = (
        "import asyncio, pathlib; from standing_local.processes import Process, Program; "
        f"asyncio.run(Process.start(Program(name='Trial', command={list(map(str, trial.program.command))!r}, "
        f"log=pathlib.Path({str(trial.program.log)!r})))); input()"
    )
    parent = await asyncio.create_subprocess_exec(sys.executable, "-c", code, stdin=asyncio.subprocess.PIPE)
    await until(trial.answers)
    parent.kill()
    await parent.wait()

    async def is_gone() -> bool:
        return not await trial.answers()

    await until(is_gone)
