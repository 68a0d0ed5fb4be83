"""Settings that are wrong end each command at once, with one line that names them; docs/operations.md has them all."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Final

import pytest
from pydantic import SecretStr
from pydantic_core import PydanticUndefined

import booking.settings
import notifications.settings
import video_links.settings
from messaging.settings import EnvironmentSettings, MigrationSettings, ServiceSettings, is_secret, misspelt
from standing_local import checkout
from tests.support import commands
from tests.support.environment import changed

SERVICES: Final[Mapping[str, type[ServiceSettings]]] = {
    "booking": booking.settings.Settings,
    "video-links": video_links.settings.Settings,
    "notifications": notifications.settings.Settings,
}

NO_DATABASE = "is no address of a Postgres database (postgresql://user:password@host/name)"
SECRET = "v3ry-s3cret"
WRONG = {"STANDING_DATABASE_URL": f"foo {SECRET}", "STANDING_CLINIC_KEYS": None}
BOTH = f"STANDING_DATABASE_URL {NO_DATABASE}; STANDING_CLINIC_KEYS is missing."


@pytest.mark.parametrize(
    ("service", "command", "wrong", "said"),
    [
        *(("booking", command, WRONG, BOTH) for command in ("api", "worker", "all")),
        ("booking", "resync since 2027-10-20T09:00Z", WRONG, BOTH),
        ("booking", "parked list", WRONG, f"STANDING_DATABASE_URL {NO_DATABASE}."),
        ("booking", "parked replay --all", {"STANDING_STORAGE_KEYS": None}, "STANDING_STORAGE_KEYS is missing."),
        ("booking", "migrate", {}, "STANDING_DATABASE_OWNER_URL is missing."),
        ("video-links", "api", WRONG, BOTH),
        ("notifications", "worker", WRONG, BOTH),
    ],
)
async def test_a_command_ends_with_one_line(
    service: str, command: str, wrong: Mapping[str, str | None], said: str
) -> None:
    module = f"{service.replace('-', '_')}.app"
    ran = await commands.run(module, *command.split(), environment=changed(wrong))
    assert (ran.status, ran.stdout, ran.stderr) == (1, "", f"{service}: {said}\n")


async def test_the_doctor_says_it_as_a_finding() -> None:
    wrong = {"STANDING_DATABASE_URL": f"foo {SECRET}", "STANDING_PORT": "99999"}
    ran = await commands.run("booking.app", "doctor", environment=changed(wrong))
    *_, finding = map(json.loads, ran.stdout.splitlines())
    assert (finding["check"], finding["state"]) == ("settings", "bad")
    assert (
        finding["words"] == f"STANDING_DATABASE_URL {NO_DATABASE}; STANDING_PORT should be less than or equal to 65535."
    )
    assert (ran.status, ran.stderr) == (1, "")


def documented() -> dict[str, set[tuple[str, str, bool]]]:
    """By the heading of each table: name, default, and whether it can come from a file."""
    text = (checkout.ROOT / "docs" / "operations.md").read_text()
    settings = text.partition("\n## Settings\n")[2].partition("\n## ")[0]
    tables: dict[str, set[tuple[str, str, bool]]] = {}
    for line in settings.splitlines():
        if heading := re.fullmatch(r"\| (.+) \| default \| `_FILE` \| what it takes \|", line):
            rows = tables.setdefault(heading[1], set())
        elif row := re.fullmatch(r"\| `(\w+)` \| (.+?) \| (yes)? ?\| .+ \|", line):
            rows.add((row[1], row[2].strip("`"), row[3] == "yes"))
    return tables


def _written(default: object) -> object:
    """As the environment would say it."""
    match default:
        case float():
            return f"{default:g}"
        case list():
            return ",".join(map(str, default))
        case _:
            return default


def declared(settings: type[EnvironmentSettings], *, but: type[EnvironmentSettings]) -> Iterator[tuple[str, str, bool]]:
    for name, field in settings.model_fields.items():
        if name in but.model_fields:
            continue
        default = field.default.get_secret_value() if isinstance(field.default, SecretStr) else field.default
        shown = "needed" if default is PydanticUndefined else _written(default)
        alias = field.validation_alias
        setting = alias if isinstance(alias, str) else f"STANDING_{name.upper()}"
        yield setting, str(shown or "none"), is_secret(field.annotation)


def test_the_documents_name_every_setting_its_default_and_whether_it_can_come_from_a_file() -> None:
    of_all = {*declared(ServiceSettings, but=EnvironmentSettings)}
    of_all.add(("STANDING_DATABASE_OWNER_URL", "needed by `migrate", True))
    assert documented() == {"All services": of_all} | {
        service: set(declared(settings, but=ServiceSettings))
        for service, settings in SERVICES.items()
        if set(settings.model_fields) - set(ServiceSettings.model_fields)
    }
    assert list(declared(MigrationSettings, but=EnvironmentSettings)) == [
        ("STANDING_DATABASE_OWNER_URL", "needed", True)
    ]


@pytest.mark.parametrize("settings", SERVICES.values(), ids=SERVICES)
def test_a_name_that_is_almost_one_of_its_own_is_shown_and_others_settings_are_not(
    monkeypatch: pytest.MonkeyPatch, settings: type[ServiceSettings]
) -> None:
    for table in documented().values():
        for name, _, in_file in table:
            monkeypatch.setenv(f"{name}_FILE" if in_file else name, "")
    for name in ("STANDING_WEB_ISSUER", "STANDING_GATEWAY_HOST", "STANDING_PORT_GATEWAY", "STANDING_LOCAL"):
        monkeypatch.setenv(name, "")
    assert misspelt(settings) == {}
    monkeypatch.setenv("STANDING_DATABSE_URL", "")
    monkeypatch.setenv("STANDING_TRANSIT_KEY_FILE", "")
    assert misspelt(settings) == {
        "STANDING_DATABSE_URL": "STANDING_DATABASE_URL",
        "STANDING_TRANSIT_KEY_FILE": "STANDING_TRANSIT_KEYS",
    }
