"""kill -9 of a process at a step that it has."""

from typing import Final

from tests.faults.member import Member
from tests.faults.proxy import Trap

COMMIT: Final = rb"COMMIT;"
COMMITTED: Final = rb"C\x00\x00\x00\x0bCOMMIT\x00"
ACCEPTED: Final = rb"250 taken"


async def killed_at(trap: Trap, member: Member) -> None:
    await trap.caught()
    await member.kill()
    await member.start()
