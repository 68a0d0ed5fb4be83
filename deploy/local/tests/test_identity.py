from dataclasses import replace

import httpx
import jwt
import pytest

from standing_local.identity import AUDIENCE, IdentityProvider, User
from standing_local.processes import running
from standing_local.settings import Settings
from standing_local.sign_in import sign_in
from standing_operator.errors import StandingError

MORGAN = User("morgan", "Morgan <Reed>", "morgan@standing.example", ["manager"], "Harbour Practice", "0190-practice")


async def claims(settings: Settings, token: str) -> dict[str, object]:
    async with httpx.AsyncClient() as client:
        keys = jwt.PyJWKSet.from_dict((await client.get(f"{settings.issuer}/jwks")).json())
    key = keys[jwt.get_unverified_header(token)["kid"]]
    return jwt.decode(token, key, audience=AUDIENCE, issuer=settings.issuer)


async def test_signing_in_gives_a_token_for_our_services(settings: Settings) -> None:
    async with running(IdentityProvider(settings, [MORGAN])):
        verified = await claims(settings, await sign_in(settings.issuer, settings.public_url, "morgan"))
    assert (verified["sub"], verified["practice_id"], verified["roles"]) == ("morgan", "0190-practice", ["manager"])


async def test_a_token_outlives_the_provider_that_gave_it(settings: Settings) -> None:
    async with running(IdentityProvider(settings, [MORGAN])) as process:
        token = await sign_in(settings.issuer, settings.public_url, "morgan")
        process.kill()
        await process.ended()
    async with running(IdentityProvider(settings, [MORGAN])):
        assert (await claims(settings, token))["sub"] == "morgan"


async def test_who_has_no_button_does_not_get_in(settings: Settings) -> None:
    async with running(IdentityProvider(settings, [replace(MORGAN, sub="somebody-else")])):
        with pytest.raises(StandingError, match="no button for morgan"):
            await sign_in(settings.issuer, settings.public_url, "morgan")


async def test_another_site_cannot_have_the_code(settings: Settings) -> None:
    async with running(IdentityProvider(settings, [MORGAN])):
        with pytest.raises(StandingError, match="answered 400"):
            await sign_in(settings.issuer, "https://elsewhere.example", "morgan")
