"""Every route of every service, walked with every token that it must refuse, and with those that it must take."""

from typing import Any

import httpx
import pytest

from messaging.http import identity
from tests.security.rules import OPEN, RULES, STAFF
from tests.security.tokens import BAD, ROLES
from tests.support.installation import Ask, Installation


def bearer(installation: Installation, *roles: str, **claims: Any) -> dict[str, str]:
    return installation.issuer.bearer(installation.ours, *roles, **claims)


async def walk(installation: Installation, headers: dict[str, str]) -> dict[str, httpx.Response]:
    return {route: await installation.asks(route, rule.ask(installation), headers) for route, rule in RULES.items()}


async def statuses(installation: Installation, headers: dict[str, str]) -> dict[str, int]:
    return {route: answer.status_code for route, answer in (await walk(installation, headers)).items()}


def refusal(answer: httpx.Response) -> tuple[int, str, int]:
    """Its status, its kind, and the status that its problem names."""
    return answer.status_code, answer.headers["content-type"], answer.json()["status"]


def test_every_route_has_a_rule_or_is_open_by_name(installation: Installation) -> None:
    assert installation.routes() == set(RULES) | set(OPEN)


def test_the_documents_say_of_every_route_whether_it_takes_a_token(installation: Installation) -> None:
    documented = installation.documented()
    assert set(RULES) <= set(documented)
    assert {route for route, operation in documented.items() if operation.get("security")} == set(RULES)


@pytest.mark.parametrize("reason", BAD)
async def test_a_bad_token_is_refused_on_every_route_and_changes_nothing(
    installation: Installation, reason: str
) -> None:
    authorization = BAD[reason](installation.issuer, installation.ours)
    before = await installation.rows()
    answers = await walk(installation, {"Authorization": authorization} if authorization is not None else {})
    assert {route: refusal(answer) for route, answer in answers.items()} == dict.fromkeys(
        RULES, (401, "application/problem+json", 401)
    )
    assert {answer.headers["www-authenticate"].partition(" ")[0] for answer in answers.values()} == {"Bearer"}
    assert await installation.rows() == before


@pytest.mark.parametrize("role", [*ROLES, "administrator"])
async def test_a_route_is_for_its_roles_alone(installation: Installation, role: str) -> None:
    found = await statuses(installation, bearer(installation, role))
    assert found == {route: rule.answer if role in rule.roles else 403 for route, rule in RULES.items()}


async def test_who_has_no_role_is_refused_with_a_problem_and_changes_nothing(installation: Installation) -> None:
    before = await installation.rows()
    answers = await walk(installation, bearer(installation, subject="nobody-in-particular"))
    assert {refusal(answer) for answer in answers.values()} == {(403, "application/problem+json", 403)}
    assert without_refusals(await installation.rows()) == without_refusals(before)


async def test_who_was_refused_what_is_on_record_once_a_minute_and_managers_read_it(
    installation: Installation,
) -> None:
    for _ in range(2):
        await walk(installation, bearer(installation, subject="curious"))
    read = bearer(installation, "manager")
    found = [
        entry
        for service in ("booking", "video-links", "notifications")
        for entry in (
            await installation.asks(
                f"GET /api/{service}/v1/audit-entries",
                Ask(f"/api/{service}/v1/audit-entries?subject=curious&limit=200"),
                read,
            )
        ).json()["entries"]
    ]
    assert len(found) == len(RULES)
    assert {(entry["action"], entry["details"]["why"]) for entry in found} == {("refused", "not-entitled")}
    assert {entry["name"] for entry in found} == {"Joanne Price"}
    assert len({entry["details"]["operation"] for entry in found}) > len(RULES) - 4, "each operation by its name"


def without_refusals(rows: dict[str, list[str]]) -> dict[str, list[str]]:
    return {table: each for table, each in rows.items() if not table.endswith(".audit_entries")}


async def test_invariant_8_a_token_of_another_practice_sees_nothing_and_changes_nothing_on_every_route(
    installation: Installation,
) -> None:
    before = await installation.our_rows()
    assert sum(len(rows) for rows in before.values()) > 100
    answers = await walk(installation, installation.issuer.bearer(installation.theirs, *STAFF))
    assert {route: answer.status_code for route, answer in answers.items()} == {
        route: rule.elsewhere for route, rule in RULES.items()
    }
    ours = our_ids(installation)
    asked = {route: str(rule.ask(installation)) for route, rule in RULES.items()}
    shown = {
        (route, id_)
        for route, answer in answers.items()
        for id_ in ours
        if id_ in answer.text and id_ not in asked[route]
    }
    assert shown == set()
    assert await installation.our_rows() == before


def our_ids(installation: Installation) -> list[str]:
    """Of all that another practice could be shown."""
    clinic = installation.clinic
    return [
        str(clinic.practice_id),
        clinic.practitioner_id,
        clinic.client_id,
        *clinic.kinds.values(),
        installation.series["id"],
        *(session["id"] for session in installation.series["appointments"]),
        *installation.templates,
        *installation.rules,
    ]


async def test_a_token_by_the_key_before_is_taken_as_long_as_the_issuer_publishes_it(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(identity, "ASK_AGAIN", 0.0)
    every_role = {route: rule.answer for route, rule in RULES.items()}
    old = bearer(installation, *ROLES)
    installation.issuer.rotate(keep=True)
    new = bearer(installation, *ROLES)
    before = installation.issuer.requests
    assert await statuses(installation, new) == every_role
    assert installation.issuer.requests == before + len(installation.apis), "each service asks once for the new key"
    assert await statuses(installation, old) == every_role
    assert installation.issuer.requests == before + len(installation.apis)
    installation.issuer.rotate()
    newest = bearer(installation, *ROLES)
    assert await statuses(installation, newest) == every_role
    for withdrawn in (old, new):
        assert set((await statuses(installation, withdrawn)).values()) == {401}


async def test_what_is_open_is_answered_without_a_token_and_a_bad_one_changes_nothing_there(
    installation: Installation,
) -> None:
    open_to_all = {f"/api/{name}/v1/openapi.json": 200 for name in installation.apis} | {
        "/health/live": 200,
        "/health/ready": 200,
        "/v/assets/any/page.css": 200,
        f"/v/{installation.link}": 200,
        "/v/AAAAAAAAAAAAAAAAAAAAAA": 404,
    }
    for headers in ({}, {"Authorization": "Bearer manager"}):
        assert await installation.answers_to(open_to_all, headers) == open_to_all
