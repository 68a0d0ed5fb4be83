"""The practices of the local stack, and who signs in there. Two, so that each can be seen to be closed to the other."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from standing_local.identity import User
from standing_local.processes import run
from standing_local.service import Service


@dataclass(frozen=True, slots=True)
class LocalPractice:
    name: str
    zone: str
    phone: str
    people: Sequence[tuple[str, str, str]]
    """Subject, name and role; the first is the manager whom the practice is made with."""


PRACTICES = (
    LocalPractice(
        name="Harbour Practice",
        zone="Europe/London",
        phone="01632 960 123",
        people=(
            ("manager", "Morgan Reed", "manager"),
            ("receptionist", "Robin Ames", "receptionist"),
            ("clinician", "Casey Lind", "clinician"),
            ("colleague", "Morven Kerr", "clinician"),
        ),
    ),
    LocalPractice(
        name="Hillside Practice",
        zone="America/New_York",
        phone="(212) 555-0123",
        people=(("other-manager", "Toni Vale", "manager"),),
    ),
)


async def ensure_practices(booking: Service, file: Path) -> list[User]:
    """The users of all practices. A practice is made once: its id is kept in `file`."""
    ids = _kept(file)
    for practice in PRACTICES:
        if practice.name not in ids:
            ids[practice.name] = await _create(booking, practice)
            _keep(file, ids)
    return [
        User(subject, name, f"{subject}@standing.example", [role], practice.name, ids[practice.name])
        for practice in PRACTICES
        for subject, name, role in practice.people
    ]


async def _create(booking: Service, practice: LocalPractice) -> str:
    subject, name, _ = practice.people[0]
    answer = await run(
        booking.command(
            *("practice", "create", "--name", practice.name, "--zone", practice.zone, "--phone", practice.phone),
            *("--manager-subject", subject, "--manager-name", name, "--changes-told-after", "0"),
        )
    )
    practice_id: str = json.loads(answer)["practice_id"]
    return practice_id


def _kept(file: Path) -> dict[str, str]:
    return json.loads(file.read_text()) if file.exists() else {}


def _keep(file: Path, ids: dict[str, str]) -> None:
    file.write_text(json.dumps(ids, indent=2))
