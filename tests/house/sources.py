"""The project's sources, as text and as syntax: nothing of them is imported."""

import ast
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


@cache
def parsed(file: Path) -> ast.Module:
    return ast.parse(file.read_text(), filename=str(file))


def named(file: Path) -> str:
    """As a failure names it."""
    return str(file.relative_to(ROOT))


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


@dataclass(frozen=True, slots=True)
class Service:
    directory: Path
    package: Path

    @property
    def name(self) -> str:
        return self.directory.name

    def rooms(self) -> set[str]:
        """What stands at its top level: modules, packages, directories of other files, and its migrations."""
        inside = {
            entry.stem
            for entry in self.package.iterdir()
            if not entry.name.startswith("__") and (entry.suffix == ".py" or _has_files(entry))
        }
        beside = {entry.name for entry in self.directory.iterdir() if _has_files(entry)} - {"src", "tests"}
        return inside | beside

    def modules(self, *rooms: str) -> Iterator[Path]:
        """All of them, or those of some rooms."""
        for file in sorted(self.package.rglob("*.py")):
            if not rooms or self.room_of(file) in rooms:
                yield file

    def room_of(self, file: Path) -> str:
        return file.relative_to(self.package).parts[0].removesuffix(".py")


def _has_files(directory: Path) -> bool:
    return any(file.is_file() and "__pycache__" not in file.parts for file in directory.rglob("*"))


SERVICES: Sequence[Service] = [
    Service(package.parents[1], package) for package in sorted(ROOT.glob("services/*/src/*")) if package.is_dir()
]


def modules_of_tests() -> list[Path]:
    """All that tests are made of, those that hold the house among them."""
    folders = [ROOT / "tests", *ROOT.glob("services/*/tests"), *ROOT.glob("deploy/*/tests")]
    folders += [ROOT / "contracts" / "tests", ROOT / "messaging" / "tests"]
    return [ROOT / "conftest.py", *(file for folder in folders for file in sorted(folder.rglob("*.py")))]
