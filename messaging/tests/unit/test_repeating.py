"""What time alone asks for goes on, whatever fails."""

import asyncpg
import pytest
from structlog.testing import capture_logs

from messaging.repeating import Repeating


class Counting(Repeating):
    """Fails at first, and stops itself at the third time."""

    pause = 0.0

    def __init__(self, failure: Exception) -> None:
        super().__init__()
        self.failure = failure
        self.times = 0

    async def _once(self) -> float:
        self.times += 1
        if self.times == 1:
            raise self.failure
        if self.times == 3:
            self.stop()
        return self.pause


@pytest.mark.parametrize(
    ("failure", "level"), [(asyncpg.CannotConnectNowError(), "warning"), (ZeroDivisionError(), "error")]
)
async def test_a_failure_of_any_kind_is_logged_and_tried_again(failure: Exception, level: str) -> None:
    task = Counting(failure)
    with capture_logs() as logs:
        await task.run()
    assert task.times == 3
    assert [(line["log_level"], line["task"]) for line in logs] == [(level, "Counting")]
