"""OIDC access tokens: every service verifies every call itself."""

import asyncio
import math
import ssl
import time
from collections.abc import Awaitable, Callable
from functools import cache
from typing import Annotated

import httpx
import jwt
import structlog
from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from messaging.actor import Actor
from messaging.http.claims import actor_from, is_access_token
from messaging.http.refusals import IdentityUnreachable, NotEntitled, NoToken, NotSignedIn
from messaging.settings import ServiceSettings

log = structlog.get_logger(__name__)

ALGORITHMS = ["RS256", "PS256", "ES256", "EdDSA"]
KEEP = 3600.0  # seconds after which keys are fetched anew, so that a withdrawn one dies
STALE = 4 * 3600.0  # seconds that they are trusted while the identity provider is away
ASK_AGAIN = 5.0  # seconds between one fetch and the next at least, failed or not, whatever tokens name unknown keys
PATIENCE = 5.0  # seconds for a fetch
LEEWAY = 10  # seconds that clocks may differ


class AccessTokens:
    """Verifies tokens by the issuer's keys (JWKS), fetched when first needed and when a token names a new key."""

    def __init__(self, settings: ServiceSettings) -> None:
        self._settings = settings
        self._keys: dict[str, jwt.PyJWK] = {}
        self._fetched_at = -math.inf
        self._asked_at = -math.inf
        self._reached = False
        self._asking: asyncio.Task[None] | None = None

    async def verify(self, token: str) -> Actor:
        """Who holds this token. Raises NotSignedIn, IdentityUnreachable. Source: RFC 9068, section 4."""
        try:
            header = jwt.get_unverified_header(token)
            key = await self._key(header.get("kid"))
            claims = jwt.decode(
                token,
                key,
                algorithms=ALGORITHMS,
                audience=self._settings.audience,
                issuer=self._settings.issuer,
                leeway=LEEWAY,
                options={"require": ["exp", "iss", "aud", "sub"]},
            )
            if not is_access_token(header, claims, self._settings):
                raise NotSignedIn("The token is no access token.")
            return actor_from(claims, self._settings)
        except jwt.ExpiredSignatureError as error:
            raise NotSignedIn("The access token has expired.") from error
        except (jwt.PyJWTError, KeyError, TypeError, ValueError, OverflowError) as error:
            raise NotSignedIn("The access token is not valid here.") from error

    async def _key(self, kid: str | None) -> jwt.PyJWK:
        """One that is known waits for nobody, and is asked for anew meanwhile."""
        age = time.monotonic() - self._fetched_at
        known = None if age > STALE else self._keys.get(kid or "")
        if known is not None:
            if age > KEEP:
                self._asked()
            return known
        if kid is not None:
            await asyncio.shield(self._asked())
            if not self._reached:
                raise IdentityUnreachable
        if kid is None or kid not in self._keys:
            raise NotSignedIn("The access token is not valid here.")
        return self._keys[kid]

    def _asked(self) -> "asyncio.Task[None]":
        """The fetch that is under way, or the last one, or, when its time has come, another."""
        asking = self._asking
        if asking is None or (asking.done() and time.monotonic() - self._asked_at > ASK_AGAIN):
            self._asking = asking = asyncio.create_task(self._fetch())
        return asking

    async def _fetch(self) -> None:
        self._reached = False
        try:
            async with asyncio.timeout(PATIENCE), httpx.AsyncClient(verify=_trust()) as client:
                answer = await client.get(self._settings.jwks_url)
            keys = jwt.PyJWKSet.from_dict(answer.raise_for_status().json())
        except (httpx.HTTPError, TimeoutError, jwt.PyJWTError, ValueError) as error:
            log.warning("no keys from the identity provider", error=type(error).__name__)
        else:
            self._keys = {key.key_id: key for key in keys.keys if key.key_id is not None}
            self._fetched_at = time.monotonic()
            self._reached = True
        finally:
            self._asked_at = time.monotonic()


@cache
def _trust() -> ssl.SSLContext:
    """Whose certificates are believed, read once: it takes a tenth of a second in which nobody is answered."""
    return httpx.create_ssl_context()


_bearer = HTTPBearer(auto_error=False, description="An OIDC access token for this installation's audience.")


def require(*roles: str) -> Callable[..., Awaitable[Actor]]:
    """A dependency: the caller, who has one of `roles`. The app keeps its AccessTokens as `state.access_tokens`."""

    async def caller(
        request: Request, credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
    ) -> Actor:
        if credentials is None:
            raise NoToken("The request carries no access token.")
        access_tokens: AccessTokens = request.app.state.access_tokens
        actor = await access_tokens.verify(credentials.credentials)
        request.state.actor = actor
        if actor.roles.isdisjoint(roles):
            raise NotEntitled(f"It takes one of these roles: {', '.join(roles)}.")
        return actor

    return caller
