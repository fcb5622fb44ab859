from __future__ import annotations

import pytest

from playbook.pdf.shaping import in_drawing_order, runs_right_to_left, shape_letters


@pytest.mark.parametrize(
    ("line", "drawn"),
    [
        ("abc", "abc"),
        ("שלום", "םולש"),
        ("שלום 123", "123 םולש"),
        ("שלום 12:30", "12:30 םולש"),
        ("(שלום)", "(םולש)"),
        ("abc שלום 123 def", "abc 123 םולש def"),
    ],
)
def test_hebrew_is_drawn_from_the_right_and_numbers_stay_in_order(line, drawn):
    backwards = runs_right_to_left(line, otherwise=False)
    assert in_drawing_order(line, right_to_left=backwards) == drawn


def test_arabic_letters_join():
    assert [f"{ord(sign):04X}" for sign in shape_letters("محمد")] == [
        "FEE3",
        "FEA4",
        "FEE4",
        "FEAA",
    ]


def test_lam_and_alef_become_one_sign():
    assert shape_letters("لا") == "\ufefb"
    assert shape_letters("بلا").endswith("\ufefc")


def test_marks_do_not_part_letters():
    assert shape_letters("م\u064eن") == "\ufee3\u064e\ufee6"
