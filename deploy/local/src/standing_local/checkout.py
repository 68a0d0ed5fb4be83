"""Where things lie in this checkout. The package is always installed editable, out of the tree that it runs."""

import os
from pathlib import Path

ROOT = Path(__file__).parents[4]
DEPLOY = ROOT / "deploy" / "local"
SERVICES = ROOT / "services"


def cache() -> Path:
    """What is downloaded once and kept: `.local/cache`, or where `STANDING_CACHE` says."""
    return Path(os.environ.get("STANDING_CACHE") or ROOT / ".local" / "cache")
