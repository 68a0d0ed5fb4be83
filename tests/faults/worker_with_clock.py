"""The worker of notifications by a clock that a test sets: the seconds that it is ahead stand in the named file."""

import sys
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from messaging.process import Service
from messaging.process import main as run
from notifications import app
from notifications.settings import Settings


def main(ahead: Path) -> None:
    def now() -> datetime:
        return datetime.now(UTC) + timedelta(seconds=float(ahead.read_text()))

    run(
        Service(
            name=app.SERVICE,
            settings=Settings,
            create_api=app.create_api,
            create_worker=partial(app.create_worker, now=now),
            handlers=lambda settings: app.create_handlers(settings, app.create_installation(settings, now=now)),
            migrations=Path(),
        ),
        ["worker"],
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
