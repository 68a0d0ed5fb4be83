"""Access tokens that no service may take, each for one reason."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable, Mapping
from typing import Any, Final
from uuid import UUID

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.support.issuer import Issuer

ROLES: Final = ("clinician", "receptionist", "manager")
_STRANGER: Final = generate_private_key(public_exponent=65537, key_size=2048)


def _with(**claims: Any) -> Callable[[Issuer, UUID], str | None]:
    return lambda issuer, practice: f"Bearer {issuer.token(practice, *ROLES, **claims)}"


def _typed(kind: str | None, **claims: Any) -> Callable[[Issuer, UUID], str | None]:
    """By the issuer, and of this type."""

    def token(issuer: Issuer, practice: UUID) -> str:
        kid, key = issuer.key
        said = issuer.claims(practice, *ROLES, **claims)
        return f"Bearer {jwt.encode(said, key, 'RS256', {'kid': kid, 'typ': kind})}"

    return token


def _signed(issuer: Issuer, practice: UUID, key: Any, algorithm: str, **header: object) -> str:
    headers = {"kid": issuer.key[0], "typ": "at+jwt"} | header
    return f"Bearer {jwt.encode(issuer.claims(practice, *ROLES), key, algorithm, headers=headers)}"


def _by_the_public_key(issuer: Issuer, practice: UUID) -> str:
    """As if RS256's public key were HS256's secret. PyJWT refuses to write such a token."""
    kid, key = issuer.key
    secret = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    header = {"alg": "HS256", "kid": kid, "typ": "at+jwt"}
    content = f"{_part(header)}.{_part(issuer.claims(practice, *ROLES))}"
    return f"Bearer {content}.{_base64(hmac.digest(secret, content.encode(), hashlib.sha256))}"


def _part(content: Mapping[str, object]) -> str:
    return _base64(json.dumps(content).encode())


def _base64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


# The value of the header Authorization; None: without it.
BAD: Final[Mapping[str, Callable[[Issuer, UUID], str | None]]] = {
    "no token": lambda *_: None,
    "another scheme": lambda *_: f"Basic {_base64(b'manager:manager')}",
    "an empty token": lambda *_: "Bearer ",
    "no token at all": lambda *_: "Bearer manager",
    "expired": _with(lives=-60),
    "without an expiry": _with(exp=None),
    "not valid yet": _with(nbf=time.time() + 3600),
    "another audience": _with(aud="https://elsewhere.test"),
    "another issuer": _with(iss="https://elsewhere.test"),
    "no subject": _with(sub=None),
    "no practice": _with(practice_id=None),
    "a practice that is no UUID": _with(practice_id="harbour-street"),
    "several practices": _with(practice_id=["01937d3e-0000-7000-8000-000000000001"]),
    "no roles": _with(roles=None),
    "roles as a text": _with(roles="manager"),
    "roles by name": _with(roles={"manager": True}),
    "a role that is no text": _with(roles=["manager", 1]),
    "a subject that is no text": _with(sub=7),
    "an empty subject": _with(sub=""),
    "a subject of a kilobyte": _with(sub="x" * 1024),
    "a NUL in its subject": _with(sub="manager\0"),
    "a JWT of no type": _typed(None),
    "a JWT of any kind": _typed("JWT"),
    "a logout token": _typed("logout+jwt", events={"http://schemas.openid.net/event/backchannel-logout": {}}),
    "an ID token": _typed("JWT", nonce="n-0S6", at_hash="MTIzNDU2Nzg5MDEyMzQ1Ng"),
    "unsigned": lambda issuer, practice: f"Bearer {issuer.token(practice, *ROLES).rpartition('.')[0]}.",
    "alg none": lambda issuer, practice: _signed(issuer, practice, "", "none"),
    "HS256 by the public key": _by_the_public_key,
    "signed by another under the issuer's key id": lambda issuer, practice: _signed(
        issuer, practice, _STRANGER, "RS256"
    ),
    "its own key in its header": lambda issuer, practice: _signed(
        issuer,
        practice,
        _STRANGER,
        "RS256",
        kid="own",
        jwk=jwt.algorithms.RSAAlgorithm.to_jwk(_STRANGER.public_key(), as_dict=True),
    ),
    "an unknown key id": lambda issuer, practice: _signed(issuer, practice, issuer.key[1], "RS256", kid="unknown"),
    "no key id": lambda issuer, practice: _signed(issuer, practice, issuer.key[1], "RS256", kid=""),
}
