"""How much a browser fetches before the diary can be seen, beside an app of React alone that shows one word."""

import gzip
import os
import re
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measure import table
from standing_local import checkout, web
from standing_local.demo.clinic import Clinic
from standing_local.node import node
from standing_local.processes import Program, run
from tests.e2e.running_stack import RunningStack
from tests.support.browser import launched

_EMPTY_APP = checkout.ROOT / "benchmarks" / "empty_app"
_LEVEL = 5  # the gateway's
_PATIENCE = 60_000  # ms
_ON_ITS_WAY = 2_000  # ms until what is asked for has come

_STANDS = "[role=grid][aria-busy=false]"

# Runs in every page before anything of its own, and asks in every frame. What is asked for before the diary stands
# counts, even where it comes afterwards.
_WATCH = f"""
const stands = "{_STANDS}";
function look() {{
  if (document.querySelector(stands)) {{
    window.standsAt = performance.now();
  }} else {{
    requestAnimationFrame(look);
  }}
}}
look();
"""
_FETCHED = """performance.getEntriesByType("resource")
  .filter(({ startTime }) => startTime < window.standsAt)
  .map(({ name }) => new URL(name).pathname)"""


@dataclass(frozen=True, slots=True)
class Size:
    """In bytes."""

    name: str
    raw: int
    gzipped: int

    @classmethod
    def of(cls, file: Path) -> "Size":
        content = file.read_bytes()
        return cls(_without_hash(file), len(content), len(gzip.compress(content, _LEVEL)))

    @classmethod
    def total(cls, name: str, sizes: Sequence["Size"]) -> "Size":
        return cls(name, sum(size.raw for size in sizes), sum(size.gzipped for size in sizes))


async def measured(directory: Path) -> str:
    """Raises StandingError where something cannot be built."""
    before = await _fetched_before_the_diary(directory)
    first = _sizes(file for file in _built(web.BUILT) if file in before)
    rest = _sizes(file for file in _built(web.BUILT) if file not in before)
    empty = Size.total("React alone, one word on the page", _sizes(_built(await _built_empty_app(directory))))
    rows = [
        *first,
        Size.total("**Until the diary stands**", first),
        *rest,
        Size.total("**All**", first + rest),
        empty,
    ]
    return table(
        ["file", "raw", "gzipped", "gzipped, to React alone"],
        [
            [size.name, _kilobytes(size.raw), _kilobytes(size.gzipped), f"{size.gzipped / empty.gzipped:.2f}"]
            for size in rows
        ],
    )


async def _fetched_before_the_diary(directory: Path) -> set[Path]:
    """By a receptionist who has just signed in."""
    stack = RunningStack.in_directory(directory)
    try:
        await stack.start()
        async with await Clinic.signed_in(stack.settings, "manager") as clinic:
            await clinic.add_practitioner("Dr Ada Okafor")
        async with launched() as (browser, _):
            page = await browser.new_page(viewport={"width": 1280, "height": 900})
            await page.add_init_script(_WATCH)
            await page.goto(stack.settings.public_url)
            await page.get_by_role("button", name="Robin Ames").click()
            await page.wait_for_selector(_STANDS, timeout=_PATIENCE)
            await page.wait_for_timeout(_ON_ITS_WAY)
            fetched = await page.evaluate(_FETCHED)
    finally:
        await stack.stop()
    return {web.BUILT / "index.html", *(web.BUILT / path.removeprefix("/") for path in fetched)}


def _built(directory: Path) -> list[Path]:
    """Without source maps, which only developers' tools fetch, and problems' pages, which are none of the app's."""
    files = (file for file in directory.rglob("*") if file.is_file() and file.suffix != ".map")
    return [file for file in files if "problems" not in file.relative_to(directory).parts]


def _sizes(files: Iterable[Path]) -> list[Size]:
    """Largest first."""
    return sorted((Size.of(file) for file in files), key=lambda size: -size.gzipped)


def _without_hash(file: Path) -> str:
    """`assets/new-appointment-BURc2LIY.js` is `new-appointment.js`."""
    return re.sub(r"-[\w-]{8}(?=\.\w+$)", "", file.name)


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
