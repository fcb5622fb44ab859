"""A fork over several years: what upstream does, what the fork says, and what comes of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import yaml
from click.testing import CliRunner, Result

from playbook.cli import main


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@dataclass(frozen=True)
class Years:
    """The state chapter of the example without statements of its own, and its upstream."""

    family: Path
    name: str = "state"

    @property
    def fork(self) -> Path:
        return self.family / self.name

    @property
    def upstream(self) -> Path:
        return self.family / "national/content"

    def say(self, text: str, file: str = "changes.yml") -> None:
        """Write a file of the fork's overrides."""
        (self.fork / "overrides" / file).write_text(text, encoding="utf-8")

    def change(self, ref: str, old: str, new: str) -> None:
        """Let upstream replace words of an item."""
        path = self.upstream / f"{ref}.yml"
        text = path.read_text(encoding="utf-8")
        assert old in text, text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def rename(self, old: str, new: str, *more: str) -> None:
        """Let upstream call an item something else; `more` are items that are now it too."""
        text = (self.upstream / f"{old}.yml").read_text(encoding="utf-8")
        for ref in (old, *more):
            (self.upstream / f"{ref}.yml").unlink()
        was = ", ".join((old, *more))
        (self.upstream / f"{new}.yml").write_text(f"{text}was: [{was}]\n", encoding="utf-8")

    def drop(self, ref: str, instead: str = "steps/first-meeting") -> None:
        """Let upstream take an item away, and the links to it."""
        (self.upstream / f"{ref}.yml").unlink()
        for path in self.upstream.rglob("*.yml"):
            text = path.read_text(encoding="utf-8")
            if path.name == "playbook.yml":
                text = text.replace(f"{ref}, ", "").replace(f", {ref}", "")
            else:
                text = text.replace(f"[[{ref}]]", "a tip").replace(ref, instead)
            path.write_text(text, encoding="utf-8")

    def do(self, *command: object) -> Result:
        return run(command[0], "-C", self.fork, *command[1:])

    def upgrade(self) -> Result:
        result = self.do("upgrade")
        assert result.exit_code in (0, 3), result.output
        return result

    def states(self) -> dict[str, str]:
        result = self.do("status", "--json")
        assert result.exit_code in (0, 3), result.output
        return {one["cell"]: one["state"] for one in json.loads(result.stdout)["statements"]}

    def item(self, ref: str) -> dict[str, object]:
        """Return an item as readers of the fork see it."""
        told = self.do("explain", ref, "--json")
        assert told.exit_code == 0, told.output
        value = json.loads(told.stdout)["value"]
        assert isinstance(value, dict)
        return value

    def phase(self) -> list[str]:
        """Return the steps of the first phase, as readers of the fork see them."""
        told = self.do("explain", "playbook/phases/begin/steps", "--json")
        assert told.exit_code == 0, told.output
        steps = json.loads(told.stdout)["value"]
        assert isinstance(steps, list)
        return steps

    def lock(self) -> dict[str, dict[str, object]]:
        data = json.loads((self.fork / "playbook.lock").read_bytes())
        assert isinstance(data, dict)
        return data

    def settled(self) -> None:
        """Upgrade again: nothing changes, and everything can still be read."""
        before = (self.fork / "playbook.lock").read_bytes()
        self.upgrade()
        assert (self.fork / "playbook.lock").read_bytes() == before
        self.states()


def alone(family: Path) -> Years:
    """Return the state without its overrides, brought up to today's national edition."""
    years = Years(family)
    for path in (years.fork / "overrides").iterdir():
        path.unlink()
    (years.fork / "content/steps/st-file-form.yml").unlink()
    years.upgrade()
    return years


def entries(item: dict[str, object], field: str) -> dict[str, dict[str, object]]:
    row = yaml.safe_load(json.dumps(item.get(field, [])))
    return {entry.get("id") or entry.get("key"): entry for entry in row}
