"""How much a browser has to fetch before the diary can be seen, beside an app of React alone that shows one word."""

import gzip
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measure import table
from standing_local import checkout, web
from standing_local.node import node
from standing_local.processes import Program, run

_EMPTY_APP = checkout.ROOT / "benchmarks" / "empty_app"
_LEVEL = 5  # the gateway's


@dataclass(frozen=True, slots=True)
class Size:
    """In bytes."""

    name: str
    raw: int
    gzipped: int

    @classmethod
    def of(cls, file: Path, name: str) -> "Size":
        content = file.read_bytes()
        return cls(name, len(content), len(gzip.compress(content, _LEVEL)))

    @classmethod
    def total(cls, name: str, sizes: Sequence["Size"]) -> "Size":
        return cls(name, sum(size.raw for size in sizes), sum(size.gzipped for size in sizes))


async def measured(directory: Path) -> str:
    """Raises StandingError where something cannot be built."""
    await web.build(directory / "web.log", print)
    ours = _sizes(web.BUILT)
    empty = Size.total("React alone, one word on the page", _sizes(await _built_empty_app(directory)))
    rows = [*ours, Size.total("**All**", ours), empty]
    return table(
        ["file", "raw", "gzipped", "gzipped, to React alone"],
        [
            [size.name, _kilobytes(size.raw), _kilobytes(size.gzipped), f"{size.gzipped / empty.gzipped:.2f}"]
            for size in rows
        ],
    )


def _sizes(built: Path) -> list[Size]:
    """Largest first; without source maps, which only developers' tools fetch."""
    files = [file for file in built.rglob("*") if file.is_file() and file.suffix != ".map"]
    sizes = [Size.of(file, _without_hash(file.relative_to(built))) for file in files]
    return sorted(sizes, key=lambda size: -size.gzipped)


def _without_hash(file: Path) -> str:
    return str(file.with_stem(file.stem.split("-")[0]))


async def _built_empty_app(directory: Path) -> Path:
    """By the same Vite, with the same settings and the same React."""
    app = directory / "empty_app"
    _copy(app)
    vite = web.PACKAGES.modules / "vite" / "bin" / "vite.js"
    settings = web.DIRECTORY / "vite.config.ts"
    command: Sequence[str | Path] = [node(), vite, "build", app, "--config", settings, "--logLevel", "warn"]
    await run(Program(name="The empty app", command=command, log=directory / "empty_app.log"))
    return app / "dist"


def _copy(app: Path) -> None:
    shutil.copytree(_EMPTY_APP, app)
    os.symlink(web.PACKAGES.modules, app / "node_modules", target_is_directory=True)


def _kilobytes(size: int) -> str:
    return f"{size / 1000:.1f} KB"
