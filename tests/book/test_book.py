"""The whole playbook as a book: every part, every reference right, and a page that is full."""

from __future__ import annotations

import io
import re
import shutil
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from playbook.book import print_files
from playbook.book.contents import Contents, initial, sort_key
from playbook.book.pictures import on_paper
from playbook.book.source import Writer
from playbook.drawing import Drawing
from playbook.errors import ContentError, PlaybookError
from playbook.link import Linked
from playbook.pipeline import assemble, check, complete, load
from playbook.publish import build
from tests.book.reading import internal_links, overlapping, part_pages, rooms, used
from tests.publish.folders import put
from tests.sheets.judging import failures

ROOT = Path(__file__).parents[2]
SITE = "https://garden.example.org/"
MM = 72 / 25.4
FOOT = 28.8 * MM
TOP = 29.8 * MM
"""Below and above the text of a page of A4: 8.8 more than on Letter."""


def book_of(folder: Path, *, paper: str = "a4", site_url: str = "", edition=None) -> bytes:
    return print_files(load(folder, edition=edition), folder=folder, site_url=site_url)[
        f"book-{paper}.pdf"
    ]


def words_of(raw: bytes) -> str:
    pages = (page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(raw))
    return " ".join(" ".join(pages).split())


@pytest.fixture(scope="session")
def garden_book(copies: Path) -> bytes:
    return book_of(copies / "base", site_url=SITE)


@pytest.fixture(scope="session")
def arabic_book(copies: Path) -> bytes:
    return book_of(copies / "arabic")


@pytest.fixture(scope="session")
def fork_book(copies: Path) -> bytes:
    return book_of(copies / "forks/three-levels/county")


@pytest.fixture(scope="session")
def shipped_book(built: Path) -> bytes:
    return (built / "book-a4.pdf").read_bytes()


SMALL = ["garden", "arabic", "fork"]


@pytest.fixture(params=[*SMALL, "shipped"])
def book(request: pytest.FixtureRequest) -> bytes:
    raw = request.getfixturevalue(f"{request.param}_book")
    assert isinstance(raw, bytes)
    return raw


def test_a_book_keeps_every_rule_of_pdf_ua(book: bytes):
    assert failures(book) == []


def test_every_reference_names_the_page_that_it_leads_to(book: bytes):
    links = list(internal_links(book))
    numbered = [link for link in links if link.number is not None]
    assert len(numbered) > 20
    assert [link for link in numbered if link.number != link.target] == []
    first = sorted(part_pages(book))[2]  # after how to use it, and the contents themselves
    contents = [link for link in links if link.page < first and link.number is None]
    assert contents
    assert [one for one in contents if str(one.target) not in re.findall(r"\d+", one.words)] == []


def test_no_gap_shows_how_many_digits_a_reference_has(book: bytes):
    places = list(rooms(book))
    assert len(places) > 15
    assert [place for place in places if max(place.before, place.after) > 1.5] == []
    assert [place for place in places if min(place.before, place.after) < 0] == []


@pytest.mark.parametrize("which", ["fork", "shipped"])
def test_no_line_lies_over_another(which: str, request: pytest.FixtureRequest):
    assert list(overlapping(request.getfixturevalue(f"{which}_book"))) == []


def test_nothing_runs_over_the_edge_of_the_type_area(book: bytes):
    least = 18.6 * MM
    for number, page in enumerate(used(book, FOOT), 1):
        assert page.left >= least, f"page {number}"
        assert page.right <= page.width - least + 1, f"page {number}"


def test_only_the_last_page_of_a_part_may_be_nearly_empty(book: bytes):
    pages = used(book, FOOT)
    begins = part_pages(book)
    for number, page in enumerate(pages, 1):
        room = page.height - FOOT - TOP
        share = (page.height - TOP - page.bottom) / room
        is_last = number + 1 in begins or number == len(pages)
        assert is_last or share >= 0.3, f"page {number} is used by {share:.0%}"


@pytest.mark.parametrize("book", SMALL, indirect=True)
def test_head_and_foot_stand_inside_of_every_paper(book: bytes):
    least, cut_off = 9.9 * MM, 8.8 * MM
    for page in used(book, 0):
        assert page.left >= least
        assert page.right <= page.width - least
        assert page.bottom >= cut_off + least
        assert page.top <= page.height - cut_off - least


def test_a_page_has_the_same_number_and_words_on_every_paper(copies: Path, garden_book: bytes):
    letter = book_of(copies / "base", paper="letter", site_url=SITE)
    sizes, words = [], []
    for raw in (garden_book, letter):
        pages = list(pypdfium2.PdfDocument(raw))
        sizes.append({tuple(round(edge / MM, 1) for edge in page.get_size()) for page in pages})
        words.append([page.get_textpage().get_text_bounded() for page in pages])
    assert sizes == [{(210.0, 297.0)}, {(215.9, 279.4)}]
    assert words[0] == words[1]


def test_every_item_of_the_edition_stands_in_the_shipped_book(
    shipped_book: bytes, shipped_playbook: Linked
):
    text = words_of(shipped_book)
    squeezed = "".join(char for char in text if char.isalnum())
    for entry in shipped_playbook.entries.values():
        title = "".join(char for char in entry.item.title if char.isalnum())
        assert title in squeezed, entry.ref
    assert len(shipped_book) <= 6_000_000


def test_pictures_say_on_paper_what_they_say_on_pages(
    shipped_book: bytes, shipped_playbook: Linked
):
    said, playbook = tags_of(shipped_book), shipped_playbook
    pictures = [phase.picture for phase in playbook.manifest.phases]
    pictures += [entry.item.picture for entry in playbook.of_kind("steps")]
    drawn = [one for one in pictures if isinstance(one, Drawing)]
    assert len(drawn) > 20
    assert [one.says for one in drawn if one.says not in said] == []
    assert "dated moves, " in said


def test_a_picture_is_mirrored_where_lines_run_from_the_right_and_its_words_and_ticks_are_not():
    drawn = (
        '<svg viewBox="0 0 240 140"><text x="30" y="5" text-anchor="start">a</text>'
        '<path class="t" d="M22 31l6 6l11 -13"/></svg>'
    )
    turned = on_paper(drawn, brand="#000", accent="#fff", mirrored=True)
    assert turned is not None
    assert "translate(240 0) scale(-1 1)" in str(turned["svg"])
    assert 'style="text-anchor: end" transform="translate(60 0) scale(-1 1)"' in str(turned["svg"])
    assert '<path transform="translate(61 0) scale(-1 1)" class="t"' in str(turned["svg"])
    plain = on_paper(drawn, brand="#000", accent="#fff", mirrored=False)
    assert plain is not None
    assert "scale" not in str(plain["svg"])


def test_a_fork_is_marked_where_it_differs(fork_book: bytes, garden_book: bytes):
    assert "Adapted" in words_of(fork_book)
    assert "Ours" in words_of(fork_book)
    assert "Adapted" not in words_of(garden_book)


def test_a_blank_sheet_has_its_address_and_with_a_known_site_a_code(
    copies: Path, garden_book: bytes
):
    text = words_of(garden_book).replace("\u200b", "")
    sheets = [ref for ref in load(copies / "base").entries if ref.kind == "worksheets"]
    for ref in sheets:
        assert f"{SITE.removeprefix('https://')}{ref}/" in text.replace(" ", "")
    assert "QR code" in tags_of(garden_book)
    alone = book_of(copies / "base")
    assert "QR code" not in tags_of(alone)
    assert f"/{sheets[0]}/" in words_of(alone).replace("\u200b", "").replace(" ", "")


def tags_of(raw: bytes) -> str:
    """What is said of the pictures in a book."""
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        said = [value.get("/Alt") for value in pdf.objects if isinstance(value, pikepdf.Dictionary)]
        return " ".join(str(alt) for alt in said if alt is not None)


def test_the_same_book_has_the_same_bytes(copies: Path, garden_book: bytes):
    assert book_of(copies / "base", site_url=SITE) == garden_book


def test_the_tree_of_a_book_has_only_what_says_something(garden_book: bytes):
    with pikepdf.open(io.BytesIO(garden_book)) as pdf:
        kinds = {str(value.S) for value in pdf.objects if is_element(value)}
        told = [value for value in pdf.objects if is_element(value) and "/K" in value]
        for element in told:
            kids = element.K if isinstance(element.K, pikepdf.Array) else [element.K]
            parents = [kid.P.objgen for kid in kids if is_element(kid)]
            assert set(parents) <= {element.objgen}
    assert "/Div" not in kinds
    assert {"/H1", "/H2", "/P", "/L", "/LI", "/Link", "/Figure"} <= kinds


def is_element(value: object) -> bool:
    return isinstance(value, pikepdf.Dictionary) and {"/S", "/P"} <= set(value.keys())


def test_the_manifest_chooses_and_orders_parts_and_writes_a_foreword(base: Path):
    manifest = base / "content/playbook.yml"
    chosen = "\nbook:\n  foreword: We wrote this *together*.\n  parts: [tips, steps, terms]\n"
    manifest.write_text(manifest.read_text() + chosen + "  without: [steps/keep]\n")
    contents = Contents(load(base))
    assert [part.kind for part in contents.parts][-1] == "terms"
    assert {ref.kind for ref in contents.refs} == {"tips", "steps", "terms"}
    assert "steps/keep" not in contents.refs
    assert contents.index == ()
    assert "We wrote this together." in words_of(book_of(base))


def test_a_part_that_does_not_exist_is_told_with_its_line(base: Path):
    manifest = base / "content/playbook.yml"
    lines = manifest.read_text().count("\n")
    manifest.write_text(manifest.read_text() + "\nbook:\n  parts: [tips, stepps]\n")
    with pytest.raises(ContentError) as caught:
        check(base)
    (problem,) = caught.value.problems
    assert problem.line == lines + 3
    assert '"steps"' in problem.hint


def test_a_playbook_that_leaves_everything_out_has_no_book(base: Path):
    manifest = base / "content/playbook.yml"
    manifest.write_text(manifest.read_text() + "\nbook:\n  parts: [index]\n")
    site = assemble(base)
    assert not [name for name in site.files if name.startswith("book")]
    assert "book-a4" not in site.pages[0].article


def test_a_playbook_that_asks_for_nothing_to_hand_out_has_nothing(base: Path):
    site = assemble(base)
    assert not [name for name in site.files if name.startswith(("book-", "cards-"))]
    assert "pb-prints" not in site.pages[0].article
    assert "book-a4" not in site.pages[0].footer


def kept_book(folder: Path) -> Path:
    """Where the only book of a playbook is kept, on one paper."""
    (kept,) = (folder / ".playbook/cache/book").glob("*-a4-*.pdf")
    return kept


def edited(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_book_that_says_the_same_is_not_made_again(
    printed: Path, monkeypatch: pytest.MonkeyPatch
):
    book_of(printed)
    before = kept_book(printed).stat().st_mtime_ns
    edited(printed / "content/tips/small-bed.yml", "aliases: [", "aliases: [a new word, ")
    book_of(printed)
    assert kept_book(printed).stat().st_mtime_ns == before
    written = Writer.source
    monkeypatch.setattr(Writer, "source", None)
    monkeypatch.setattr("playbook.cache.disk.user_cache_path", lambda _: printed / "an empty one")
    put(printed, {"static/more.txt": "More.", "mkdocs.yml": "site_name: x\n"})
    book_of(printed)
    monkeypatch.setattr(Writer, "source", written)
    for record in (printed / ".playbook/cache/book").glob("*.txt"):
        record.write_bytes(b"\xff of no use")
    book_of(printed)
    assert kept_book(printed).stat().st_mtime_ns == before


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("content/tips/small-bed.yml", "title: ", "title: Really, "),
        ("content/playbook.yml", "one: Gartengruppe", "one: Gruppe"),
        ("content/playbook.yml", "book: {}", "book: {without: [tips/small-bed]}"),
        ("content/assets/beds.svg", "</svg>", "<path d='M0 0h9v9z'/></svg>"),
        ("templates/book/book.typ", "One.", "Two."),
    ],
)
def test_a_book_that_says_something_else_is_made_again(
    printed: Path, file: str, old: str, new: str
):
    front = '{% extends "@parent/book/book.typ" %}{% block front %}One.{% endblock %}'
    put(printed, {"templates/book/book.typ": front})
    before = book_of(printed)
    kept = kept_book(printed)
    edited(printed / file, old, new)
    assert book_of(printed) != before
    assert kept_book(printed) != kept


def test_where_a_template_fails_the_book_of_before_stays(printed: Path):
    shutil.copy(ROOT / "mkdocs.yml", printed)
    build(printed)
    before = (printed / "site/book-a4.pdf").read_bytes()
    kept = set((printed / ".playbook/cache/book").iterdir())
    put(printed, {"templates/book/book.typ": "#nothing-of-that-name()"})
    with pytest.raises(PlaybookError, match="templates/book/"):
        build(printed)
    assert (printed / "site/book-a4.pdf").read_bytes() == before
    assert set((printed / ".playbook/cache/book").iterdir()) == kept


def test_pages_say_how_large_the_book_is_once_it_is_made(printed: Path):
    whole = complete(printed).pages[0]
    assert "book-a4.pdf" in whole.article
    assert "pages, 0.1 MB" in whole.article
    assert "pages, 0.1 MB" in whole.footer
    outlined = assemble(printed).pages[0]
    assert "book-letter.pdf" in outlined.footer
    assert "MB" not in outlined.footer


def test_each_page_has_its_number_and_a_head_that_says_what_stands_on_it(garden_book: bytes):
    begins = part_pages(garden_book)
    heads = []
    for number, page in enumerate(pypdfium2.PdfDocument(garden_book), 1):
        x, y, right, top = page.get_mediabox()
        letters = page.get_textpage()
        foot = letters.get_text_bounded(x, y, right, y + FOOT).split()
        assert number == 1 or str(number) in foot, f"page {number}"
        assert ("CC" in foot) is (number > 1), f"page {number} names the licence"
        heads.append(letters.get_text_bounded(x, top - TOP + 9, right, top))
        assert bool(heads[-1]) != (number == 1 or number in begins), f"page {number}"
    assert any("Begin" in head and "Dig one bed" in head for head in heads)


def test_a_template_that_gives_an_item_no_place_is_told(printed: Path):
    edited(printed / "content/playbook.yml", "book: {}", "book: {parts: [tips, terms]}")
    put(printed, {"templates/kinds/terms/book.typ": "A term."})
    with pytest.raises(ContentError, match=r"templates/kinds/terms/book.typ gives terms/"):
        book_of(printed)


def test_a_members_item_is_in_the_members_book_alone(copies: Path):
    public = words_of(book_of(copies / "base"))
    members = words_of(book_of(copies / "base", edition="members"))
    title = next(
        entry.item.title
        for ref, entry in load(copies / "base", edition="members").entries.items()
        if entry.item.audience
    )
    assert title in members
    assert title not in public


@pytest.mark.parametrize(
    ("word", "letter"), [("Émile", "E"), ("ask", "A"), ("7 rules", "0\u20139"), ("طلب", "ط")]
)
def test_the_index_sorts_by_letters_alone(word: str, letter: str):
    assert initial(word) == letter
    assert sorted(["Zoo", "état", "Eta"], key=sort_key) == ["Eta", "état", "Zoo"]
