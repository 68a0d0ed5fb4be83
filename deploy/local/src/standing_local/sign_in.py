import base64
import hashlib
import secrets
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

import httpx

from standing_local.identity import CLIENT
from standing_operator.errors import StandingError

_SCOPE = "openid profile practice"


async def sign_in(issuer: str, web: str, subject: str) -> str:
    """An access token, got as a browser gets it: by the page with the users' buttons, a code and PKCE (RFC 7636).

    Raises StandingError, httpx.HTTPError.
    """
    redirect_uri = f"{web}/auth/callback"
    verifier = secrets.token_urlsafe(48)
    async with httpx.AsyncClient(base_url=issuer, timeout=10) as browser:
        provider = (await browser.get("/.well-known/openid-configuration")).raise_for_status().json()
        state = secrets.token_urlsafe()
        question = {
            "client_id": CLIENT,
            "response_type": "code",
            "redirect_uri": redirect_uri,
            "scope": _SCOPE,
            "state": state,
            "code_challenge": _challenge(verifier),
            "code_challenge_method": "S256",
        }
        login = _redirected(await browser.get(f"{provider['authorization_endpoint']}?{urlencode(question)}"))
        page = (await browser.get(login)).raise_for_status()
        if f'value="{subject}"' not in page.text:
            raise StandingError(f"The sign-in page has no button for {subject}.")
        resumed = _redirected(await browser.post(login, data={"sub": subject}))
        back = _redirected(await browser.get(resumed))
        answer = parse_qs(urlsplit(back).query)
        if not back.startswith(redirect_uri) or answer.get("state") != [state]:
            raise StandingError(f"Signing in as {subject} led to {urlsplit(back)._replace(query='').geturl()}.")
        grant = {
            "grant_type": "authorization_code",
            "client_id": CLIENT,
            "redirect_uri": redirect_uri,
            "code": answer["code"][0],
            "code_verifier": verifier,
        }
        tokens = (await browser.post(provider["token_endpoint"], data=grant)).raise_for_status().json()
        access_token: str = tokens["access_token"]
        return access_token


def _redirected(answer: httpx.Response) -> str:
    if not answer.has_redirect_location:
        raise StandingError(f"Signing in: {answer.url.path} answered {answer.status_code}, and no redirection.")
    return urljoin(str(answer.url), answer.headers["location"])


def _challenge(verifier: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
