"""What each problem's type leads to: a page that says what it means, out of the class that refuses."""

import importlib
import re
from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path

from messaging.errors import PROBLEMS, Refusal, refusals

ROOT = Path(__file__).parents[1]
PAGES = ROOT / "web" / "public" / "problems"
PAGE = ROOT / "services" / "video-links" / "src" / "video_links" / "page"
STYLES = (PAGE / "tokens.css", Path(__file__).with_name("problem_pages.css"))
MODULES = {
    "messaging.errors": "every API",
    "messaging.http.refusals": "every API",
    "booking.errors": "booking",
    "video_links.errors": "video-links",
    "notifications.errors": "notifications",
}


def describe() -> dict[Path, str]:
    """Every file of the folder."""
    found = every_refusal()
    return (
        {PAGES / f"{refusal.code}.html": page(refusal) for refusal in found}
        | {PAGES / "index.html": index(found)}
        | {PAGES / "problems.css": "\n".join(file.read_text() for file in STYLES)}
    )


def every_refusal() -> list[type[Refusal]]:
    """Of the chassis and of all services, by code."""
    for module in MODULES:
        importlib.import_module(module)
    return sorted((each for each in refusals() if each.__module__ in MODULES), key=lambda each: each.code)


def page(refusal: type[Refusal]) -> str:
    facts = {
        "Type": f"<code>{refusal.type()}</code>",
        "Status": str(refusal.status.value),
        "Answered by": MODULES[refusal.__module__],
    }
    if refusal.members:
        facts["Further members"] = ", ".join(f"<code>{name}</code>" for name in refusal.members)
    return _document(
        refusal.title,
        f"""<h1>{escape(refusal.title)}</h1>
<p class="lead">{_words(refusal.meaning)}</p>
<h2>What to do</h2>
<p>{_words(refusal.remedy)}</p>
{_facts(facts)}
<p><a href="{PROBLEMS}">All problems</a></p>""",
    )


def index(found: Iterable[type[Refusal]]) -> str:
    listed = "\n".join(
        f'<li><a href="{each.type()}">{escape(each.title)}</a>'
        f" <code>{each.code}</code> <span>{each.status.value}</span></li>"
        for each in found
    )
    return _document(
        "Problems",
        f"""<h1>Problems</h1>
<p class="lead">What the APIs cannot do, they answer as a problem by RFC 9457.
Its <code>type</code> says which one it is, and is the address of a page here.
Programs go by the type: titles are for people, and may change.</p>
<ul>
{listed}
</ul>
<p>A problem of the type <code>about:blank</code> is the gateway's own, and means what its status means.</p>""",
    )


def _document(title: str, main: str) -> str:
    return f"""<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{escape(title)} · Standing</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="{PROBLEMS}problems.css">
</head>
<body>
<header><p><img src="/icon.svg" alt="" width="28" height="28"> Standing</p></header>
<main>
{main}
</main>
</body>
</html>
"""


def _facts(facts: Mapping[str, str]) -> str:
    return "\n".join(
        ["<dl>", *(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in facts.items()), "</dl>"]
    )


def _words(text: str) -> str:
    """`conflicts`: <code>conflicts</code>"""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text, quote=False))
