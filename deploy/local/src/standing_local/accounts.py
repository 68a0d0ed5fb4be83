"""Postgres refuses to run as root. Where we are root, it runs as an account that can do nothing else."""

import hashlib
import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from standing_operator.errors import StandingError


@dataclass(frozen=True, slots=True)
class Account:
    name: str
    uid: int
    gid: int

    @classmethod
    def named(cls, name: str) -> Self:
        """Raises StandingError."""
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            raise StandingError(f"There is no user {name!r}: run as an ordinary user instead of root.") from None
        return cls(entry.pw_name, entry.pw_uid, entry.pw_gid)


def unprivileged() -> Account | None:
    """Whom to run as what must not run as root; None where we are an ordinary user ourselves. Raises StandingError."""
    return Account.named("nobody") if os.geteuid() == 0 else None


def home_for(directory: Path) -> Path:
    """`directory`, or where the unprivileged account cannot reach it (a checkout in /root), one of its own for it."""
    if unprivileged() is None or _open_to_all(directory.resolve().parent):
        return directory
    return Path("/var/lib/standing") / hashlib.sha256(str(directory.resolve()).encode()).hexdigest()[:12]


def own(directory: Path, account: Account | None) -> None:
    """Make `directory`, readable by `account` alone."""
    directory.mkdir(parents=True, exist_ok=True)
    directory.chmod(0o700)
    if account is not None:
        os.chown(directory, account.uid, account.gid)


def _open_to_all(directory: Path) -> bool:
    return all(path.stat().st_mode & stat.S_IXOTH for path in (directory, *directory.parents) if path.exists())
