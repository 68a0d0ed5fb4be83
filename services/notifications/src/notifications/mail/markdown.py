"""A filled-in body, as HTML for mail programs and as plain text, from the same source."""

import re
import textwrap
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from notifications.mail.template import PLACE

WIDTH = 72
_WORD = re.compile(r"\w+")

# Mail programs drop style sheets: the style stands on each element.
_STYLES = {
    "h1": "margin:0 0 16px;font-size:26px;line-height:32px;letter-spacing:-.4px",
    "h2": "margin:0 0 12px;font-size:18px;line-height:26px",
    "h3": "margin:0;font-size:20px;line-height:28px",
    "p": "margin:0 0 16px",
    "ul": "margin:0 0 16px 24px;padding:0",
    "ol": "margin:0 0 16px 24px;padding:0",
    "a": "color:#10596b",
    "hr": "border:0;border-top:1px solid #dce1e5;margin:0 0 16px",
}

# A card, which nobody has said: Outlook for Windows pads and frames cells alone.
_CARD = {
    "blockquote_open": (
        '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 16px">'
        '<tr><td style="border:2px solid #10596b;border-radius:8px;padding:18px 20px 4px">\n'
    ),
    "blockquote_close": "</td></tr></table>\n",
}

type Blocks = Mapping[str, str]

_markdown = MarkdownIt("commonmark", {"html": False}).disable("image")


def as_html(markdown: str, blocks: Blocks) -> str:
    """`blocks` are HTML by their names."""
    tokens = _markdown.parse(markdown)
    last_in_cards = [
        heading
        for heading, after in zip(tokens, tokens[3:], strict=False)
        if heading.type == "heading_open" and after.type == "blockquote_close"
    ]
    for token in [*tokens, *(child for inline in tokens for child in inline.children or ())]:
        if token.tag in _STYLES and token.nesting >= 0:
            token.attrSet("style", _STYLES[token.tag])
        if token.type in _CARD:
            token.type, token.content = "html_block", _CARD[token.type]
    for heading in last_in_cards:
        heading.attrSet("style", str(heading.attrGet("style")).replace("margin:0;", "margin:0 0 14px;"))
    return str(_markdown.renderer.render(_with_html_blocks(tokens, blocks), _markdown.options, {}))


def as_text(markdown: str, blocks: Blocks, *, subject: str) -> str:
    """`blocks` are text by their names. A headline is left out where the subject has said it."""
    tokens = _markdown.parse(markdown)
    said = set(_WORD.findall(subject.casefold()))
    for opening, inline in pairwise(tokens):
        if opening.tag == "h1" and said.issuperset(_WORD.findall(inline.content.casefold())):
            opening.hidden = True
    return "\n\n".join(_texts(tokens, blocks))


def _with_html_blocks(tokens: Sequence[Token], blocks: Blocks) -> list[Token]:
    """A block that is a paragraph of its own takes the paragraph's place."""
    result: list[Token] = []
    for token in tokens:
        name = _only_block(token)
        if name is not None and result[-1].type == "paragraph_open":
            result[-1] = Token("html_block", "", 0, content=blocks[name])
        elif token.type == "paragraph_close" and result[-1].type == "html_block":
            continue
        else:
            _fill_inline(token, blocks)
            result.append(token)
    return result


def _only_block(token: Token) -> str | None:
    match = PLACE.fullmatch(token.content) if token.type == "inline" else None
    return match.group(1) if match else None


def _fill_inline(token: Token, blocks: Blocks) -> None:
    if not token.children:
        return
    children: list[Token] = []
    for child in token.children:
        if child.type != "text":
            children.append(child)
            continue
        for i, part in enumerate(PLACE.split(child.content)):
            if i % 2:
                children.append(Token("html_inline", "", 0, content=blocks[part]))
            elif part:
                children.append(Token("text", "", 0, content=part))
    token.children = children


def _texts(tokens: Sequence[Token], blocks: Blocks) -> list[str]:
    """One text for each of the blocks that stand side by side in `tokens`."""
    texts: list[str] = []
    i = 0
    heading = ""
    while i < len(tokens):
        end = _end_of(tokens, i)
        text = _text(tokens[i : end + 1], blocks)
        if tokens[i].tag in ("h2", "h3"):
            heading += f"{text}\n"
        elif text:
            texts.append(heading + text)
            heading = ""
        i = end + 1
    return [*texts, heading.rstrip()] if heading else texts


def _end_of(tokens: Sequence[Token], start: int) -> int:
    depth = 0
    for i in range(start, len(tokens)):
        depth += tokens[i].nesting
        if depth == 0:
            return i
    return len(tokens) - 1


def _text(tokens: Sequence[Token], blocks: Blocks) -> str:
    first, inner = tokens[0], tokens[1:-1]
    writers: dict[str, Callable[[], str]] = {
        "heading_open": lambda: _heading(first, inner, blocks),
        "paragraph_open": lambda: wrapped(_inline(inner[0], blocks)),
        "blockquote_open": lambda: "\n".join(_texts(inner, blocks)),
        "bullet_list_open": lambda: _list(inner, blocks, lambda _: "- "),
        "ordered_list_open": lambda: _list(inner, blocks, lambda number: f"{number}. "),
        "hr": lambda: "-" * 8,
    }
    return writers.get(first.type, lambda: first.content.rstrip())()


def _heading(token: Token, inner: Sequence[Token], blocks: Blocks) -> str:
    if token.hidden:
        return ""
    text = _inline(inner[0], blocks)
    return text.upper() if token.tag == "h2" else wrapped(text)


def _list(items: Sequence[Token], blocks: Blocks, mark: Callable[[int], str]) -> str:
    lines: list[str] = []
    i, number = 0, 1
    while i < len(items):
        end = _end_of(items, i)
        item = "\n".join(_texts(items[i + 1 : end], blocks))
        sign = mark(number)
        lines.append(sign + item.replace("\n", "\n" + " " * len(sign)))
        i, number = end + 1, number + 1
    return "\n".join(lines)


def _inline(token: Token, blocks: Blocks) -> str:
    parts: list[str] = []
    targets: list[str] = []
    for child in token.children or ():
        if child.type in ("softbreak", "hardbreak"):
            parts.append("\n" if child.type == "hardbreak" else " ")
        elif child.type == "link_open":
            targets.append(str(child.attrGet("href")))
        elif child.type == "link_close":
            parts.append(f" ({targets.pop()})")
        else:
            parts.append(PLACE.sub(lambda match: blocks[match.group(1)], child.content))
    return "".join(parts)


def wrapped(text: str) -> str:
    """Long words, such as addresses, stay whole."""
    return "\n".join(
        textwrap.fill(line, WIDTH, break_long_words=False, break_on_hyphens=False) for line in text.split("\n")
    )
