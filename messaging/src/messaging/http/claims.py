"""Whether a token whose signature is good is an access token, and whom it names."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from messaging.actor import Actor
from messaging.settings import ServiceSettings

# Those of an ID token (OpenID Connect Core, 3.1.3.6 and 3.3.2.11), and of a logout token (Back-Channel Logout, 2.4).
_OF_OTHER_TOKENS: Final = frozenset({"nonce", "at_hash", "c_hash", "events"})
_KINDS_OF_OTHERS: Final = frozenset({"ID", "Refresh", "Offline", "Logout"})  # as Keycloak says in its claim `typ`
_LONGEST: Final = 255  # characters of a subject. Source: OpenID Connect Core, 2
_LONGEST_NAME: Final = 200
_MOST_ROLES: Final = 200


def is_access_token(header: Mapping[str, Any], claims: Mapping[str, Any], settings: ServiceSettings) -> bool:
    """By its type (RFC 9068, section 4; RFC 7515, 4.1.9: a media type's "application/" may be left out), and by claims
    that only others have, where the installation takes tokens of any type."""
    kind = str(header.get("typ", "")).lower().removeprefix("application/")
    if kind not in {each.lower() for each in settings.token_types}:
        return False
    return _OF_OTHER_TOKENS.isdisjoint(claims) and claims.get("typ") not in _KINDS_OF_OTHERS


def actor_from(claims: Mapping[str, Any], settings: ServiceSettings) -> Actor:
    """Raises KeyError, TypeError, ValueError, OverflowError where a claim is missing, or is not what it has to be."""
    return Actor(
        practice_id=UUID(_text(claims[settings.practice_claim])),
        subject=_subject(claims["sub"]),
        name=_name(claims.get("name")),
        roles=_roles(claims[settings.roles_claim]),
        until=datetime.fromtimestamp(claims["exp"], UTC),
    )


def _text(claim: object) -> str:
    if not isinstance(claim, str):
        raise TypeError("It is no text.")
    return claim


def _subject(claim: object) -> str:
    subject = _text(claim)
    if not 1 <= len(subject) <= _LONGEST or not subject.isprintable():
        raise ValueError("It names nobody.")
    return subject


def _name(claim: object) -> str | None:
    """What cannot be shown is no name."""
    if not isinstance(claim, str) or not claim.strip() or not claim.isprintable():
        return None
    return claim.strip()[:_LONGEST_NAME]


def _roles(claim: object) -> frozenset[str]:
    if not isinstance(claim, list) or len(claim) > _MOST_ROLES:
        raise TypeError("It is no list of roles.")
    return frozenset(_text(role) for role in claim)
