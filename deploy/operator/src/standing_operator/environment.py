import os
from pathlib import Path
from typing import Final

from standing_operator.errors import StandingError

PUBLIC_URL: Final = "STANDING_PUBLIC_URL"  # the gateway's, as users reach it


def secret(name: str) -> str | None:
    """What the environment gives as `name`, or keeps in the file that `<name>_FILE` names. Raises StandingError."""
    given, file = os.environ.get(name), os.environ.get(f"{name}_FILE")
    if given and file:
        raise StandingError(f"Give {name} or {name}_FILE, and not both.")
    if not file:
        return given or None
    try:
        content = Path(file).read_text().rstrip("\r\n")
    except (OSError, ValueError) as error:
        raise StandingError(f"{name}_FILE: {file} cannot be read ({type(error).__name__}).") from error
    if not content:
        raise StandingError(f"{name}_FILE: {file} is empty.")
    return content
