"""A real issuer of access tokens for tests: its keys are served over HTTP, as those of an identity provider are."""

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from uuid import UUID

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key

AUDIENCE = "https://api.standing.test"


class Issuer:
    """Signs tokens, and serves the keys to check them at `jwks_url`. `requests` counts how often it was asked.
    While it `fails`, it says nothing that helps."""

    def __init__(self) -> None:
        self.requests = 0
        self.fails = False
        self._keys: dict[str, RSAPrivateKey] = {}
        self.rotate()
        issuer = self

        class Keys(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                issuer.requests += 1
                body = json.dumps({"keys": [_public(kid, key) for kid, key in issuer._keys.items()]}).encode()
                self.send_response(503 if issuer.fails else 200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Keys)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self.jwks_url = f"{self.url}/jwks"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def rotate(self, *, keep: bool = False) -> None:
        """From now on sign with a new key, and publish that one alone, or `keep` those before it as well."""
        new = {f"key-{time.monotonic_ns()}": generate_private_key(public_exponent=65537, key_size=2048)}
        self._keys = new | (self._keys if keep else {})

    @property
    def key(self) -> tuple[str, RSAPrivateKey]:
        """The id of the key that signs now, and the key."""
        return next(iter(self._keys.items()))

    def settings(self) -> dict[str, Any]:
        """What a service's settings say of its issuer."""
        return {"issuer": self.url, "audience": AUDIENCE, "jwks_url": self.jwks_url}

    def token(
        self, practice_id: UUID, /, *roles: str, subject: str = "jo", lives: float = 300, **claims: object
    ) -> str:
        """An access token as the identity provider of a clinic would give it. A claim of None is left out."""
        kid, key = self.key
        return jwt.encode(
            self.claims(practice_id, *roles, subject=subject, lives=lives, **claims),
            key,
            algorithm="RS256",
            headers={"kid": kid, "typ": "at+jwt"},
        )

    def claims(
        self, practice_id: UUID, /, *roles: str, subject: str = "jo", lives: float = 300, **claims: object
    ) -> dict[str, object]:
        """What a token says. A claim of None is left out."""
        now = time.time()
        content = {
            "iss": self.url,
            "aud": AUDIENCE,
            "sub": subject,
            "name": "Joanne Price",
            "iat": now,
            "exp": now + lives,
            "practice_id": str(practice_id),
            "roles": list(roles),
        } | claims
        return {claim: value for claim, value in content.items() if value is not None}

    def bearer(self, practice_id: UUID, /, *roles: str, **claims: Any) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token(practice_id, *roles, **claims)}"}

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def _public(kid: str, key: RSAPrivateKey) -> dict[str, Any]:
    public: dict[str, Any] = jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key(), as_dict=True)
    return public | {"kid": kid, "alg": "RS256", "use": "sig"}


@pytest.fixture(scope="session")
def issuer() -> Iterator[Issuer]:
    issuer = Issuer()
    yield issuer
    issuer.close()
