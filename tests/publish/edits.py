"""What people do to a playbook while they write it: one change of every kind."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from random import Random

from tests.publish.folders import put

TIP = "title: Added {0}\nsummary: See [[tips/small-bed]], number {0}.\ntags: [new]\n"
BED = "content/tips/small-bed.yml"
BOX = '{{% extends "@parent/pages/home.html" %}}\n{{% block box %}}Box {}{{% endblock %}}\n'


def _set(path: Path, pattern: str, text: str) -> None:
    before = path.read_text(encoding="utf-8")
    after = re.sub(pattern, lambda _: text, before, count=1, flags=re.MULTILINE)
    path.write_text(after, encoding="utf-8")


def _added(folder: Path) -> list[Path]:
    return sorted((folder / "content/tips").glob("added-*.yml"))


def text(folder: Path, n: int) -> None:
    _set(folder / BED, r"A bed of .*", f"A bed of {n} square metres is enough.")


def title(folder: Path, n: int) -> None:
    _set(folder / BED, r"^title: .*", f'title: "Bed & <{n}>"')


def link(folder: Path, n: int) -> None:
    """One that is not there yet, so that each edit changes something."""
    said = (folder / BED).read_text(encoding="utf-8")
    others = [to for to in ("guides/first-talk", "steps/ask", "appeals/health") if to not in said]
    _set(folder / BED, r"^related: .*", f"related: [terms/bed, {others[n % len(others)]}]")


def tag(folder: Path, n: int) -> None:
    _set(folder / BED, r"^tags: .*", f"tags: [begin, t{n}]")


def term(folder: Path, n: int) -> None:
    _set(folder / "content/terms/bed.yml", r"^title: .*", f"title: Bed {n}")


def step(folder: Path, n: int) -> None:
    _set(folder / "content/steps/dig.yml", r"^title: .*", f"title: Dig {n} holes")


def manifest(folder: Path, n: int) -> None:
    _set(folder / "content/playbook.yml", r"^tagline: .*", f"tagline: Grow {n} beds")


def word(folder: Path, n: int) -> None:
    _set(folder / "content/playbook.yml", r"one: [\w ]+", f"one: Gruppe {n}")


def phases(folder: Path, n: int) -> None:
    _set(folder / "content/playbook.yml", r"^    title: Go on.*", f"    title: Go on {n}")


def settings(folder: Path, n: int) -> None:
    _set(folder / "mkdocs.yml", r"(?s)\ncopyright: .*|\Z", f"\ncopyright: by {n}\n")


def template(folder: Path, n: int) -> None:
    put(folder, {"templates/pages/home.html": BOX.format(n)})


def theme(folder: Path, n: int) -> None:
    put(folder, {"templates/theme/partials/storage.html": f"<!-- storage {n} -->"})


def style(folder: Path, n: int) -> None:
    put(folder, {"templates/assets/99-own.css": f".own {{ width: {n}px }}"})


def static(folder: Path, n: int) -> None:
    put(folder, {f"static/file-{n % 2}.txt": str(n)})


def picture(folder: Path, n: int) -> None:
    _set(folder / "content/assets/beds.svg", r'<svg( data-n="\d+")?', f'<svg data-n="{n}"')


def add(folder: Path, n: int) -> None:
    """Two, so that there is always one to delete and one to rename."""
    put(folder, {f"content/tips/added-{n}{end}.yml": TIP.format(n) for end in ("", "-too")})


def delete(folder: Path, n: int) -> None:
    for path in _added(folder)[:1]:
        path.unlink()


def rename(folder: Path, n: int) -> None:
    """An item may have had several names."""
    for path in _added(folder)[-1:]:
        new = path.rename(path.with_name(f"added-{n}.yml"))
        former = re.findall(r"tips/added[\w-]+", new.read_text(encoding="utf-8"))
        was = ", ".join((f"tips/{path.stem}", *former))
        _set(new, r"^(was: .*\n)?tags:", f"was: [{was}]\ntags:")


def hide(folder: Path, n: int) -> None:
    """What is for all is for members, and the other way round."""
    path = folder / "content/rules/share-tools.yml"
    said, hidden, _ = path.read_text(encoding="utf-8").partition("\naudience: ")
    path.write_text(said if hidden else f"{said}\naudience: [members]\n", encoding="utf-8")


def edition(folder: Path, n: int) -> None:
    """The first edition gets another name, and every second time what is for members."""
    more = "\n    audiences: [members]" if n % 2 else ""
    said = f"- id: public\n    title: Edition {n}{more}\n  - id: members"
    _set(folder / "content/playbook.yml", r"(?s)- id: public.*?- id: members", said)


def override(folder: Path, n: int) -> None:
    """What a fork says of an item of upstream; `folder` is the fork's."""
    said = (
        f"set: {{title: Our bed {n}}}",
        f'edit: {{summary: [{{append: " Ask Kim, {n}."}}]}}',
        "hide: true",
        f"set: {{tags: [ours, t{n}]}}",
    )[n % 4]
    ref = (
        ("tips/small-bed", "steps/dig", "terms/bed")[n // 4 % 3]
        if n % 4 != 2
        else "tips/key-holder"
    )
    text = f"items:\n  {ref}:\n    {said}\n    why: It is ours.\n"
    put(folder, {"overrides/changes.yml": text})


def broken(folder: Path, n: int) -> None:
    put(folder, {"content/tips/broken.yml": f"title: [ {n}\n"})


def broken_template(folder: Path, n: int) -> None:
    put(folder, {"templates/parts/list.html": f"{{{{ nothing_{n} }}}}"})


def mend(folder: Path, n: int) -> None:
    """Take away what `broken` and its like have done."""
    (folder / "content/tips/broken.yml").unlink(missing_ok=True)
    (folder / "templates/parts/list.html").unlink(missing_ok=True)


EDITS: tuple[Callable[[Path, int], None], ...] = (
    *(text, title, link, tag, term, step, manifest, word, phases, settings, template, theme),
    *(style, static, picture, add, delete, rename, hide, edition, override),
    *(broken, broken_template),
)


BREAKING = (broken, broken_template)
"""After these a build is refused, and after no other."""


def series(chance: Random, count: int) -> list[Callable[[Path, int], None]]:
    """Edits in a random order, each kind as often as any other; what breaks is mended next."""
    found: list[Callable[[Path, int], None]] = []
    while len(found) < count:
        found += chance.sample(EDITS, len(EDITS))
    return found[:count]
