"""Texts that were hard on one part of the program or another; `texts.yml` says for what."""

from __future__ import annotations

from pathlib import Path

import yaml

_TEXTS = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"))
SHORT: tuple[str, ...] = tuple(_TEXTS["short"])
LONG: tuple[str, ...] = tuple(_TEXTS["long"])
WRONG: tuple[str, ...] = tuple(_TEXTS["wrong"])
