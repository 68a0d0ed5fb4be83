"""What `notifications doctor` looks at beside what all services have: the mail server."""

import asyncio
from collections.abc import AsyncIterator

from aiosmtplib import SMTP, SMTPException

from messaging.doctor import Finding
from notifications.settings import Settings


async def checks(settings: Settings) -> AsyncIterator[Finding]:
    yield await _mail_server(settings)


async def _mail_server(settings: Settings) -> Finding:
    """As the sender greets it, with TLS and a user where these are set. No mail is sent."""
    server = f"{settings.smtp_host}:{settings.smtp_port}"
    smtp = SMTP(
        hostname=settings.smtp_host,
        port=settings.smtp_port,
        username=settings.smtp_username or None,
        password=settings.smtp_password.get_secret_value() or None,
        use_tls=settings.smtp_security == "tls",
        start_tls=settings.smtp_security == "starttls",
        local_hostname=settings.mail_from.rpartition("@")[2],
        timeout=settings.smtp_timeout,
    )
    try:
        async with asyncio.timeout(settings.smtp_timeout):
            await smtp.connect()
            answer = await smtp.ehlo()
            await smtp.quit()
    except (SMTPException, OSError, TimeoutError) as error:
        said = f"{server}: {type(error).__name__}"
        return Finding("mail server", "bad", said, "Are STANDING_SMTP_HOST, _PORT, _SECURITY and the user right?")
    finally:
        smtp.close()
    return Finding("mail server", "ok", f"{server} greets with {answer.code}")
