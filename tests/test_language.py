"""What a language tag says: direction, script, whose words come nearest, and what is no tag."""

from __future__ import annotations

import datetime
import json
import re
import subprocess

import pytest

from playbook.language import PATTERN, Language, wrong_tag
from playbook.render.words import Words
from playbook.shipped import shipped_folder
from tests.twins.browserless import NODE

FOLDERS = [shipped_folder("templates") / "words"]
GOOD = (
    "en",
    "de",
    "fr",
    "fa",
    "ru",
    "zh",
    "zh-Hant",
    "zh-Hant-TW",
    "zh-HK",
    "pt-BR",
    "sr",
    "sr-Latn",
    "ckb",
    "yi",
    "he",
    "ur",
    "ps",
    "ar",
    "ar-EG",
    "az-Arab",
    "pa-PK",
    "ku",
    "ku-Arab",
    "dv",
    "tlh",
    "es-419",
    "de-1996",
    "ca-valencia",
    "en-x-house",
    "uz-Arab",
    "fil",
    "sd",
    "ug",
    "ks",
    "no",
    "nb",
)
RTL = ("ar", "fa", "he", "ur", "ps", "yi", "ckb", "dv", "sd", "ug", "ks", "az-Arab", "pa-PK")
LTR = ("en", "de", "ru", "zh-Hant", "sr-Latn", "az", "pa", "ku", "ar-Latn", "tlh", "ja")


@pytest.mark.parametrize("tag", GOOD)
def test_every_language_is_welcome(tag: str):
    assert wrong_tag(tag) is None
    assert re.fullmatch(PATTERN, tag)
    assert Language(tag).locale


@pytest.mark.parametrize(
    ("tag", "hint"),
    [
        ("EN", 'Did you mean "en"?'),
        ("pt-br", 'Did you mean "pt-BR"?'),
        ("pt_BR", 'Did you mean "pt-BR"?'),
        ("zh-hant-tw", 'Did you mean "zh-Hant-TW"?'),
        ("eng", 'Did you mean "en"?'),
        ("iw", 'Did you mean "he"?'),
        ("English", 'Did you mean "en"?'),
        ("deutsch", 'Did you mean "de"?'),
        ("فارسی", 'Did you mean "fa"?'),
        ("xx", "Write its code, for example en, es, ar or pt-BR."),
        ("", "Write its code, for example en, es, ar or pt-BR."),
        ("e n", "Write its code, for example en, es, ar or pt-BR."),
        ("en-XX", "Look up the code of its region, like BR."),
        ("en-Abcd", "Look up the code of its script, like Latn."),
        ("en-foobar", "Leave foobar out: no variant is called so."),
    ],
)
def test_what_is_no_tag_is_told_with_what_was_meant(tag: str, hint: str):
    assert wrong_tag(tag) == hint


@pytest.mark.parametrize(
    ("tag", "wider", "direction"),
    [("quz", "qu", "ltr"), ("arb", "ar", "rtl"), ("pes", "fa", "rtl"), ("prs", "fa", "rtl")],
)
def test_a_language_within_another_has_its_words_and_its_direction(
    tag: str, wider: str, direction: str
):
    assert wrong_tag(tag) is None
    assert Language(tag).nearest == [tag, wider]
    assert Language(tag).direction == direction


def test_words_of_a_language_within_another_are_not_taken_in_another_script():
    assert Language("cmn-Hant").nearest == ["cmn-Hant"]


@pytest.mark.parametrize("tag", RTL)
def test_these_are_written_from_the_right(tag: str):
    assert Language(tag).direction == "rtl"
    assert Words(tag, FOLDERS)("direction") == "rtl"


@pytest.mark.parametrize("tag", LTR)
def test_these_are_written_from_the_left(tag: str):
    assert Language(tag).direction == "ltr"
    assert Words(tag, FOLDERS)("direction") == "ltr"


@pytest.mark.parametrize(
    ("tag", "nearest"),
    [
        ("pt-BR", ["pt-BR", "pt"]),
        ("zh-Hant-TW", ["zh-Hant-TW", "zh-Hant"]),
        ("sr-Latn", ["sr-Latn"]),
        ("es-419", ["es-419", "es"]),
        ("pa-PK", ["pa-PK"]),
        ("en-x-house", ["en-x-house", "en"]),
    ],
)
def test_the_nearest_words_are_those_of_the_same_script(tag: str, nearest: list[str]):
    assert Language(tag).nearest == nearest


def test_a_typesetter_is_told_the_region_where_letters_depend_on_it():
    assert Language("zh-Hant").region == "TW"
    assert Language("zh-HK").region == "HK"
    assert Language("pt-BR").region == "BR"
    assert Language("es-419").region is None
    assert Language("en").region is None


def test_a_region_reads_the_words_of_its_language():
    mexico, spain = Words("es-MX", FOLDERS), Words("es", FOLDERS)
    assert mexico("skip") == spain("skip") != Words("en", FOLDERS)("skip")


def test_english_words_keep_the_plural_forms_of_english():
    russian, english = Words("ru", FOLDERS), Words("en", FOLDERS)
    for count in (0, 1, 2, 5, 21):
        assert russian("time.about", count=count) == english("time.about", count=count)


def test_days_are_written_as_cldr_has_them_and_as_scripts_write_them():
    day = datetime.date(2026, 11, 22)
    tags = ("de", "fa", "en", "en-GB", "es", "ar", "zh-Hant")
    said = [Words(tag, FOLDERS).day(day) for tag in tags]
    assert said[:4] == [
        "22. November 2026",
        "22 نوامبر 2026",
        "November 22, 2026",
        "22 November 2026",
    ]
    how = '{dateStyle: "long", numberingSystem: "latn", calendar: "gregory"}'
    script = (
        f"{json.dumps(tags)}.map((tag) => new Date(2026, 10, 22).toLocaleDateString(tag, {how}))"
    )
    command = [str(NODE), "-p", f"JSON.stringify({script})"]
    done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")
    assert json.loads(done.stdout) == said
