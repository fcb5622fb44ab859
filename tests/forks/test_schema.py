"""What an editor is told of `overrides/`: all that forks say is right, and mistakes are marked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from jsonschema import Draft7Validator

from playbook import pipeline
from playbook.cli import main
from playbook.schema import editor_settings, overrides
from tests.forks.watching import CASE

FORKS = sorted(path.parent for path in CASE.parent.glob("*/*/overrides"))
STATE = overrides(pipeline.draft(CASE / "state"))


def marked(text: str, schema: dict[str, Any] = STATE) -> list[str]:
    """Return what an editor marks in a file; it reads numbers and truths as what they look like."""
    data = yaml.load(text, Loader=yaml.CSafeLoader)
    data = json.loads(json.dumps(data, default=str))
    return [error.message for error in Draft7Validator(schema).iter_errors(data)]


@pytest.mark.parametrize("folder", FORKS, ids=lambda path: path.name)
def test_an_editor_finds_nothing_wrong_in_a_fork(folder: Path):
    schema = overrides(pipeline.draft(folder))
    Draft7Validator.check_schema(schema)
    files = sorted((folder / "overrides").glob("*.yml"))
    assert files
    for path in files:
        assert marked(path.read_text(encoding="utf-8"), schema) == [], path


GOOD = """
items:
  tips/call-first:
    set: {title: Call us first, time: 10, people: two of you}
    unset: [body, sources_note]
    edit:
      summary:
        - {replace: five letters, with: ten letters, count: 2}
        - {append: " Ask for Kim."}
    lists:
      tags: {add: [mine, {add: ours, first: true}], remove: [theirs]}
      related: {add: [steps/st-file-form]}
    why: {title: Because., tags: It is so., tags.mine: Other.}
  worksheets/one-page-plan:
    set: {fields.result.label: Our result}
    edit: {fields.result.help: [{append: " Write it down."}]}
    lists:
      fields:
        add: [{key: st_form, type: text, label: Form, after: result}]
        set: {result: {label: Result, private: true}}
        move: [{move: result, before: st_form}, {move: people, last: true}]
        replace: [{replace: kind, with: {key: st_kind, type: text, label: Kind}}]
    why: {fields.result.label: Shorter., fields.st_form: State law.}
  checklists/before-you-ask:
    lists:
      items: {remove: [gone]}
  tips/record-calls:
    hide: true
order:
  begin: [{move: steps/first-meeting, first: true, why: Meet.}]
words:
  unit: {other: chapters}
brand: {primary: "#004d40"}
"""

TIP = "items: {tips/call-first: %s}"
MEETING = "items: {steps/first-meeting: {lists: {done_when: %s}}}"
WRONG = {
    "a field that is none": TIP % "{set: {titel: x}}",
    "a field of another kind": TIP % "{set: {done_when: [x]}}",
    "a way that leads nowhere": "items: {worksheets/one-page-plan: {set: {fields.result.lab: x}}}",
    "a number for a text": TIP % "{set: {title: 5}}",
    "a list for a text": TIP % "{set: {title: [x]}}",
    "nothing for a text": TIP % "{set: {people: }}",
    "a ref that is none": TIP % "{set: {steps: [steps/gone]}}",
    "an item that is none": "items: {tips/call-frist: {hide: true}}",
    "an item of its own": "items: {steps/st-file-form: {hide: true}}",
    "an operation that is none": TIP % "{sett: {title: x}}",
    "a title taken away": TIP % "{unset: [title]}",
    "an edit without its words": TIP % "{edit: {body: [{replace: x}]}}",
    "an edit of two kinds": TIP % "{edit: {body: [{append: x, count: 1}]}}",
    "an edit of a number": TIP % "{edit: {time: [{append: x}]}}",
    "an edit of a list": TIP % "{edit: {tags: [{append: x}]}}",
    "a list that is none": TIP % "{lists: {title: {add: [x]}}}",
    "an entry in two places": MEETING % "{add: [{id: st-x, text: x, after: a, before: b}]}",
    "a field of no entry": MEETING % "{set: {list-kept: {txt: x}}}",
    "an entry at both ends": MEETING % "{add: [{id: st-x, text: x, first: true, last: true}]}",
    "a move to no place": MEETING % "{move: [{move: list-kept, first: false}]}",
    "a place for nothing": MEETING % "{add: [{first: true}]}",
    "a replacement without ours": MEETING % "{replace: [{replace: list-kept}]}",
    "a replacement of a wrong form": MEETING % "{replace: [{replace: list-kept, with: x}]}",
    "a reason for no field": TIP % "{why: {titel: x}}",
    "hide with a word": TIP % "{hide: perhaps}",
    "a reason that is none": TIP % "{why: [x]}",
    "a phase that is none": "order: {begn: [{move: steps/first-meeting}]}",
    "a move of a tip": "order: {begin: [{move: tips/call-first}]}",
    "a form that is none": "words: {unit: {two: chapters}}",
    "a colour that is none": "brand: {primary: green}",
    "a licence of another": TIP % "{set: {licence: {title: x}}}",
    "a part of a licence": TIP % "{set: {licence.title: x}}",
    "a name that answers hang on": "items: {steps/first-meeting: {set: {done_when.x.id: y}}}",
    "a group that is none": "item: {tips/call-first: {hide: true}}",
}


def test_all_that_a_fork_may_say_is_right():
    assert marked(GOOD) == []
    assert marked("# nothing yet\n") == []


@pytest.mark.parametrize("name", WRONG)
def test_a_mistake_is_marked(name: str):
    assert marked(WRONG[name]), name


def test_a_fork_gets_its_schemas_and_its_own_manifest_fits(family: Path):
    state = family / "state"
    assert CliRunner().invoke(main, ["schema", "-C", str(state)]).exit_code == 0
    told = json.loads((state / ".vscode/settings.json").read_text(encoding="utf-8"))
    assert told == editor_settings()
    assert told["yaml.schemas"][".playbook/schema/overrides.json"] == "overrides/*.yml"
    schema = json.loads((state / ".playbook/schema/overrides.json").read_text(encoding="utf-8"))
    assert schema == STATE
    manifest = (state / "content/playbook.yml").read_text(encoding="utf-8")
    schema = json.loads((state / ".playbook/schema/playbook.json").read_text(encoding="utf-8"))
    assert marked(manifest, schema) == []
    some = manifest.replace("{one: chapter, other: chapters, article: a}", "{one: chapter}")
    assert some != manifest
    assert marked(f"{some}home: {{headline: Our own}}\n", schema) == []
    assert marked(manifest.replace("prefix:", "prefx:"), schema)
    assert marked(manifest.replace("id: org.example.state\n", ""), schema)


def test_a_playbook_without_upstream_can_be_told_too():
    schema = overrides(pipeline.draft(CASE / "national"))
    assert marked("items: {tips/anything: {hide: true}}", schema) == []
    assert marked("items: {tipps/anything: {hide: true}}", schema)


def test_long_lists_of_refs_stand_in_the_schema_once():
    assert json.dumps(STATE).count("tips/ask-early") <= 20
