import asyncio
from collections.abc import AsyncIterator, Iterator
from types import SimpleNamespace
from typing import Any, cast
from uuid import UUID

import httpx
import jwt
import pytest
from fastapi import Depends, FastAPI

from messaging.http import identity
from messaging.http.identity import AccessTokens, require
from messaging.http.problems import answer_problems
from messaging.http.refusals import IdentityUnreachable, NotSignedIn
from messaging.settings import ServiceSettings
from tests.support.issuer import AUDIENCE, Issuer
from tests.support.problems import DeclaringTransport, refused

PRACTICE = UUID("01937d3e-0000-7000-8000-000000000001")


@pytest.fixture
def own_issuer() -> Iterator[Issuer]:
    issuer = Issuer()
    yield issuer
    issuer.close()


def issuers(issuer: Issuer, **changed: Any) -> ServiceSettings:
    claims = {"practice_claim": "practice_id", "roles_claim": "roles", "token_types": ["at+jwt"]}
    settings = issuer.settings() | claims | changed
    return cast("ServiceSettings", SimpleNamespace(**settings))


def tokens_of(issuer: Issuer, **changed: Any) -> AccessTokens:
    return AccessTokens(issuers(issuer, **changed))


async def test_a_token_says_who_acts_for_which_practice_in_which_roles(issuer: Issuer) -> None:
    actor = await tokens_of(issuer).verify(issuer.token(PRACTICE, "receptionist", "manager", subject="jo"))
    assert (actor.practice_id, actor.subject, actor.name) == (PRACTICE, "jo", "Joanne Price")
    assert actor.roles == {"receptionist", "manager"}


def of_type(issuer: Issuer, kind: str | None, **claims: Any) -> str:
    kid, key = issuer.key
    return jwt.encode(issuer.claims(PRACTICE, **claims), key, "RS256", {"kid": kid, "typ": kind})


@pytest.mark.parametrize("kind", ["JWT", "jwt", None, "logout+jwt", "id_token", "dpop+jwt"])
async def test_a_token_of_another_type_is_no_access_token(issuer: Issuer, kind: str | None) -> None:
    with pytest.raises(NotSignedIn):
        await tokens_of(issuer).verify(of_type(issuer, kind))


@pytest.mark.parametrize("kind", ["at+jwt", "AT+JWT", "application/at+jwt"])
async def test_an_access_token_says_so_as_a_media_type(issuer: Issuer, kind: str) -> None:
    assert (await tokens_of(issuer).verify(of_type(issuer, kind))).subject == "jo"


async def test_a_provider_that_names_no_type_is_taken_where_the_installation_says_so(issuer: Issuer) -> None:
    tokens = tokens_of(issuer, token_types=["at+jwt", "JWT"])
    for kind in ("JWT", "at+jwt"):
        assert (await tokens.verify(of_type(issuer, kind))).subject == "jo"
    with pytest.raises(NotSignedIn):
        await tokens.verify(of_type(issuer, "logout+jwt"))


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "n-0S6_WzA2Mj"},
        {"at_hash": "MTIzNDU2Nzg5MDEyMzQ1Ng"},
        {"c_hash": "MTIzNDU2Nzg5MDEyMzQ1Ng"},
        {"typ": "ID"},
        {"typ": "Refresh"},
        {"events": {"http://schemas.openid.net/event/backchannel-logout": {}}},
    ],
)
async def test_what_signs_somebody_in_or_out_is_no_access_token_though_it_is_a_jwt(
    issuer: Issuer, claims: dict[str, object]
) -> None:
    with pytest.raises(NotSignedIn):
        await tokens_of(issuer, token_types=["at+jwt", "JWT"]).verify(of_type(issuer, "JWT", **claims))


@pytest.mark.parametrize("name", ["", "  ", 7, ["Jo"], "Jo\0Price", "Jo\nPrice"])
async def test_what_cannot_be_shown_is_no_name(issuer: Issuer, name: object) -> None:
    assert (await tokens_of(issuer).verify(issuer.token(PRACTICE, name=name))).name is None


async def test_a_long_name_is_cut(issuer: Issuer) -> None:
    assert (await tokens_of(issuer).verify(issuer.token(PRACTICE, name="x" * 100_000))).name == "x" * 200


async def test_keys_are_fetched_once_for_many_tokens(own_issuer: Issuer) -> None:
    tokens = tokens_of(own_issuer)
    for _ in range(20):
        await tokens.verify(own_issuer.token(PRACTICE))
    assert own_issuer.requests == 1


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "https://another.example"},
        {"iss": "https://another.example"},
        {"exp": None},
        {"exp": 1_000_000_000},
        {"sub": None},
        {"practice_id": None},
        {"practice_id": "not-an-id"},
        {"practice_id": [str(PRACTICE)]},
        {"practice_id": 7},
        {"roles": None},
        {"roles": "manager"},
        {"roles": {"manager": True}},
        {"roles": ["manager", 1]},
        {"roles": ["x"] * 201},
        {"sub": ""},
        {"sub": 7},
        {"sub": "x" * 256},
        {"sub": "manager\0"},
        {"roles": 7},
        {"nbf": 4_000_000_000},
    ],
)
async def test_a_token_with_a_wrong_or_missing_claim_is_refused(issuer: Issuer, claims: dict[str, Any]) -> None:
    with pytest.raises(NotSignedIn):
        await tokens_of(issuer).verify(issuer.token(PRACTICE, "manager", **claims))


async def test_a_token_that_is_unsigned_or_signed_by_another_is_refused(issuer: Issuer, own_issuer: Issuer) -> None:
    claims = jwt.decode(issuer.token(PRACTICE, "manager"), options={"verify_signature": False})
    kid = jwt.get_unverified_header(issuer.token(PRACTICE))["kid"]
    unsigned = jwt.encode(claims, "", algorithm="none", headers={"kid": kid})
    symmetric = jwt.encode(claims, "x" * 64, algorithm="HS256", headers={"kid": kid})
    anothers = own_issuer.token(PRACTICE, "manager", iss=issuer.url)
    genuine = issuer.token(PRACTICE, "manager")
    tampered = genuine[:-8] + ("A" * 8 if genuine[-8:] != "A" * 8 else "B" * 8)
    for token in (unsigned, symmetric, anothers, tampered, "", "a.b.c", "\x00"):
        with pytest.raises(NotSignedIn):
            await tokens_of(issuer).verify(token)


async def test_a_rotated_key_is_fetched_when_a_token_names_it(
    own_issuer: Issuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(identity, "ASK_AGAIN", 0.0)
    tokens = tokens_of(own_issuer)
    old = own_issuer.token(PRACTICE)
    await tokens.verify(old)
    own_issuer.rotate()
    await tokens.verify(own_issuer.token(PRACTICE))
    with pytest.raises(NotSignedIn):
        await tokens.verify(old)


async def test_unknown_keys_do_not_have_the_issuer_asked_each_time(own_issuer: Issuer) -> None:
    tokens = tokens_of(own_issuer)
    await tokens.verify(own_issuer.token(PRACTICE))
    strange = jwt.encode({"sub": "x"}, "x" * 64, algorithm="HS256", headers={"kid": "strange"})
    for _ in range(10):
        with pytest.raises(NotSignedIn):
            await tokens.verify(strange)
    assert own_issuer.requests == 1


@pytest.fixture
async def frozen() -> AsyncIterator[str]:
    """The address of an issuer that takes connections and says nothing."""

    async def holds(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await released.wait()
        writer.close()

    released = asyncio.Event()
    server = await asyncio.start_server(holds, "127.0.0.1", 0)
    yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/jwks"
    released.set()
    server.close()


async def test_a_known_key_waits_for_no_issuer_whatever_others_ask_of_it(
    own_issuer: Issuer, frozen: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(identity, "ASK_AGAIN", 0.0)
    settings = issuers(own_issuer)
    tokens = AccessTokens(settings)
    good = own_issuer.token(PRACTICE)
    await tokens.verify(good)
    settings.jwks_url = frozen
    strange = jwt.encode({"sub": "x"}, "x" * 64, algorithm="HS256", headers={"kid": "strange"})
    guesses = [asyncio.create_task(tokens.verify(strange)) for _ in range(3)]
    await asyncio.sleep(0)
    async with asyncio.timeout(1):
        await tokens.verify(good)
        monkeypatch.setattr(identity, "KEEP", 0.0)
        await tokens.verify(good)
    assert not any(guess.done() for guess in guesses), "they wait for the issuer"
    for guess in guesses:
        guess.cancel()


async def test_keys_are_trusted_for_a_time_while_the_issuer_is_away_and_no_longer(
    own_issuer: Issuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = issuers(own_issuer)
    tokens = AccessTokens(settings)
    good = own_issuer.token(PRACTICE)
    await tokens.verify(good)
    settings.jwks_url = "http://127.0.0.1:9/jwks"
    monkeypatch.setattr(identity, "KEEP", 0.0)
    await tokens.verify(good)
    monkeypatch.setattr(identity, "STALE", 0.0)
    monkeypatch.setattr(identity, "ASK_AGAIN", 0.0)
    with pytest.raises(IdentityUnreachable):
        await tokens.verify(good)


async def test_an_issuer_that_did_not_answer_is_not_asked_again_at_once(own_issuer: Issuer) -> None:
    own_issuer.fails = True
    tokens = tokens_of(own_issuer)
    for _ in range(3):
        with pytest.raises(IdentityUnreachable):
            await tokens.verify(own_issuer.token(PRACTICE))
    assert own_issuer.requests == 1


async def test_an_issuer_that_does_not_answer_is_no_fault_of_the_callers(issuer: Issuer) -> None:
    tokens = tokens_of(issuer, jwks_url="http://127.0.0.1:9/jwks", audience=AUDIENCE)
    app = FastAPI()
    answer_problems(app)
    app.state.access_tokens = tokens
    app.get("/", dependencies=[Depends(require("manager"))])(lambda: None)
    async with httpx.AsyncClient(transport=DeclaringTransport(app), base_url="http://api") as api:
        refused(await api.get("/", headers=issuer.bearer(PRACTICE, "manager")), IdentityUnreachable)
