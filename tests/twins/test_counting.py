"""How many there are is said by the rules of the language that the words are in."""

from __future__ import annotations

import pytest

from playbook.render.words import Words
from playbook.shipped import shipped_folder
from tests.twins.browserless import Scripts

GROUP, KEY = "work.script", "opened_some"


@pytest.mark.parametrize("language", ["en", "es", "ar", "ru", "pl", "fa", "fr", "zh-Hant"])
def test_scripts_count_as_pages_do(scripts: Scripts, language: str):
    words = Words(language, [shipped_folder("templates") / "words"])
    texts = words.under(GROUP)
    for count in (0, 1, 2, 3, 5, 11, 21, 22, 25, 101, 1_000_000):
        said = scripts("say", language=language, words=texts, key=KEY, count=count)
        assert said == words(f"{GROUP}.{KEY}", count=count), count


@pytest.mark.parametrize("language", ["ru", "zh-Hant"])
def test_english_words_in_another_language_are_counted_in_english(scripts: Scripts, language: str):
    words = {f"{KEY}.one": "{count} step", f"{KEY}.other": "{count} steps"}
    said = Words(language, [shipped_folder("templates") / "words"]).under(GROUP) | words
    told = [scripts("say", language=language, words=said, key=KEY, count=n) for n in (1, 2, 21)]
    assert told == ["1 step", "2 steps", "21 steps"]


def test_the_search_box_has_forms_for_its_count_in_a_language_without_words():
    english, russian = (Words(tag, [shipped_folder("templates") / "words"]) for tag in ("en", "ru"))
    assert russian.under("search.count") == english.under("search.count") | {"language": "en"}
