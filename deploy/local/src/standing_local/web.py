"""The clinic's front end: built once out of `web/`, and again when its sources change."""

import asyncio
import hashlib
from collections.abc import Iterator
from pathlib import Path

from standing_local import checkout
from standing_local.alone import alone_async
from standing_local.node import Packages, Say, node
from standing_local.processes import Program, run

DIRECTORY = checkout.ROOT / "web"
BUILT = DIRECTORY / "dist"
PACKAGES = Packages(DIRECTORY, "Web: downloading its packages, 130 MB on disk")

_MARKER = DIRECTORY / ".built"
_SOURCES = ("package-lock.json", "index.html", "vite.config.ts", "tsconfig.json", "src", "public")
_PAGE = checkout.ROOT / "services" / "video-links" / "src" / "video_links" / "page"
"""The call and the tokens are the same for the client and the host."""


async def build(log: Path, say: Say) -> None:
    """Nothing where what is built fits the sources. Raises StandingError."""
    async with alone_async("web"):
        await _build(log, say)


async def _build(log: Path, say: Say) -> None:
    wanted = await asyncio.to_thread(_fingerprint)
    if BUILT.exists() and _MARKER.exists() and _MARKER.read_text() == wanted:
        return
    await PACKAGES.install(log, say)
    say("Web: building ...")
    _MARKER.unlink(missing_ok=True)
    vite = PACKAGES.modules / "vite" / "bin" / "vite.js"
    await run(Program(name="Web", command=[node(), vite, "build", DIRECTORY, "--logLevel", "warn"], log=log))
    _MARKER.write_text(wanted)


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for file in _files():
        digest.update(f"{file.relative_to(checkout.ROOT)}\0{hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()


def _files() -> Iterator[Path]:
    for name in _SOURCES:
        source = DIRECTORY / name
        yield from sorted(path for path in source.rglob("*") if path.is_file()) if source.is_dir() else (source,)
    yield from sorted((*_PAGE.glob("*.js"), _PAGE / "tokens.css"))
