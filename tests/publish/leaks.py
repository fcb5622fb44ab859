"""Is everything found that a site tells of what its edition cuts? `python -m tests.publish.leaks`.

The public site of the tests' playbook is built once; then clues of the members' items are planted,
one at a time, in every kind of file and of place.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pikepdf
import typst

from playbook.edition import cut
from playbook.pipeline import judge
from playbook.publish import build
from playbook.publish.leaks import Clues, clues_of, leaks_in, texts_of
from tests.publish.identity import playbook

SEED = 20261130


def in_html(site: Path, said: str) -> tuple[str, bytes]:
    page = (site / "index.html").read_text(encoding="utf-8")
    half = len(said) // 2
    inside = f"{said[:half]}<b>{said[half:]}</b>".replace("&", "&amp;")
    return "index.html", page.replace("</main>", f"<p>{inside}</p></main>", 1).encode()


def in_attribute(site: Path, said: str) -> tuple[str, bytes]:
    page = (site / "tips/index.html").read_text(encoding="utf-8")
    quoted = said.replace("&", "&amp;").replace('"', "&quot;")
    return "tips/index.html", page.replace("<main", f'<main data-note="{quoted}"', 1).encode()


def in_data(site: Path, said: str) -> tuple[str, bytes]:
    data = json.loads((site / "playbook.json").read_text(encoding="utf-8"))
    data["items"][0]["note"] = said
    return "playbook.json", json.dumps(data).encode()


def in_search(site: Path, said: str) -> tuple[str, bytes]:
    text = (site / "search/index.js").read_text(encoding="utf-8")
    return "search/index.js", f"{text}\nplaybook.more = {json.dumps(said)};\n".encode()


def in_sitemap(site: Path, said: str) -> tuple[str, bytes]:
    text = (site / "sitemap.xml").read_text(encoding="utf-8")
    text = text.replace("</urlset>", f"<url><loc>/{said}/</loc></url></urlset>")
    return "sitemap.xml.gz", gzip.compress(text.encode())


def in_index_for_programs(site: Path, said: str) -> tuple[str, bytes]:
    return "llms.txt", (site / "llms.txt").read_bytes() + said.encode()


def in_book(site: Path, said: str) -> tuple[str, bytes]:
    text = json.dumps(said, ensure_ascii=False)
    source = f"#set page(width: 60mm, height: 90mm)\n#set text(hyphenate: true)\n#{text}"
    page = typst.compile(source.encode(), format="pdf")
    assert isinstance(page, bytes)
    with pikepdf.open(site / "book-a4.pdf") as book, pikepdf.open(io.BytesIO(page)) as more:
        book.pages.extend(more.pages)
        return "book-a4.pdf", saved(book)


def in_metadata(site: Path, said: str) -> tuple[str, bytes]:
    path = next(iter(sorted(site.glob("worksheets/*/*-a4.pdf"))))
    with pikepdf.open(path) as sheet:
        sheet.docinfo["/Subject"] = pikepdf.String(said)
        return path.relative_to(site).as_posix(), saved(sheet)


def in_bookmarks(site: Path, said: str) -> tuple[str, bytes]:
    with pikepdf.open(site / "book-letter.pdf") as book:
        with book.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem(said, 0))
        return "book-letter.pdf", saved(book)


def saved(pdf: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


PLACES: tuple[Callable[[Path, str], tuple[str, bytes]], ...] = (
    in_html,
    in_attribute,
    in_data,
    in_search,
    in_sitemap,
    in_index_for_programs,
    in_book,
    in_metadata,
    in_bookmarks,
)


def public_site(folder: Path, home: Path) -> tuple[Clues, Path]:
    """The clues that the public edition must not hold, and its site."""
    whole = judge(folder)
    return clues_of(whole, cut(whole), folder), build(folder, site_dir=home / "site").site_dir


def planted(clues: Clues, site: Path, count: int, seed: int) -> Iterator[tuple[str, str, bool]]:
    """Where a clue was planted, what it says, and whether it was found."""
    random = Random(seed)
    every = [*clues.runs.values(), *clues.names.values()]
    for number in range(count):
        plant = PLACES[number % len(PLACES)]
        clue = random.choice(every)
        name, content = plant(site, clue.words)
        found = {one.ref for text in texts_of(name, content) for one in clues.found_in(text)}
        yield plant.__name__, clue.words, clue.ref in found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=SEED)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        home = Path(temporary)
        clues, site = public_site(playbook(home / "playbook", printed=True), home)
        alarms = list(leaks_in(clues, site))
        places: Counter[str] = Counter()
        missed = 0
        for place, words, found in planted(clues, site, given.count, given.seed):
            places[place] += 1
            if not found:
                missed += 1
                print(f"missed {place}: {words}")
    told = ", ".join(f"{name} {count}" for name, count in sorted(places.items()))
    print(f"seed {given.seed}: {sum(places.values())} planted, {missed} missed ({told})")
    print(f"{len(alarms)} false alarms in the site as it was built")


if __name__ == "__main__":
    main()
