import pytest

from booking.domain.name_search import words_of_name, words_of_search


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Grace Whitfield", {"grace", "whitfield"}),
        ("Tomasz Zieliński", {"tomasz", "zielinski"}),
        ("Łukasz Ørsted-Dæhlie", {"lukasz", "orsted", "daehlie", "orsteddaehlie"}),
        ("Siân O'Brien", {"sian", "o", "brien", "obrien"}),
        ("Siân O\u2019Brien", {"sian", "o", "brien", "obrien"}),
        ("Groß", {"gross"}),
        ("Γεωργία ΠΑΠΑΔΟΠΟΥΛΟΥ", {"γεωργια", "παπαδοπουλου"}),
        ("李 小龙", {"李", "小龙"}),
        ("İpek", {"ipek"}),
        ("— .", set()),
    ],
)
def test_a_name_is_found_without_case_accents_and_punctuation(name: str, words: set[str]) -> None:
    assert words_of_name(name) == words


def test_the_longest_word_of_a_search_narrows_first() -> None:
    assert words_of_search(" wh GRÁ wh ") == ["gra", "wh"]
    assert words_of_search("o'brien") == ["brien", "o"]
    assert words_of_search("?!") == []
    assert len(words_of_search("a b c d e f g h i j k")) == 8
