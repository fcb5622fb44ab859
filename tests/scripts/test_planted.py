"""A fault in a script or a style is found by the check that is there for it."""

import shutil

from tests.scripts.__main__ import HOME, findings, install

MANY = "\n  playbook.arrived();" * 80
FAULTS = [
    ("tsc", 'playbook.nobody("x");', "'nobody' does not exist"),
    ("tsc", 'playbook.moment({ language: "en", words: {} }, "x");', "not assignable to parameter"),
    ("tsc", 'document.querySelector("p").remove();', "possibly 'null'"),
    ("eslint", "if (playbook.begin == undefined) playbook.arrived();", "eqeqeq"),
    ("eslint", "nobody.remove();", "no-undef"),
    ("eslint", 'document.title = `a${document.title ? `, ${document.title}` : ""}`;', "its spaces"),
    ("eslint", "(() => { const never = 1; })();", "no-unused-vars"),
    ("eslint", "onload = () => {" + MANY + "\n};", "max-lines-per-function"),
    ("eslint", "(() => {" + "if (playbook.begin) playbook.arrived();" * 15 + "})();", "complexity"),
    ("stylelint", ".a { color: red !important; }", "declaration-no-important"),
    ("stylelint", ".a { colour: red; }", "property-no-unknown"),
    (
        "stylelint",
        ".a { color: red; }\n.b { color: blue; }\n.a { gap: 0; }",
        "no-duplicate-selectors",
    ),
]


def test_every_check_finds_what_it_is_there_for(tmp_path):
    (tmp_path / "templates").mkdir()
    for number, (check, fault, _) in enumerate(FAULTS):
        name = f"{number}.css" if check == "stylelint" else f"{number}.js"
        (tmp_path / "templates" / name).write_text(fault, encoding="utf-8")
    (tmp_path / "tests/scripts").mkdir(parents=True)
    for name in ("tsconfig.json", "playbook.d.ts"):
        shutil.copy(HOME / name, tmp_path / "tests/scripts")
    install()
    found = findings(tmp_path)
    for check, fault, words in FAULTS:
        assert words in found[check], fault
