"""Writes docs/api: <service>.openapi.json out of each service's routes, asyncapi.json out of the contracts. Writes
web/public/problems out of what they refuse, and web/public/unavailable out of the client's page. `check` fails where a
file says otherwise."""

import difflib
import importlib
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import get_type_hints

import asyncapi
import problem_pages
import unavailable_page
from cryptography.fernet import Fernet
from fastapi import FastAPI

from messaging.database import Database

DOCUMENTS = Path(__file__).parents[1] / "docs" / "api"
SERVICES = {"booking": "booking", "video-links": "video_links", "notifications": "notifications"}

# No server is asked: an API is made, described and thrown away.
ENVIRONMENT = {
    "STANDING_DATABASE_URL": "postgresql://nobody@localhost/nothing",
    "STANDING_DATABASE_RELAY_URL": "postgresql://nobody@localhost/nothing",
    "STANDING_PORT": "1",
    "STANDING_ISSUER": "https://identity.example",
    "STANDING_AUDIENCE": "https://standing.example",
    "STANDING_JWKS_URL": "https://identity.example/jwks",
    "STANDING_STORAGE_KEYS": Fernet.generate_key().decode(),
    "STANDING_CLIENTS_KEYS": Fernet.generate_key().decode(),
    "STANDING_WORDS_KEYS": Fernet.generate_key().decode(),
    "STANDING_CLINIC_KEYS": Fernet.generate_key().decode(),
    "STANDING_LINKS_KEYS": Fernet.generate_key().decode(),
    "STANDING_OUTCOMES_KEYS": Fernet.generate_key().decode(),
    "STANDING_BOOKING_SIGNING_KEYS": Fernet.generate_key().decode(),
    "STANDING_VIDEO_LINKS_SIGNING_KEYS": Fernet.generate_key().decode(),
    "STANDING_NOTIFICATIONS_SIGNING_KEYS": Fernet.generate_key().decode(),
    "STANDING_PUBLIC_URL": "https://standing.example",
    "STANDING_SMTP_HOST": "localhost",
    "STANDING_SMTP_PORT": "25",
    "STANDING_MAIL_FROM": "nobody@standing.example",
}


def main(command: str) -> None:
    os.environ.update(ENVIRONMENT)
    texts = {DOCUMENTS / f"{service}.openapi.json": describe(package) for service, package in SERVICES.items()}
    texts[DOCUMENTS / "asyncapi.json"] = asyncapi.describe()
    texts |= problem_pages.describe() | unavailable_page.describe()
    left_over = [path for path in problem_pages.PAGES.iterdir() if path not in texts]
    if command == "write":
        for path, text in texts.items():
            path.write_text(text)
        for path in left_over:
            path.unlink()
        return
    differences = [line for path, text in texts.items() for line in difference(path, text)]
    differences += [f"{path.name} is of no problem that there is.\n" for path in left_over]
    if differences:
        sys.exit("".join(differences) + "The code and what is written differ: `make write`, and look at the changes.\n")


def describe(package: str) -> str:
    create_api: Callable[..., FastAPI] = importlib.import_module(f"{package}.app").create_api
    settings = next(iter(get_type_hints(create_api).values()))()  # its first parameter
    document = create_api(settings, Database(settings.database_url.get_secret_value())).openapi()
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def difference(path: Path, text: str) -> list[str]:
    committed = path.read_text() if path.exists() else ""
    return list(
        difflib.unified_diff(
            committed.splitlines(keepends=True),
            text.splitlines(keepends=True),
            f"{path.name} as committed",
            f"{path.name} by the code",
            n=2,
        )
    )


if __name__ == "__main__":
    if sys.argv[1:] not in (["write"], ["check"]):
        sys.exit("python tools/openapi.py write|check")
    main(sys.argv[1])
