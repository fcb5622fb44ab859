"""Kinds stand in a table: whoever adds one, readers find it; a playbook calls them as it likes."""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from playbook.errors import ContentError
from playbook.kinds import KINDS, withdraw
from playbook.link import Entry
from playbook.model import Ref
from playbook.pipeline import assemble, check
from playbook.publish import build
from playbook.render import Site
from playbook.schema import write_schemas
from tests.sheets.making import keep_fonts

ROOT = Path(__file__).parent.parent
HOMES = sorted((ROOT / "tests/cases/kinds").iterdir())
FACES = ("words.yml", "item.html", "index.html", "style.css")
HREF = re.compile(r'(?:xlink:)?href="([^"]*)"')


def article(site: Site, name: str) -> str:
    return next(page.article for page in site.pages if page.name == name)


def page_of(entry: Entry) -> str:
    return entry.url.partition("#")[0].rstrip("/")


def leads_to(site: Site, name: str) -> set[str]:
    """The addresses, from the root of the site, to which a page leads, or all pages of a list."""
    pages = [page for page in site.pages if page.name.partition("/page/")[0] == name]
    return {
        address.removeprefix(page.root)
        for page in pages
        for address in HREF.findall(page.header + page.article + page.footer)
        if address.startswith(page.root)
    }


def unreachable(site: Site) -> list[tuple[str, str]]:
    """Items to which the list of their kind does not lead, or an item that they are linked with."""
    found = []
    for kind in {entry.kind for entry in site.playbook.entries.values()}:
        for page in site.pages:
            if page.name != "404" and f'href="{page.root}{kind}/"' not in page.header:
                found.append((page.name, kind))
        lists = leads_to(site, kind) | {
            f"{kind}/#{name}" for name in re.findall(r'id="([a-z0-9-]+)"', article(site, kind))
        }
        for entry in site.playbook.of_kind(kind):
            if entry.url not in lists:
                found.append((kind, entry.ref))
    pages = {page.name: leads_to(site, page.name) for page in site.pages}
    for entry in site.playbook.entries.values():
        here = page_of(entry)
        for ref in entry.around:
            other = site.playbook.entries[ref]
            if other.url not in pages[here] and page_of(other) != here:
                found.append((here, ref))
    return found


def test_every_item_is_reached_from_the_menu_and_from_each_item_that_names_it(
    default_site: Site, base: Path
):
    assert unreachable(default_site) == []
    assert unreachable(assemble(base)) == []


@pytest.fixture(params=HOMES, ids=lambda home: str(home.name))
def stranger(request: pytest.FixtureRequest, base: Path) -> Iterator[Path]:
    """A playbook with a kind of somebody else's: its module, and its folder in templates/kinds/."""
    home: Path = request.param
    name = f"kind_of_a_stranger_{home.name}"
    spec = importlib.util.spec_from_file_location(name, home / "kind.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # where pydantic looks for the names in annotations
    before = set(KINDS)
    spec.loader.exec_module(module)
    (kind,) = set(KINDS) - before
    (base / "content" / kind).mkdir()
    shutil.copy(home / "example.yml", base / "content" / kind / "example.yml")
    faces = base / "templates/kinds" / kind
    faces.mkdir(parents=True)
    for face in FACES:
        if (home / face).exists():
            shutil.copy(home / face, faces / face)
    try:
        yield base
    finally:
        withdraw(kind)
        del sys.modules[name]


def kind_in(folder: Path) -> str:
    return next(iter((folder / "templates/kinds").iterdir())).name


def test_readers_find_a_kind_that_a_stranger_adds(stranger: Path):
    site = assemble(stranger)
    kind = kind_in(stranger)
    model = KINDS[kind]
    ref = Ref(f"{kind}/example")
    title = site.playbook.entries[ref].item.title
    assert unreachable(site) == []
    assert f'href="./{kind}/"' in article(site, "") or not model.place.in_box
    assert title in article(site, kind)
    assert title in article(site, kind if model.place.on_one_page else f"{kind}/example")
    assert title in article(site, "find")
    for other in site.playbook.entries[ref].links:
        assert title in article(site, page_of(site.playbook.entries[other]))
    header = site.pages[0].header
    assert f'id="pb-icon-{kind}" viewBox="0 0 24 24"><path' in header
    css = site.files["assets/playbook/playbook.css"].decode()
    assert f'[data-kind="{kind}"]' in css
    style = stranger / "templates/kinds" / kind / "style.css"
    rules = style.read_text(encoding="utf-8") if style.exists() else ""
    assert re.sub(r"\s|;(?=\s*})", "", rules) in re.sub(r"\s|;(?=\s*})", "", css)


def test_programs_and_searches_find_it_as_well(stranger: Path):
    site = assemble(stranger)
    kind = kind_in(stranger)
    ref = f"{kind}/example"
    told = json.loads(site.files["playbook.json"])
    assert ref in [item["ref"] for item in told["items"]]
    assert f"]({site.playbook.entries[Ref(ref)].url}):" in site.files["llms.txt"].decode()
    index = json.loads(
        site.files["search/index.js"].decode().partition(".found = ")[2].rstrip(";\n")
    )
    assert index["kinds"][kind] == site.words(f"kinds.{kind}.one")
    assert index["says"][kind]
    assert index["kind_weights"][kind] == [
        KINDS[kind].place.weight,
        KINDS[kind].place.asked_weight,
    ]
    assert kind in [row[1] for row in index["items"]]


def test_it_is_judged_and_editors_know_it(stranger: Path):
    kind = kind_in(stranger)
    write_schemas(stranger)
    schema = json.loads((stranger / f".playbook/schema/{kind}.json").read_text(encoding="utf-8"))
    assert set(KINDS[kind].model_fields) <= set(schema["properties"])
    settings = json.loads((stranger / ".vscode/settings.json").read_text(encoding="utf-8"))
    assert f"content/{kind}/*.yml" in settings["yaml.schemas"].values()
    item = stranger / "content" / kind / "example.yml"
    item.write_text(item.read_text(encoding="utf-8") + "titel: Again\n", encoding="utf-8")
    with pytest.raises(ContentError) as error:
        check(stranger)
    (problem,) = error.value.problems
    assert problem.message == "is an unknown key"


def test_a_kind_without_words_is_called_like_its_folder(stranger: Path):
    kind = kind_in(stranger)
    (stranger / "templates/kinds" / kind / "words.yml").unlink()
    (stranger / "templates/kinds" / kind / "item.html").unlink(missing_ok=True)
    site = assemble(stranger)
    assert unreachable(site) == []
    assert site.words(f"kinds.{kind}.other") == kind.replace("-", " ").capitalize()


def rewrite(folder: Path, **changes: object) -> None:
    manifest = folder / "content/playbook.yml"
    data = yaml.safe_load(manifest.read_text(encoding="utf-8"))
    data |= changes
    data = {key: value for key, value in data.items() if value is not None}
    manifest.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")


def test_a_playbook_calls_its_kinds_as_it_likes(base: Path):
    methods = {"one": "Method", "other": "Methods", "icon": "flask-outline", "colour": "#ff00aa"}
    rewrite(base, kinds={"tips": methods, "steps": {"one": "Stage", "other": "Stages"}})
    site = assemble(base)
    assert ">Methods</a>" in site.pages[0].header
    assert "<h1>" in article(site, "tips")
    assert "Methods" in article(site, "tips")
    assert ">1 Method<" in article(site, "")
    assert "Stage 1" in article(site, "tips")
    everything = " ".join(
        re.sub(r"<[^>]+>", " ", page.article + page.header) for page in site.pages
    )
    assert not re.search(r"\bTips?\b", everything)
    assert not re.search(r"\bSteps?\b", everything)
    css = site.files["assets/playbook/playbook.css"].decode()
    light, dark = re.findall(r"--pb-tips:(#[0-9a-f]{6})", css)
    assert light != dark
    flask = next(page.header for page in site.pages)
    assert site.pages[0].name == ""
    assert 'id="pb-icon-tips"' in flask
    assert "tips/small-bed" in {page.name for page in site.pages}, "addresses stay"


def test_a_name_for_a_kind_that_is_none_is_refused(base: Path):
    names = {
        "tipps": {"one": "A", "other": "B"},
        "tips": {"one": "A", "other": "B", "icon": "lightbuld"},
    }
    rewrite(base, kinds=names)
    with pytest.raises(ContentError) as error:
        check(base)
    said = {(problem.message, problem.hint) for problem in error.value.problems}
    assert ("is not a kind of item", 'Did you mean "tips"?') in said
    assert any("names an unknown icon" in message for message, _ in said)


def test_a_library_has_no_route(base: Path, tmp_path: Path):
    shutil.rmtree(base / "content")
    for kind in ("tips", "worksheets", "terms", "roles"):
        (base / "content" / kind).mkdir(parents=True)
    texts = {
        "tips/ask": "title: Ask\nsummary: Ask early.\nrelated: [worksheets/plan]\n",
        "terms/bed": "title: Bed\nsummary: A place to sow.\n",
        "roles/gardener": "title: Gardener\nsummary: Digs.\ndoes: [Digs.]\n",
        "worksheets/plan": "title: Plan\nsummary: Plan it.\n"
        "fields: [{key: a, type: text, label: A}]\n",
    }
    for ref, text in texts.items():
        (base / f"content/{ref}.yml").write_text(text, encoding="utf-8")
    case = yaml.safe_load((ROOT / "tests/cases/meeting/content/playbook.yml").read_text("utf-8"))
    del case["phases"]
    (base / "content/playbook.yml").write_text(yaml.safe_dump(case), encoding="utf-8")
    (base / "mkdocs.yml").write_text((ROOT / "mkdocs.yml").read_text("utf-8"), encoding="utf-8")
    keep_fonts(base)
    build(base, site_dir=tmp_path / "site", strict=True)
    home = (tmp_path / "site/index.html").read_text(encoding="utf-8")
    assert 'class="pb-route' not in home
    tips = (tmp_path / "site/tips/index.html").read_text(encoding="utf-8")
    assert "At any step" not in tips
    assert "every step" not in tips
    assert "Do anything" not in (tmp_path / "site/find/index.html").read_text(encoding="utf-8")
    assert unreachable(assemble(base)) == []
