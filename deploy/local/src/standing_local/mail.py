from collections.abc import Sequence

from standing_local.http_probe import answers_ok
from standing_local.node import LOCAL_STACK, node
from standing_local.ports import HOST
from standing_local.processes import Program
from standing_local.settings import Settings


class MailCatcher:
    """Takes every mail and delivers none; shows them on a page and over an API."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @property
    def ports(self) -> Sequence[int]:
        return (self._settings.ports.smtp, self._settings.ports.mail)

    @property
    def program(self) -> Program:
        maildev = (LOCAL_STACK.modules / ".bin" / "maildev").resolve()
        smtp, web = map(str, self.ports)
        return Program(
            name="Mail catcher",
            # Its defaults listen on all interfaces and share one directory with every other user.
            command=[
                *(node(), maildev, "--ip", HOST, "--smtp", smtp, "--web-ip", HOST, "--web", web),
                *("--mail-directory", self._settings.directory / "mail", "--max-emails", "500", "--silent"),
            ],
            log=self._settings.logs / "mail.log",
        )

    async def prepare(self) -> None:
        (self._settings.directory / "mail").mkdir(parents=True, exist_ok=True)

    async def answers(self) -> bool:
        return await answers_ok(self._settings.ports.mail, "/api/healthz")
