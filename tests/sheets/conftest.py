"""The packet of the small garden playbook, made once for all tests."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from playbook.answerable import answerable_sheets
from playbook.edition import cut
from playbook.link import link
from playbook.packets.build import build_packet
from playbook.packets.contents import Packet, packets_of
from playbook.pipeline import check
from playbook.typesetting.paper import A4
from playbook.typesetting.renderer import sheet_renderer

if TYPE_CHECKING:
    from playbook.answers import Sheet
    from playbook.link import Linked
    from playbook.typesetting.renderer import SheetRenderer

ROOT = Path(__file__).parents[2]
BASE = ROOT / "tests/cases/base"
SPRING = "paths/first-spring"
GUIDE = "guides/first-talk"


@pytest.fixture(scope="session")
def garden() -> Linked:
    return link(cut(check(BASE), None))


@pytest.fixture(scope="session")
def renderer(garden: Linked) -> SheetRenderer:
    return replace(sheet_renderer(garden, folder=BASE), cache=ROOT / ".playbook" / "cache")


@pytest.fixture(scope="session")
def packet(garden: Linked, renderer: SheetRenderer) -> Packet:
    return packets_of(garden, renderer.words, renderer.plain)[0]


@pytest.fixture(scope="session")
def sheets(garden: Linked, renderer: SheetRenderer) -> tuple[Sheet, ...]:
    return answerable_sheets(garden, renderer)


@pytest.fixture(scope="session")
def packet_pdf(packet: Packet, renderer: SheetRenderer) -> bytes:
    return build_packet(packet, A4, renderer)
