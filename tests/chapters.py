"""The chapters in docs/: their blocks of code, tried in the order in which a reader meets them.

The first word after the fence is the language; what follows it says what becomes of the block:

```yaml content/tips/x.yml            a file of the chapter's playbook, or the keys to set in it
```yaml content/tips/x.yml mistaken   the same, until after the next console
```yaml part of worksheets            keys of an item; the rest of it is as small as can be
```jinja templates/pages/x.html       a file
```css templates/assets/x.css         a file
```python                             run; what it prints is the block of text that follows
```console                            `$ playbook …`: run; what is printed is what is shown
"""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from click.testing import CliRunner

from playbook.cli import main

ROOT = Path(__file__).parent.parent
CHAPTERS = sorted((ROOT / "docs").glob("*.md"))
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *CHAPTERS]
_FENCE = re.compile(r"^( *)```(\w*) *(.*)\n((?:.*\n)*?)\1```$", re.MULTILINE)
_REST: dict[str, Any] = yaml.safe_load("""
worksheets: {fields: [{key: name, type: text, label: Name}]}
checklists: {items: [{id: one, text: One}]}
guides: {}
case-studies:
  {status: illustrative, situation: a, challenge: b, moves: [c], result: d, lessons: [e]}
tips: {}
paths: {for_whom: All, stops: [{item: steps/ask-someone}, {item: steps/say-what-you-want}]}
""")


@dataclass(frozen=True)
class Block:
    """A block of code, and what its fence says of it."""

    language: str
    said: str
    text: str
    line: int


def data_of(text: str) -> Any:
    """Return what a text of YAML says; the reader is the program's."""
    return yaml.load(text, yaml.CSafeLoader)


def blocks(page: Path) -> list[Block]:
    """Return the blocks of code of a page."""
    text = page.read_text(encoding="utf-8")
    return [
        Block(
            match[2],
            match[3],
            re.sub(f"(?m)^{match[1]}", "", match[4]),
            text.count("\n", 0, match.start()) + 1,
        )
        for match in _FENCE.finditer(text)
    ]


def replayed(text: str) -> str:
    """Run the commands of a console here; return the text with what they print."""
    lines: list[str] = []
    for command in re.findall(r"^\$ playbook (.*)$", text, re.MULTILINE):
        result = CliRunner().invoke(main, shlex.split(command))
        lines += [f"$ playbook {command}", result.output.rstrip()]
        lines += [f"(exit code {result.exit_code})"] if result.exit_code else []
    return "\n".join(line for line in lines if line) + "\n"


def write(block: Block, folder: Path) -> Path:
    """Write the block into the playbook in `folder`; return the file."""
    name = block.said.split()[0]
    if block.said.startswith("part of "):
        kind = block.said.removeprefix("part of ")
        name = f"content/{kind}/line-{block.line}.yml"
        head = {"title": f"{kind} of line {block.line}", "summary": "An example."}
        keys = data_of(block.text)
        text = yaml.safe_dump(head | _REST[kind] | keys, allow_unicode=True, sort_keys=False)
    elif (folder / name).is_file() and not re.search("^title:", block.text, re.MULTILINE):
        whole = (folder / name).read_text(encoding="utf-8")
        for key in data_of(block.text):
            whole = re.sub(rf"(?m)^{key}:.*\n(?:[ -].*\n|\n(?= ))*", "", whole)
        text = f"{whole}\n{block.text}"
    else:
        text = block.text
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name
