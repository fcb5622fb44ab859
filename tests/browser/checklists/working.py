"""What one does on the page "My work", and files to open there."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

Work = Callable[[], Page]
PHRASE = "correct horse battery"


def held(page: Page) -> dict[str, str]:
    """What lies on this device."""
    return dict(page.evaluate("({...localStorage})"))


def titles(page: Page) -> list[str]:
    return page.locator(".pb-work-row h3").all_inner_texts()


def save_all(page: Page, phrase: str = "") -> bytes:
    if phrase:
        page.get_by_label("Encrypt the file with a passphrase").check()
        page.get_by_label("Passphrase for the file").fill(phrase)
    with page.expect_download() as download:
        page.get_by_role("button", name="Save everything to one file").click()
    return Path(download.value.path()).read_bytes()


def open_file(page: Page, raw: bytes | dict[str, Any], name: str = "backup.json") -> None:
    content = raw if isinstance(raw, bytes) else json.dumps(raw).encode()
    kind = "application/pdf" if name.endswith(".pdf") else "application/json"
    given = {"name": name, "mimeType": kind, "buffer": content}
    page.locator("[data-file]").set_input_files(given)  # type: ignore[arg-type]


def wipe(page: Page) -> None:
    page.get_by_role("button", name="Wipe everything").click()
    page.locator("dialog[open]").get_by_role("button", name="Wipe everything").click()


def says(page: Page, text: str) -> None:
    expect(page.locator("[data-notice]")).to_contain_text(text)


def answers(**change: Any) -> dict[str, Any]:
    return {
        "answers": {"item-1": True},
        "checklist": "checklists/long",
        "format": "playbook-answers/1",
        "playbook": "org.example.base",
    } | change


def backup(*files: Any, **change: Any) -> dict[str, Any]:
    found = {"files": list(files), "format": "playbook-backup/1", "playbook": "org.example.base"}
    return found | change
