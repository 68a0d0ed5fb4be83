import json
import secrets
from collections.abc import Callable
from pathlib import Path

from cryptography.fernet import Fernet


class SecretStore:
    """Secrets of the local stack: each made when first asked for, and kept in a file that its owner alone can read."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._kept: dict[str, str] = json.loads(file.read_text()) if file.exists() else {}

    def password(self, name: str) -> str:
        return self._get(name, secrets.token_urlsafe)

    def key(self, name: str) -> str:
        """32 random bytes in URL-safe base64."""
        return self._get(name, lambda: Fernet.generate_key().decode())

    def _get(self, name: str, make: Callable[[], str]) -> str:
        if name not in self._kept:
            self._kept[name] = make()
            self._save()
        return self._kept[name]

    def _save(self) -> None:
        """Whole or not at all: what a lost secret had sealed stays sealed."""
        unfinished = self._file.with_suffix(".new")
        unfinished.parent.mkdir(parents=True, exist_ok=True)
        unfinished.touch(mode=0o600)
        unfinished.write_text(json.dumps(self._kept, indent=2))
        unfinished.rename(self._file)
