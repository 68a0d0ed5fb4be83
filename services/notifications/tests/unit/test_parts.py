"""What a mail says in HTML it says in text too, and Outlook for Windows shows it as others do."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from html.parser import HTMLParser
from typing import Final

import pytest

from notifications.domain.mail import Mail
from notifications.domain.starting import StartingTemplate
from notifications.mail.starting_set import starting_set
from services.notifications.tests.unit.examples import PRACTICE, a_mail, a_series, a_series_on, starting_mails

MAILS: Final = starting_mails()

# What can only be said where there is a button.
BESIDE_THE_BUTTON: Final = "If the button does not work, use this link:"


class Page(HTMLParser):
    """The words that a mail program shows, and each element with its styles."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self._open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        styles = (part.partition(":") for part in (dict(attrs).get("style") or "").split(";") if part.strip())
        self.elements.append((tag, {name.strip(): v.strip() for name, _, v in styles}))
        if tag not in ("meta", "br"):
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in ("meta", "br"):
            self._open.remove(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "head" not in self._open:
            self.said.append(data)

    @property
    def words(self) -> "Counter[str]":
        return words(" ".join(self.said))


def words(text: str) -> "Counter[str]":
    """However they are written: addresses whole, else letters and figures."""
    return Counter(re.findall(r"https?://\S+|[\w'@]+(?:[.:]\w+)*", text.casefold()))


@pytest.mark.parametrize("mail", MAILS.values(), ids=MAILS)
def test_both_parts_say_the_same(mail: Mail) -> None:
    """The clinic's name stands above the HTML, and the headline in the subject, where that says its words."""
    page = Page(mail.html)
    headline = re.search(r"<h1[^>]*>(.*?)</h1>", mail.html)
    assert headline
    beside = BESIDE_THE_BUTTON if "/v/" in mail.html else ""
    said_by_subject = headline[1] if words(headline[1]).keys() <= words(mail.subject).keys() else ""
    assert page.words - words(" ".join([PRACTICE.name, beside, said_by_subject])) == words(mail.text)


@pytest.mark.parametrize("mail", MAILS.values(), ids=MAILS)
def test_every_mail_names_the_zone_of_its_times_and_until_when_its_link_works(mail: Mail) -> None:
    for part in (" ".join(mail.text.split()), " ".join("".join(Page(mail.html).said).split())):
        assert "UK time" in part
        assert ("The link works until 11am." in part) == ("/v/" in part)


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ("It is on {{ session.date }} at {{ session.start }}.", True),
        ("It is at {{ session.time }}.", False),
        ("Please come.", False),
        ("{{ series.dates }}", False),
    ],
)
def test_where_a_template_leaves_the_zone_out_the_mail_names_it_below(body: str, named: bool) -> None:
    mail = a_mail(StartingTemplate("Own", "Your session", body), a_series(1))
    below_text = "\n\nAll times are UK time.\n\nQuestions" in mail.text
    below_html = ">All times are UK time.</p>" in mail.html
    assert (below_text, below_html) == (named, named)


def test_a_link_that_opens_the_day_before_and_closes_the_day_after_says_so() -> None:
    midnight = a_series_on(datetime(2027, 10, 21, 0, 5)), a_series_on(datetime(2027, 10, 21, 23, 20))
    template = StartingTemplate("Own", "Your session", "{{ link }}")
    early, late = (" ".join(a_mail(template, series).text.split()) for series in midnight)
    assert "You can join from 11:50pm on Wednesday 20 October." in early
    assert "The link works until 1:05am." in early
    assert "You can join from 11:05pm." in late
    assert "The link works until 12:20am on Friday 22 October." in late


def test_until_when_a_link_works_is_on_the_clock_of_that_time() -> None:
    """The clocks go back at 2am, in the middle of the session."""
    series = a_series_on(datetime(2027, 10, 31, 1, 45))
    text = " ".join(a_mail(StartingTemplate("Own", "Your session", "{{ link }}"), series).text.split())
    assert "You can join from 1:30am." in text
    assert "The link works until 1:45am." in text


def test_a_headline_that_the_subject_does_not_say_is_in_the_text() -> None:
    template = StartingTemplate("Own", "Hello", "# We have moved\n\nPlease come to Hill Street.")
    assert a_mail(template, a_series(1)).text.startswith("We have moved\n\nPlease come")


def test_what_the_clinic_writes_cannot_turn_the_direction_of_writing() -> None:
    """Nor what it says of itself. A mail program would show the rest of the line backwards."""
    series = replace(a_series(2), note="Pay \u202eelpmaxe.live\u202c now\n\u2066and here")
    template = StartingTemplate("Own", "Su\u202ebject", "Bo\u202edy\n\n{{ note }}\n\n- a\n- b\n")
    practice = replace(PRACTICE, phone_hours="Mon\u202eday")
    mail = a_mail(template, series, practice=practice)
    for part in (mail.subject, mail.text, mail.html):
        assert not re.search("[\u202a-\u202e\u2066-\u2069]", part)
    assert "Pay elpmaxe.live now\nand here" in mail.text
    assert "- a\n- b" in mail.text


# Outlook for Windows, but for the new one, shows mails by Word's engine. What it takes and what it
# does not: https://www.caniemail.com/clients/outlook/, as of 29 June 2026.
TAKEN: Final = {
    *("background", "border", "border-left", "border-top", "color", "font", "font-size", "font-weight"),
    *("letter-spacing", "line-height", "margin", "text-align", "text-decoration", "vertical-align", "width"),
    *("word-break", "mso-padding-alt"),
}
# It does not take these, and the mail is as readable without them.
LEFT_OUT_WITHOUT_HARM: Final = {
    "border-collapse": "cells have no space between them anyway",
    "border-radius": "corners are square",
    "overflow-wrap": "word-break breaks long addresses",
    "white-space": "a time or a number may be on two lines",
}
ELEMENTS: Final = {
    *("html", "head", "meta", "title", "style", "body", "table", "tr", "td", "p", "h1", "h2", "h3"),
    *("a", "b", "strong", "em", "br", "ul", "ol", "li", "hr"),
}


def faults(html: str) -> Iterator[str]:
    """Of each element what Outlook for Windows would not show."""
    for tag, style in Page(html).elements:
        if tag not in ELEMENTS:
            yield f"<{tag}>"
        for name, value in style.items():
            where = f"{name}:{value} on <{tag}>"
            match name:
                case "padding" if tag in ("td", "body") or value == "0" or style.get("mso-padding-alt") == "0":
                    pass
                case "max-width" if tag == "table":
                    pass
                case "display" if value == "block" and tag == "a":
                    pass
                case "border" | "border-left" | "border-top" if tag not in ("td", "table", "hr"):
                    yield where
                case "width" if tag not in ("td", "table"):
                    yield where
                case "margin" if "auto" in value or "-" in value:
                    yield where
                case _ if name not in TAKEN and name not in LEFT_OUT_WITHOUT_HARM:
                    yield where
            if re.search(r"url\(|calc\(|var\(|rgba?\(|\d(rem|vw|vh)\b", value):
                yield where


@pytest.mark.parametrize("mail", MAILS.values(), ids=MAILS)
def test_outlook_for_windows_takes_all_that_a_mail_needs(mail: Mail) -> None:
    assert sorted(set(faults(mail.html))) == []


def test_what_a_template_can_be_written_with_looks_right_in_outlook_too() -> None:
    template = StartingTemplate(
        "Own",
        "Hello",
        "# One\n## Two\n### Three\n\n- a\n- b\n\n1. c\n\n> d\n>\n> {{ link }}\n\n---\n\n*e* **f** [g](https://x.example)\n",
    )
    assert sorted(set(faults(a_mail(template, a_series(1)).html))) == []


@pytest.mark.parametrize(
    "html",
    [
        '<p style="padding:4px">x</p>',
        '<p style="display:flex">x</p>',
        '<div style="border:1px solid">x</div>',
        '<div style="max-width:560px">x</div>',
        '<td style="background-image:url(x.png)">x</td>',
        '<td style="background:url(x.png)">x</td>',
        '<table style="margin:0 auto"></table>',
        "<section>x</section>",
    ],
)
def test_what_outlook_for_windows_does_not_take_is_found(html: str) -> None:
    assert list(faults(html)) != []


def test_every_starting_template_is_read() -> None:
    starting = starting_set(timedelta(0))
    subjects = len({rule.template.name for rule in starting.rules} | {choice.name for choice in starting.choices})
    assert subjects == 10
    assert len(MAILS) >= subjects
