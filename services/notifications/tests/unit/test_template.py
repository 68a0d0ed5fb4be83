import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifications.errors import TemplateDoesNotRender
from notifications.mail.fields import (
    Button,
    ClientFields,
    ClinicFields,
    Dates,
    Fields,
    PractitionerFields,
    SeriesFields,
    SessionFields,
)
from notifications.mail.markdown import as_html, as_text
from notifications.mail.template import LARGEST_SOURCE, fill_body, fill_subject

LINK = Button("https://video.example/v/a-b_c", "Open my session", "9:45am", "11am")


def fields(name: str = "Tomasz") -> Fields:
    return Fields(
        cancelled=None,
        changed=None,
        client=ClientFields(name),
        practitioner=PractitionerFields("Dr. Adeyemi"),
        clinic=ClinicFields("Harbour Street", None, None, None),
        session=SessionFields("Thursday", "Thursday", "10am", "10am to 11am", "30 minutes", "1st", is_first=True),
        next_session=None,
        series=SeriesFields(3, "every week", Dates([])),
        reminder=None,
        link=LINK,
        note=None,
    )


def html(source: str, name: str = "Tomasz") -> str:
    return as_html(fill_body(source, fields(name)), {"link": "<a>LINK</a>"}).strip()


def text(source: str, name: str = "Tomasz") -> str:
    return as_text(fill_body(source, fields(name)), {"link": LINK.url}, subject="Headline")


@pytest.mark.parametrize(
    "name",
    [
        "<b>Tomasz</b>",
        "*Tomasz*",
        "_Tomasz_ `x`",
        "[me](https://evil.example)",
        "<https://evil.example>",
        "![](https://evil.example/x.png)",
        "# Tomasz",
        "- Tomasz",
        "1. Tomasz",
        "> Tomasz",
        "&amp; &lt;",
        "{{ clinic.name }}",
        "\\*Tomasz",
        "O'Neil & Söhne",
    ],
)
def test_a_name_is_said_as_it_is_whatever_it_holds(name: str) -> None:
    assert text("{{ client.first_name }}", name) == name
    rendered = html("{{ client.first_name }}", name)
    inside = re.fullmatch(r'<p style="[^"]*">(.*)</p>', rendered)
    assert inside is not None
    assert "<" not in inside.group(1)
    assert (
        inside.group(1).replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&") == name
    )


@given(st.text(min_size=1, max_size=60))
def test_no_name_brings_an_element_of_its_own_into_the_mail(name: str) -> None:
    assert re.findall(r"</?([a-z0-9]+)", html("Hello {{ client.first_name }}!", name)) == ["p", "p"]
    assert "\n" not in text("Hello {{ client.first_name }}!", name.replace(" ", "")[:50])


def test_a_name_cannot_turn_the_direction_of_writing_or_break_the_line() -> None:
    assert fill_subject("{{ client.first_name }}", fields("To\u202emasz\r\nBcc: all@example.org")) == (
        "To masz Bcc: all@example.org"
    )


def test_the_link_stands_as_a_block_of_its_own_or_in_a_sentence() -> None:
    assert html("{{ link }}") == "<a>LINK</a>"
    assert html("Open {{ link }} now") == '<p style="margin:0 0 16px">Open <a>LINK</a> now</p>'
    assert text("Open {{ link }} now") == f"Open {LINK.url} now"


def test_markdown_reads_well_as_text() -> None:
    source = (
        "# Headline\n\n## Part\n\nSome **bold** words and [a page](https://x.example).\n\n- one\n- two\n\n1. a\n2. b\n"
    )
    assert text(source) == "PART\nSome bold words and a page (https://x.example).\n\n- one\n- two\n\n1. a\n2. b"


def test_a_template_brings_neither_html_nor_pictures() -> None:
    rendered = html("<script>x</script> ![](https://tracker.example/x.png)")
    assert "<script" not in rendered
    assert "<img" not in rendered


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("{{ clinic.phon }}", "phon"),
        ("{{ nothing }}", "nothing"),
        ("{{ client.__class__ }}", "unsafe"),
        ("{{ client.__class__.__mro__ }}", "unsafe"),
        ("{% for i in range(99999999) %}x{% endfor %}", "Range"),
        ("{% for i in range(9999) %}{{ 'long ' * 100 }}{% endfor %}", "longer than"),
        ("{{ 1 / 0 }}", "ZeroDivisionError"),
        ("{% include 'layout' %}", "TypeError"),
        ("{{ client.first_name", "TemplateSyntaxError"),
        ("x" * (LARGEST_SOURCE + 1), "longer than"),
    ],
)
def test_what_a_template_must_not_do_is_refused(source: str, why: str) -> None:
    with pytest.raises(TemplateDoesNotRender, match=why):
        fill_body(source, fields())


def test_a_subject_takes_no_block() -> None:
    with pytest.raises(TemplateDoesNotRender):
        fill_subject("{{ link }}", fields())
