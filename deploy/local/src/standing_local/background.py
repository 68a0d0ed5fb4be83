import asyncio
import subprocess
import sys
from collections.abc import Callable

from standing_local.claim import Claim
from standing_local.processes import last_words
from standing_local.settings import Settings
from standing_operator.errors import StandingError


async def ensure_up(settings: Settings, say: Callable[[str], None]) -> None:
    """Have the stack run, if it does not yet, as a process that outlives us. Raises StandingError."""
    claim = Claim(settings.run)
    if claim.is_ready():
        return
    log = settings.logs / "standing.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as output:
        begin = output.tell()
        supervisor = subprocess.Popen(  # noqa: ASYNC220
            [sys.executable, "-m", "standing_operator", "up"],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    say("Starting the stack ...")
    with log.open() as progress:
        progress.seek(begin)
        while not claim.is_ready():
            for line in progress.readlines():
                say(f"  {line.rstrip()}")
            if supervisor.poll() is not None and claim.supervisor() is None:
                raise StandingError(f"The stack did not start: {last_words(log, lines=1)}")
            await asyncio.sleep(0.1)
