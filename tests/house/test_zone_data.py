"""Every process goes by the zone data that the release pins, whatever the machine has."""

import os
import re
import shutil
import subprocess
import sys
from datetime import datetime
from importlib import resources
from pathlib import Path

import pytest

from messaging.zones import find_zone
from tests.house.sources import SERVICES, Service, named

WHEN = datetime(2027, 1, 11, 10)
ASK = """
import datetime, importlib, sys
importlib.import_module(sys.argv[1])
from zoneinfo import ZoneInfo
print(datetime.datetime.fromisoformat(sys.argv[2]).replace(tzinfo=ZoneInfo("America/Vancouver")).utcoffset())
"""


@pytest.fixture(scope="module")
def lying(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of zone data by which Vancouver is on Kathmandu's time."""
    folder = tmp_path_factory.mktemp("zoneinfo")
    (folder / "America").mkdir()
    with resources.as_file(resources.files("tzdata") / "zoneinfo" / "Asia" / "Kathmandu") as kathmandu:
        shutil.copy(kathmandu, folder / "America" / "Vancouver")
    return folder


def offset_in(module: str, lying: Path) -> str:
    environment = {**os.environ, "PYTHONTZPATH": str(lying)}
    asked = [sys.executable, "-c", ASK, module, WHEN.isoformat()]
    return subprocess.run(asked, env=environment, check=True, capture_output=True, text=True).stdout.strip()  # noqa: S603


def test_the_folder_lies(lying: Path) -> None:
    assert offset_in("json", lying) == "5:45:00"


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_invariant_9_a_service_does_not_believe_the_machines_zone_data(service: Service, lying: Path) -> None:
    pinned = WHEN.replace(tzinfo=find_zone("America/Vancouver")).utcoffset()
    assert offset_in(f"{service.name.replace('-', '_')}.app", lying) == str(pinned)


def test_zones_are_asked_for_in_one_place() -> None:
    files = [file for service in SERVICES for file in service.modules()]
    strays = [named(file) for file in files if re.search(r"^(import|from) zoneinfo", file.read_text(), re.MULTILINE)]
    assert not strays, f"messaging.zones knows which zone data count, and not {', '.join(strays)}"
