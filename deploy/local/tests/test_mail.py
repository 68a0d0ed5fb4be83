import smtplib
from email.message import EmailMessage

import httpx

from standing_local.mail import MailCatcher
from standing_local.ports import HOST
from standing_local.processes import running
from standing_local.settings import Settings


async def subjects(settings: Settings) -> list[str]:
    async with httpx.AsyncClient(base_url=settings.mail_url) as client:
        return [mail["subject"] for mail in (await client.get("/api/email")).raise_for_status().json()]


async def test_mails_are_there_after_a_kill(settings: Settings) -> None:
    async with running(MailCatcher(settings)) as process:
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = "a@standing.example", "b@standing.example", "Your sessions"
        with smtplib.SMTP(HOST, settings.ports.smtp) as server:
            server.send_message(mail)
        assert await subjects(settings) == ["Your sessions"]
        process.kill()
        await process.ended()
    async with running(MailCatcher(settings)):
        assert await subjects(settings) == ["Your sessions"]
