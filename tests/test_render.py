"""Pages and data in memory: what content may and may not do to them."""

from __future__ import annotations

import io
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from playbook.draft import read_draft
from playbook.edition import cut
from playbook.link import Linked, link
from playbook.pipeline import assemble, outline
from playbook.publish import build
from playbook.render import Site
from playbook.render.brand import brand_css, contrast
from playbook.render.fonts import font_files, ranges_of
from playbook.render.lists import MOST
from playbook.render.markup import Markup, with_root
from playbook.render.words import Words
from playbook.shipped import shipped_folder
from playbook.typesetting.fonts import text_fonts
from playbook.validate import validate
from tests.beginning import copy_starter

WORDS = shipped_folder("templates") / "words"
HARM = [
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "[click](javascript:alert(1))",
    "[click](JaVaScRiPt:alert(1))",
    "[click](data:text/html;base64,PHNjcmlwdD4=)",
    "![x](javascript:alert(1))",
    "<a href='vbscript:x'>x</a>",
    '<div id="__config">x</div>',
    '<form action="https://x.example"><input></form>',
    "<svg><script>1</script></svg>",
    "<style>body{display:none}</style>",
    "<iframe src=//x.example></iframe>",
    '<p style="position:fixed">x</p>',
    "<math><annotation-xml encoding='text/html'><img src onerror=x></annotation-xml></math>",
]


class Tags(HTMLParser):
    """Every tag and attribute of a text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]


def harmful(text: str) -> list[str]:
    tags = Tags(text)
    bad = [name for name in tags.names if name in {"script", "style", "iframe", "form", "svg"}]
    for name, value in tags.attributes:
        scheme = re.match(r"\s*([a-z][a-z0-9+.-]*):", value, re.IGNORECASE)
        if name.startswith("on") or name in ("style", "id"):
            bad.append(name)
        elif name in ("href", "src") and scheme and scheme[1].lower() not in ("https", "http"):
            bad.append(value)
    return bad


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("render") / "small"
    copy_starter(folder)
    return folder


@pytest.fixture(scope="module")
def linked(small: Path) -> Linked:
    return link(cut(validate(read_draft(small / "content"))))


@pytest.fixture(scope="module")
def markup(linked: Linked) -> Markup:
    return Markup(linked)


@pytest.mark.parametrize("text", HARM)
def test_a_body_can_do_no_harm(markup: Markup, text: str):
    assert harmful(markup.body(text)) == []
    assert harmful(markup.inline(f"Words {text} words")) == []
    assert harmful(markup.say(f"[{text}]")) == []


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="<>/\"'=:&;[]()!*_` \nabcscriptonjv", max_size=80))
def test_no_text_at_all_can_do_harm(markup: Markup, text: str):
    if "[[" not in text:
        assert harmful(markup.body(text)) == []


def test_a_link_says_its_own_words_or_the_title(markup: Markup):
    assert with_root(markup.inline("[[tips/ask-early]]"), "../") == (
        '<a href="../tips/ask-early/">Ask early</a>'
    )
    assert with_root(markup.inline("[[terms/result|what you\nwant]]"), "./") == (
        '<a href="./terms/#result">what you\nwant</a>'
    )


def test_blanks_are_drawn_in_what_people_say(markup: Markup):
    assert markup.say("It worked at [place].") == (
        'It worked at <span class="pb-blank">place</span>.'
    )


def test_a_template_in_a_text_prints_itself_everywhere(small: Path, tmp_path: Path):
    folder = tmp_path / "sums"
    copy_starter(folder)
    content = folder / "content"
    for path in sorted(content.rglob("*.yml")):
        text = path.read_text(encoding="utf-8")
        text = re.sub(
            r"^(title|summary|tagline|why|body): (?!\|)(.*)$",
            r'\1: "{{ 7*7 }} {% raw %} Q&A <3"',
            text,
            flags=re.MULTILINE,
        )
        path.write_text(text, encoding="utf-8")
    build(folder, strict=True)
    seen = 0
    for page in (folder / "site").rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert "49" not in re.sub(
            r"<svg.*?</svg>|<script.*?</script>|[0-9a-f]{8}", "", text, flags=re.S
        )
        assert "<3" not in text
        seen += text.count("{{ 7*7 }}")
    assert seen > 50


def test_a_title_with_signs_of_html_stays_a_title(tmp_path: Path):
    folder = tmp_path / "signs"
    copy_starter(folder)
    path = folder / "content/tips/ask-early.yml"
    path.write_text("title: '\"Yes\" &lt; & 2 < 3 > 1'\nsummary: '\"> & co'\n", encoding="utf-8")
    build(folder)
    page = (folder / "site/tips/ask-early/index.html").read_text(encoding="utf-8")
    assert page.count("<title>") == 1
    assert page.count('<meta name="description"') == 1
    assert "&amp;lt; &amp; 2 &lt; 3 &gt; 1" in page


def test_a_publisher_overrides_one_block_of_a_shipped_page(tmp_path: Path):
    folder = tmp_path / "own"
    copy_starter(folder)
    own = folder / "templates" / "pages" / "item"
    own.mkdir(parents=True)
    (own / "tips.html").write_text(
        '{% extends "@parent/pages/item/tips.html" %}'
        "{% block after %}<p>Questions? {{ manifest.title }}</p>{% endblock %}",
        encoding="utf-8",
    )
    pages = {page.name: page for page in assemble(folder).pages}
    tip = pages["tips/ask-early"].article
    assert "<p>Questions? Our playbook</p>" in tip
    assert "Ask while the plan can still change" in tip


def test_the_first_page_begins_with_the_manifests_picture_a_line_and_two_ways_in(
    default_site: Site,
):
    page = next(page for page in default_site.pages if not page.name)
    hero = page.article[: page.article.index('class="pb-wrap pb-go-on"')]
    assert hero.index('role="img"') < hero.index("<h1>") < hero.index('tonight/"')
    assert 'href="#situations"' in hero[hero.index('tonight/"') :]
    assert page.article.index('id="situations"') < page.article.index('id="route"')


@pytest.mark.parametrize(("picture", "drawn"), [("none", False), ("", False), ("own", True)])
def test_a_playbook_draws_its_own_first_picture_or_has_none(
    tmp_path: Path, picture: str, drawn: bool
):
    folder = tmp_path / "mine"
    copy_starter(folder)
    manifest = folder / "content/playbook.yml"
    text = manifest.read_text(encoding="utf-8")
    begin, end = text.index("  picture:\n"), text.index("\n# The route.")
    said = {"none": "  picture: none\n", "": "", "own": text[begin:end]}[picture]
    manifest.write_text(text[:begin] + said + text[end:], encoding="utf-8")
    page = next(page for page in outline(folder).pages if not page.name)
    assert ("pb-hero-pic" in page.article) is drawn
    assert 'find/"' in page.article, "it names no situations, so the second way is the search"


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A playbook with more tips, and more terms, than one page of their list shows."""
    folder = tmp_path_factory.mktemp("long") / "long"
    copy_starter(folder)
    text = "One of many. " * 200
    for number in range(2 * MOST // len(text)):
        for kind in ("tips", "terms"):
            file = folder / f"content/{kind}/more-{number}.yml"
            file.parent.mkdir(exist_ok=True)
            file.write_text(f"title: More {number}\nsummary: {text}\n", encoding="utf-8")
    return folder


def test_a_long_list_stands_on_light_pages_and_is_searched_by_the_page_that_finds(long: Path):
    site = outline(long)
    pages = {page.name: page for page in site.pages}
    names = [name for name in pages if name == "tips" or name.startswith("tips/page/")]
    assert names == ["tips", "tips/page/2", "tips/page/3"]
    rows = [re.findall(r'data-row="([^"]+)"', pages[name].article) for name in names]
    shown = [row for page in rows for row in page]
    tips = {entry.ref.id for entry in site.playbook.of_kind("tips")}
    assert (set(shown), len(shown)) == (tips, len(tips))
    for name in names:
        page = pages[name]
        assert len(page.article) < 1.5 * MOST
        assert f'action="{page.root}find/"' in page.article
        assert 'name="kind" value="tips"' in page.article
        for other in names:
            assert f'href="{page.root}{other}/"' in page.article
    assert pages["tips/page/2"].title == "Tips, page 2"
    assert "More 17" not in pages["find"].article
    assert 'href="../tips/"' in pages["find"].article


def test_what_shares_a_page_is_whole_on_one_of_several_and_named_with_its_anchor_on_the_others(
    long: Path,
):
    site = outline(long)
    pages = [page for page in site.pages if re.fullmatch(r"terms(/page/\d)?", page.name)]
    assert len(pages) == 3
    terms = sorted(entry.ref.id for entry in site.playbook.of_kind("terms"))
    whole: dict[str, str] = {}
    for page in pages:
        here = page.article.partition("data-playbook-elsewhere")[0]
        assert sorted(re.findall(r'<\w+[^>]* id="([^"]+)" data-row', page.article)) == terms
        whole |= dict.fromkeys(re.findall(r'id="([^"]+)" data-row', here), page.name)
        assert f'data-count="{{shown}} of {len(terms)} shown"' in here
        first = "" if page is pages[0] else f"{page.root}terms/"
        assert f'href="{first}#letter-m"' in here
    for page in pages:
        elsewhere = page.article.partition("data-playbook-elsewhere")[2]
        links = re.findall(r'href="([^"]+)/#([^"]+)"', elsewhere.partition("</ul>")[0])
        assert links
        assert all(address == page.root + whole[term] for address, term in links)
    assert sorted(whole) == terms
    assert b"One of many." in site.files["search/names-terms.js"]


def test_a_publishers_own_list_goes_before_each_of_its_pages(long: Path):
    own = long / "templates/pages/index/tips.html"
    own.parent.mkdir(parents=True)
    own.write_text(
        '{% extends "@parent/pages/index/kind.html" %}'
        "{% block list %}<p>{{ entries | length }} of ours</p>{% endblock %}",
        encoding="utf-8",
    )
    pages = {page.name: page for page in outline(long).pages}
    counts = [re.findall(r"(\d+) of ours", pages[name].article) for name in ("tips", "tips/page/3")]
    assert [[0 < int(count) < MOST // 2_600 for count in found] for found in counts] == [[True]] * 2


def test_every_page_of_the_shipped_playbook_names_itself(default_site: Site):
    for page in default_site.pages:
        assert page.title
        assert page.description
        assert "<h1" in page.article


def languages() -> list[str]:
    return sorted(path.stem for path in WORDS.glob("*.yml"))


def test_the_interface_speaks_english_spanish_and_arabic():
    assert {"ar", "en", "es"} <= set(languages())


PLURAL = re.compile(r"\.(zero|one|two|few|many|other)$")
BRACES = re.compile(r"\{(\w+)\}")


@pytest.mark.parametrize("language", languages())
def test_every_language_says_everything_that_english_says(language: str):
    english, other = (Words(name, [WORDS]).keys() for name in ("en", language))
    assert {PLURAL.sub("", key) for key in other} == {PLURAL.sub("", key) for key in english}


@pytest.mark.parametrize("language", languages())
def test_every_language_fills_the_same_braces_and_has_a_form_for_every_number(language: str):
    english, other = (Words(name, [WORDS]) for name in ("en", language))
    known = other.keys()
    forms = {other.locale.plural_form(count) for count in range(200)}
    for key in english.keys():  # noqa: SIM118  # not a dict's
        stem, _, form = key.rpartition(".")
        if form == "other" and f"{stem}.one" in english.keys() and not stem.startswith("kinds."):  # noqa: SIM118
            assert {f"{stem}.{one}" for one in forms} <= known
        if key in known and not stem.startswith("kinds."):
            missing = set(BRACES.findall(other.text(key))) - set(BRACES.findall(english.text(key)))
            assert missing <= {"count"}, key


def test_what_a_publishers_language_does_not_say_is_said_in_english(tmp_path: Path):
    (tmp_path / "tr.yml").write_text('search: {open: Ara, count: {other: "{count} tane"}}\n')
    words = Words("tr", [tmp_path, WORDS])
    assert words("search.open") == "Ara"
    assert words("search.count", count=1) == "1 tane"
    assert words("search.label") == "Search this playbook"


@pytest.mark.parametrize("primary", ["#0c5449", "#ffffff", "#000000", "#ffe600", "#7fd1ff"])
def test_any_brand_can_be_read_in_light_and_dark(primary: str):
    from playbook.model.manifest import Brand

    css = brand_css(Brand(primary=primary, accent=primary))
    colours = dict(re.findall(r"(?:^|[{;])(--[a-z-]+):(#[0-9a-f]{6})", css.splitlines()[0]))
    dark = dict(re.findall(r"(?:^|[{;])(--[a-z-]+):(#[0-9a-f]{6})", css.splitlines()[1]))
    assert contrast(colours["--pb-brand"], "#fdfefd") >= 4.5
    assert contrast(colours["--pb-brand"], colours["--pb-on-brand"]) >= 4.5
    assert contrast(dark["--pb-brand"], "#11191c") >= 7
    assert contrast(dark["--pb-brand"], dark["--pb-on-brand"]) >= 4.5


def test_no_zero_has_a_stroke_through_it():
    made = font_files(lambda: ranges_of("Reunión"))
    faces = [name for name in made if name.startswith("atkinson") and name.endswith("-latin.woff2")]
    assert len(faces) == 3
    for name in faces:
        font = TTFont(io.BytesIO(made[name]()))
        zero = font["glyf"][font.getBestCmap()[ord("0")]]
        assert zero.numberOfContours == 2, f"{name}: an outline and one counter"


def test_no_zero_on_paper_has_a_stroke_through_it(tmp_path: Path):
    faces = list(text_fonts(tmp_path, "A text.", "en").glob("Atkinson*"))
    assert len(faces) == 4
    for face in faces:
        font = TTFont(face)
        zero = font["glyf"][font.getBestCmap()[ord("0")]]
        assert zero.numberOfContours == 2, f"{face.name}: an outline and one counter"
