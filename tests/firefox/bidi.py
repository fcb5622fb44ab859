"""A Firefox, driven over WebDriver BiDi (https://w3c.github.io/webdriver-bidi/)."""

from __future__ import annotations

import json
import subprocess
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

LISTENS = "WebDriver BiDi listening on "
PATIENCE = 30
"""Seconds until a Firefox that says nothing is given up."""
ENTER = "\ue007"
"""How WebDriver writes the key in a text that is typed."""

_QUIET = "".join(
    f"user_pref({json.dumps(name)}, {json.dumps(value)});\n"
    for name, value in {
        "app.normandy.enabled": False,
        "app.update.disabledForTesting": True,
        "browser.safebrowsing.update.enabled": False,
        "browser.shell.checkDefaultBrowser": False,
        "datareporting.policy.dataSubmissionEnabled": False,
        "extensions.update.enabled": False,
        "network.captive-portal-service.enabled": False,
        "network.connectivity-service.enabled": False,
        "services.settings.server": "data:,",
        "toolkit.telemetry.reportingpolicy.firstRun": False,
    }.items()
)
"""So that it asks nothing of its makers while it is driven."""

_UNTIL = """new Promise((done, failed) => {
  const end = performance.now() + %(seconds)d000;
  const look = () => {
    let met = false;
    try { met = Boolean(%(condition)s); } catch {}
    if (met) done();
    else if (performance.now() > end) failed(new Error("never so: " + %(told)s));
    else setTimeout(look, 20);
  };
  look();
})"""


class Tab:
    """One tab: where it is, what its scripts say, and what is typed into it."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._sent = 0
        self._events: list[dict[str, Any]] = []
        self.ask("session.new", capabilities={})
        self._context = self.ask("browsingContext.getTree")["contexts"][0]["context"]

    def ask(self, method: str, **params: Any) -> dict[str, Any]:
        """Send a command, and return its result. Raises AssertionError where it is refused."""
        self._sent += 1
        self._socket.send(json.dumps({"id": self._sent, "method": method, "params": params}))
        while True:
            said = self._heard()
            if said.get("id") == self._sent:
                assert said["type"] == "success", f"{method}: {said.get('message')}"
                return dict(said["result"])
            self._events.append(said)

    def event(self, method: str, **params: Any) -> dict[str, Any]:
        """What the next event of a kind tells, with these among it; one that came before counts."""
        place = 0
        while not _tells(said := self._said(place), method, params):
            place += 1
        self._events.remove(said)
        return dict(said["params"])

    def _said(self, place: int) -> dict[str, Any]:
        if place == len(self._events):
            self._events.append(self._heard())
        return self._events[place]

    def logged(self) -> list[dict[str, Any]]:
        """What was written to the console since it was asked for."""
        return [said["params"] for said in self._events if said["method"] == "log.entryAdded"]

    def _heard(self) -> dict[str, Any]:
        return dict(json.loads(self._socket.recv(timeout=PATIENCE)))

    def goto(self, address: str) -> None:
        """Open an address, and wait until it is loaded."""
        self.ask("browsingContext.navigate", context=self._context, url=address, wait="complete")

    def reload(self) -> None:
        """Load the page anew."""
        self.ask("browsingContext.reload", context=self._context, wait="complete")

    def run(self, script: str) -> Any:
        """What an expression comes to in the page, a promise awaited; as JSON has it."""
        said = self.ask(
            "script.evaluate",
            expression=f"(async () => JSON.stringify((await ({script})) ?? null))()",
            target={"context": self._context},
            awaitPromise=True,
            userActivation=True,
        )
        assert said["type"] == "success", said.get("exceptionDetails", {}).get("text")
        return json.loads(said["result"]["value"])

    def until(self, condition: str, seconds: int = 10) -> None:
        """Wait until an expression is true in the page."""
        told = json.dumps(condition)
        self.run(_UNTIL % {"condition": condition, "told": told, "seconds": seconds})

    def type(self, selector: str, text: str) -> None:
        """Put the focus into the first element that fits, and type as a person does."""
        self.run(f"document.querySelector({json.dumps(selector)}).focus()")
        strokes = [{"type": move, "value": key} for key in text for move in ("keyDown", "keyUp")]
        keys = {"type": "key", "id": "keys", "actions": strokes}
        self.ask("input.performActions", context=self._context, actions=[keys])

    def click(self, selector: str) -> None:
        """Click the first element that fits and is shown."""
        chosen = json.dumps(selector)
        self.run(
            f"[...document.querySelectorAll({chosen})].find((one) => one.offsetParent).click()"
        )

    def resize(self, width: int, height: int) -> None:
        """Make the page so many CSS pixels wide and high."""
        size = {"width": width, "height": height}
        self.ask("browsingContext.setViewport", context=self._context, viewport=size)

    def download(self, selector: str, folder: Path) -> Path:
        """Click what saves a file, and return where the file is.

        Firefox shows a PDF that it has saved in a tab before this one, whose clocks then go slower.
        """
        self.ask(
            "browser.setDownloadBehavior",
            downloadBehavior={"type": "allowed", "destinationFolder": str(folder)},
        )
        self.ask(
            "session.subscribe", events=["browsingContext.downloadEnd", "browsingContext.load"]
        )
        self.click(selector)
        saved = Path(self.event("browsingContext.downloadEnd")["filepath"])
        if saved.suffix == ".pdf":
            shown = self.event("browsingContext.load", url=saved.as_uri())
            self.ask("browsingContext.close", context=shown["context"])
        return saved


def _tells(event: dict[str, Any], method: str, params: dict[str, Any]) -> bool:
    return event.get("method") == method and params.items() <= event["params"].items()


@contextmanager
def firefox(program: str, profile: Path) -> Iterator[Tab]:
    """A Firefox without windows, with a profile of its own in an empty folder."""
    (profile / "user.js").write_text(_QUIET, encoding="utf-8")
    command = [program, "--headless", "--no-remote", "--profile", str(profile)]
    with subprocess.Popen(
        [*command, "--remote-debugging-port", "0"], stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        line = next(line for line in process.stderr if line.startswith(LISTENS))
        rest = threading.Thread(target=deque, args=(process.stderr, 0))  # a full pipe would stop it
        rest.start()
        try:
            with connect(line.removeprefix(LISTENS).strip() + "/session", max_size=None) as socket:
                yield Tab(socket)
        finally:
            process.terminate()
            rest.join()
