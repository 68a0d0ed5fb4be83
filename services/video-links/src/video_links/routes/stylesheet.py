"""One stylesheet for the client's pages, at an address that changes with its content."""

import hashlib
from pathlib import Path
from typing import Final

from fastapi import APIRouter, Response

_PAGE = Path(__file__).parents[1] / "page"
_CSS: Final = (_PAGE / "tokens.css").read_text() + (_PAGE / "page.css").read_text()

# Tokens have no slash, so that no link can lead here.
ADDRESS: Final = f"/v/style/{hashlib.sha256(_CSS.encode()).hexdigest()[:16]}.css"

router = APIRouter(include_in_schema=False)


@router.get(ADDRESS)
@router.head(ADDRESS)
async def get_stylesheet() -> Response:
    return Response(
        _CSS,
        media_type="text/css",
        headers={"Cache-Control": "public, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"},
    )
