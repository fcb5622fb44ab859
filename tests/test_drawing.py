"""Pictures that are data: what is drawn, what is refused and where, and what they weigh."""

from __future__ import annotations

import gzip
from pathlib import Path
from xml.etree import ElementTree

import pytest

from playbook.drawing import Drawing, dates_of, picture_svg, stops_picture, timeline_svg
from playbook.drawing.grammar import read_line
from playbook.drawing.signs import ENDS, SIGNS
from playbook.errors import ContentError
from playbook.picture import svg_problem
from playbook.pipeline import assemble, check
from playbook.render import Site

MONTHS = ["January", "February", "March", "April"]
TIP = "content/tips/small-bed.yml"


def _svg(*lines: str, thumb: bool = False, says: str = "Two beds.") -> str:
    return str(picture_svg(Drawing(says=says, draw=lines), thumb))


def _with(folder: Path, *lines: str) -> Path:
    tip = folder / TIP
    drawn = "".join(f"    - {line}\n" for line in lines)
    tip.write_text(f"{tip.read_text('utf-8')}picture:\n  says: A bed.\n  draw:\n{drawn}", "utf-8")
    return folder


@pytest.mark.parametrize("name", SIGNS)
def test_every_sign_is_drawn_as_its_example_says(name: str):
    sign = SIGNS[name]
    places = ["you:a 2,2", "person:b 9,4"] if sign.points == ENDS else []
    svg = _svg(*places, sign.example)
    assert svg_problem(svg.encode()) is None
    bare = _svg(*places, "person 6,6")
    assert len(ElementTree.fromstring(svg)) >= 1
    assert svg != bare
    for state in sign.states:
        ends = " a b" if sign.points == ENDS else ""
        points = {1: " 3,3", 2: " 3,3 8,3"}.get(sign.points, ends)
        rest = " 3x2" * sign.sizes + " 2" * sign.numbers[0] + ' "x"' * (name == "text")
        assert read_line(f"{name}{points}{rest} {state}").states == (state,)


def test_a_picture_says_its_sentence_and_a_thumbnail_says_nothing_and_has_no_words():
    lines = ['you:a 3,3 "you & 2 < 3"', "~person:b 9,3 in", "~line a b"]
    large, small = _svg(*lines, says='So "it" is'), _svg(*lines, thumb=True)
    assert 'role="img" aria-label="So &#34;it&#34; is"' in large
    assert "you &amp; 2 &lt; 3" in large
    assert large.count("<circle") == 3
    assert "<text" not in small
    assert 'aria-hidden="true"' in small
    assert small.count("<circle") == 2
    assert 'viewBox="50 0 140 140"' in small


def test_a_line_goes_from_edge_to_edge_of_what_it_joins():
    svg = _svg("person:a 2,3", "org:b 8,3 2x2", "line a b")
    assert 'd="M51.5 60L138 60"' in svg


@pytest.mark.parametrize(
    ("line", "message", "hint"),
    [
        ("persn 3,3", 'draws "persn", which is no sign', 'Did you mean "person"?'),
        ("person 3,3 inn", 'says "inn", which is nothing that "person" can be', "in"),
        ("person 13,3", "has the point 13,3, outside of the grid", "12 wide and 7 high"),
        ("person", 'has 0 points, and "person" has 1', "person:b 8,4 in"),
        ("org 3,3", 'does not give "org" the sizes', "org:c 6,2 3x2"),
        ("line 3,3", 'is a "line" that does not go between two', "line a b dotted"),
        ("line 3,3 z", 'leads to "z", which no mark here is called', "Give a mark this name"),
        ("person 3;3", 'holds "3;3", which cannot be read', "Write a point as 3,4.5"),
        ("text 3,3", "has no label, or more than one", "one plan"),
        ("3,3 person", "cannot be read", "Begin with a sign"),
    ],
)
def test_a_line_that_cannot_be_drawn_is_a_problem_at_its_line(
    base: Path, line: str, message: str, hint: str
):
    lines = (base / TIP).read_text("utf-8").count("\n")
    with pytest.raises(ContentError) as refused:
        check(_with(base, "person:a 2,2", line))
    (problem,) = refused.value.problems
    assert message in problem.message
    assert hint in problem.hint
    assert (problem.file, problem.line) == (TIP, lines + 5)


def test_every_line_that_is_wrong_is_told_at_once(base: Path):
    with pytest.raises(ContentError) as refused:
        check(_with(base, "persn 2,2", "you 3,3", "orgg 4,4 2x2"))
    assert len(refused.value.problems) == 2


def test_an_item_shows_its_picture_unless_it_says_none(base: Path):
    site = assemble(_with(base, 'you:a 3,3 "the digger"'))
    article = next(page.article for page in site.pages if page.name == "tips/small-bed")
    assert 'aria-label="A bed."' in article
    assert "the digger" in article
    tip = base / TIP
    tip.write_text(tip.read_text("utf-8").split("picture:")[0] + "picture: none\n", "utf-8")
    site = assemble(base)
    article = next(page.article for page in site.pages if page.name == "tips/small-bed")
    assert "pb-pic" not in article


def test_the_playbooks_own_pictures_are_light_and_say_what_they_show(default_site: Site):
    playbook = default_site.playbook
    drawings = [entry.item.picture for entry in playbook.entries.values()]
    drawings += [phase.picture for phase in playbook.manifest.phases]
    drawn = [one for one in drawings if isinstance(one, Drawing)]
    assert len(drawn) == len(playbook.of_kind("steps")) + len(playbook.of_kind("appeals")) + 6
    assert len({one.says for one in drawn}) == len(drawn)
    for thumb in (False, True):
        sizes = [len(gzip.compress(str(picture_svg(one, thumb)).encode())) for one in drawn]
        assert max(sizes) <= 1024
        assert sum(sizes) / len(sizes) <= 512


def _cut(drawing: Drawing) -> list[str]:
    """Return the circles and boxes that an edge of the thumbnail goes through."""
    picture = ElementTree.fromstring(picture_svg(drawing, thumb=True))
    left, _, wide, _ = map(float, picture.attrib["viewBox"].split())
    cut = []
    for shape in picture:
        at = {name: float(shape.get(name, 0)) for name in ("cx", "r", "x", "width")}
        begin, end = at["cx"] - at["r"] + at["x"], at["cx"] + at["r"] + at["x"] + at["width"]
        cut += [shape.tag for edge in (left, left + wide) if begin < edge < end]
    return cut


def test_the_playbooks_own_thumbnails_cut_no_figure(default_site: Site):
    assert _cut(Drawing(says="Cut.", focus=3, draw=("person 3,3", "piece 10,3"))) == [
        "circle",
        "rect",
    ]
    playbook = default_site.playbook
    pictures = [entry.item.picture for entry in playbook.entries.values()]
    for picture in (*pictures, *(phase.picture for phase in playbook.manifest.phases)):
        if isinstance(picture, Drawing):
            assert not _cut(picture), picture.says


def test_a_path_is_drawn_from_its_stops():
    svg = str(stops_picture([("steps", 7), ("worksheets", 1), ("tips", 3), ("checklists", 2)]))
    assert ">7</text>" in svg
    assert svg.count("<rect") == 1
    assert svg_problem(svg.encode()) is None


def test_a_case_is_drawn_from_its_dated_moves_where_there_is_something_to_see():
    dates = dates_of(["March 2014", "2007", "2015-01-30", "later", "in 99"], MONTHS)
    assert dates == [2014 + 2 / 12, 2007 + 5.5 / 12, 2015]
    svg = str(timeline_svg(dates, "Three moves"))
    assert svg.count("<circle") == 3
    assert 'aria-label="Three moves"' in svg
    assert ">2007</text>" in svg
    assert ">2015</text>" in svg
    assert not timeline_svg(dates[:2], "")
    assert not timeline_svg([2014.1, 2014.2, 2014.3], "")
