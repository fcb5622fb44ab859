"""The packet of the small garden playbook, made once for all tests."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from playbook.edition import cut
from playbook.link import link
from playbook.pipeline import check
from playbook.sheets import A4, press
from playbook.sheets.bind import bound
from playbook.sheets.packet import Packet, packets_of
from playbook.sheets.site import answerable

if TYPE_CHECKING:
    from playbook.answers import Sheet
    from playbook.link import Linked
    from playbook.sheets import Press

ROOT = Path(__file__).parents[2]
BASE = ROOT / "tests/cases/base"
SPRING = "paths/first-spring"
GUIDE = "guides/first-talk"


@pytest.fixture(scope="session")
def garden() -> Linked:
    return link(cut(check(BASE), None))


@pytest.fixture(scope="session")
def maker(garden: Linked) -> Press:
    return replace(press(garden, folder=BASE), cache=ROOT / ".playbook" / "cache")


@pytest.fixture(scope="session")
def packet(garden: Linked, maker: Press) -> Packet:
    return packets_of(garden, maker.words, maker.plain)[0]


@pytest.fixture(scope="session")
def sheets(garden: Linked, maker: Press) -> tuple[Sheet, ...]:
    return answerable(garden, maker)


@pytest.fixture(scope="session")
def packet_pdf(packet: Packet, maker: Press) -> bytes:
    return bound(packet, A4, maker)
