from datetime import timedelta

import pytest

from notifications.mail.fields import FIELDS_IN_WORDS
from notifications.mail.lint import field_names, mistakes, prints_link
from notifications.mail.starting_set import starting_set
from notifications.mail.template import LARGEST_SOURCE

FIELDS_ONLY = "A template takes fields, {{ … }}, and {% if … %}, and nothing else."


def words(body: str) -> list[str]:
    return [mistake.words for mistake in mistakes("", body)]


def test_the_templates_that_a_practice_starts_with_have_no_mistakes() -> None:
    starting = starting_set(timedelta(0))
    for template in [*(rule.template for rule in starting.rules), *starting.choices]:
        assert mistakes(template.subject, template.body) == [], template.name
    for rule in starting.rules:
        assert prints_link(rule.template.body) is (rule.trigger not in ("single", "recurring", "cancelled"))
    assert all(prints_link(template.body) for template in starting.choices)


def test_a_field_that_is_not_there_is_pointed_at_with_the_one_that_may_be_meant() -> None:
    found = mistakes("{{ clent.first_name }}", "Hello\n\nRing {{ clinic.phon }}.\n{{ x }}")
    assert [(each.part, each.line, each.words) for each in found] == [
        ("subject", 1, "There is no field {{ clent.first_name }}. Did you mean {{ client.first_name }}?"),
        ("body", 3, "There is no field {{ clinic.phon }}. Did you mean {{ clinic.phone }}?"),
        ("body", 4, "There is no field {{ x }}."),
    ]
    assert words("{% if clinic.phon %}Ring us.{% endif %}") == [
        "There is no field {{ clinic.phon }}. Did you mean {{ clinic.phone }}?"
    ]


def test_a_group_of_fields_is_asked_for_and_not_printed() -> None:
    assert words("{{ client }}") == ["There is no field {{ client }}. Did you mean {{ client.first_name }}?"]
    assert words("{{ link.url }}") == ["There is no field {{ link.url }}. Did you mean {{ link }}?"]
    assert words("{% if client and link %}yes{% endif %}") == []


def test_what_not_every_message_has_stands_in_a_condition() -> None:
    assert words("{{ next_session.start }}") == [
        "Not every message has {{ next_session.start }}: write it between {% if next_session %} and {% endif %}."
    ]
    assert words("{% if next_session and link %}{{ next_session.start }}{% endif %}") == []


@pytest.mark.parametrize(
    "body",
    [
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
        "{{ 10 ** 10 ** 10 }}",
        "{{ 'x' * 1000000000 }}",
        "{{ '%1000000000d' | format(1) }}",
        "{% set a = 1 %}",
        "{% include 'secrets' %}",
        "{% macro a() %}{{ a() }}{% endmacro %}",
        "{{ client['first_name'] }}",
        "{{ ''.__class__ }}",
        "{{ cycler }}{{ range(3) }}",
    ],
)
def test_what_could_run_for_ever_or_look_behind_the_fields_is_refused_unread(body: str) -> None:
    assert any(each == FIELDS_ONLY or "no field" in each for each in words(body))


def test_what_cannot_be_read_is_said_with_its_line() -> None:
    (found,) = mistakes("", "Hello\n{% if link %}")
    assert (found.line, found.words[:21]) == (2, "This cannot be read: ")
    assert words("{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}") == ["It is nested too deep."]
    assert words("x" * (LARGEST_SOURCE + 1)) == [f"It is longer than {LARGEST_SOURCE} characters."]


def test_a_subject_takes_no_block() -> None:
    (found,) = mistakes("Open {{ link }}", "")
    assert found.words == "The subject is one line of text: it takes no {{ link }}."


def test_a_link_that_is_only_asked_for_is_not_printed() -> None:
    assert not prints_link("{% if link %}There is a link.{% endif %}")
    assert prints_link("{% if link %}{{ link }}{% endif %}")
    assert not prints_link("{{ link")


def test_every_field_is_offered_in_words() -> None:
    assert list(FIELDS_IN_WORDS) == field_names()


@pytest.mark.parametrize("number", ["1000001", "9" * 4000, "9" * 5000, "1e400", "2000000.5"])
def test_a_number_is_bounded(number: str) -> None:
    for body in (f"{{{{ {number} }}}}", f"{{% if series.count == {number} %}}a{{% endif %}}"):
        assert "A number in a template is 1000000 at most." in words(body)
        assert not prints_link(body)
    assert words("{% if series.count > 1000000 %}a{% endif %}") == []
