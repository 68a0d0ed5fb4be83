"""The OpenAPI documents say what the services answer, whatever they are asked: schemathesis asks."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import uvicorn

from messaging.http.requests import Requests
from standing_local import ports
from standing_operator.databases import ServiceDatabases
from tests.security.tokens import ROLES
from tests.support.installation import Installation
from tests.support.issuer import Issuer
from tests.support.mailbox import Mailbox

CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "ignored_auth",
    "missing_required_header",
)

# Ids are of what there is more often than not: else every answer would be 404.
CONFIGURATION = """
[checks.missing_required_header]
expected-statuses = [400, 401, 422, 428]
[dictionaries.appointments]
values = {appointments}
[dictionaries.series]
values = {series}
[dictionaries.templates]
values = {templates}
[dictionaries.rules]
values = {rules}
[dictionaries.practitioners]
values = {practitioners}
[dictionaries.clients]
values = {clients}
[dictionaries.kinds]
values = {kinds}
[dictionaries.links]
values = {links}
[dictionaries.starts]
values = ["2031-05-05T10:00", "2031-10-26T01:30"]
[dictionaries.days]
values = ["2027-03-22", "2027-03-29"]
[dictionaries.zones]
values = ["Europe/London", "America/New_York"]
[dictionaries.addresses]
values = ["grace@mail.example"]
[dictionaries.telephones]
values = ["+44 1632 960 123"]
[dictionaries.leads]
values = ["P1D", "PT24H"]
[parameters]
"path.appointment_id" = {{ dictionary = "appointments", probability = 0.8 }}
"path.series_id" = {{ dictionary = "series", probability = 0.8 }}
"path.template_id" = {{ dictionary = "templates", probability = 0.8 }}
"path.rule_id" = {{ dictionary = "rules", probability = 0.8 }}
"path.token" = {{ dictionary = "links", probability = 0.8 }}
"query.practitioner_id" = {{ dictionary = "practitioners", probability = 0.8 }}
"query.kind_id" = {{ dictionary = "kinds", probability = 0.8 }}
"query.from" = {{ dictionary = "days", probability = 0.8 }}
"query.to" = {{ dictionary = "days", probability = 0.8 }}
"body.starts_local" = {{ dictionary = "starts", probability = 0.9 }}
"body.zone" = {{ dictionary = "zones", probability = 0.9 }}
"body.recipients[*].email" = {{ dictionary = "addresses", probability = 0.9 }}
"body.recipients[*].phone" = {{ dictionary = "telephones", probability = 0.9 }}
"body.lead" = {{ dictionary = "leads", probability = 0.8 }}
"body.practitioner_id" = {{ dictionary = "practitioners", probability = 0.8 }}
"body.client_id" = {{ dictionary = "clients", probability = 0.8 }}
"body.kind_id" = {{ dictionary = "kinds", probability = 0.8 }}
"body.template_id" = {{ dictionary = "templates", probability = 0.8 }}
"body.appointment_id" = {{ dictionary = "appointments", probability = 0.8 }}
"""


@pytest.fixture(scope="module")
async def installation(module_database: ServiceDatabases, issuer: Issuer) -> AsyncIterator[Installation]:
    mailbox = Mailbox()
    await mailbox.open()
    async with Installation.opened(module_database, mailbox, issuer) as installation:
        yield installation
    await mailbox.close()


@pytest.mark.parametrize("service", ["booking", "video-links", "notifications"])
async def test_no_request_gets_an_answer_that_the_document_does_not_tell_of(
    installation: Installation, service: str, tmp_path: Path
) -> None:
    configuration = tmp_path / "schemathesis.toml"
    configuration.write_text(CONFIGURATION.format(**installation.known_ids()))
    bearer = installation.issuer.token(installation.ours, *ROLES, lives=3600)
    async with served(installation, service) as address:
        explorer = await asyncio.create_subprocess_exec(
            Path(sys.executable).with_name("schemathesis"),
            f"--config-file={configuration}",
            "run",
            f"{address}/api/{service}/v1/openapi.json",
            f"--header=Authorization: Bearer {bearer}",
            f"--checks={','.join(CHECKS)}",
            "--phases=examples,coverage,fuzzing",
            "--max-examples=20",
            "--generation-deterministic",
            "--suppress-health-check=all",
            "--request-timeout=30",
            "--continue-on-failure",
            "--no-color",
            cwd=tmp_path,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        said, _ = await explorer.communicate()
    assert explorer.returncode == 0, said.decode().replace(bearer, "TOKEN")


@asynccontextmanager
async def served(installation: Installation, service: str) -> AsyncIterator[str]:
    port = ports.any_free()
    server = uvicorn.Server(
        uvicorn.Config(Requests(installation.apis[service]), port=port, log_config=None, http="httptools")
    )
    serving = asyncio.create_task(server._serve())
    try:
        yield f"http://{ports.HOST}:{port}"
    finally:
        server.should_exit = True
        await serving
