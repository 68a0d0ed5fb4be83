"""What the gateway shows to whoever opens a link while its service is away: the service's own page for that, and its
style."""

from pathlib import Path
from typing import Final

from video_links.routes import assets
from video_links.routes.pages import render

PAGE: Final = Path(__file__).parents[1] / "web" / "public" / "unavailable"


def describe() -> dict[Path, str]:
    return {
        PAGE / "index.html": render("unavailable").replace(assets.ADDRESS, f"/{PAGE.name}") + "\n",
        PAGE / "page.css": assets.ASSETS["page.css"].decode(),
    }
