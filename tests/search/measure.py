"""Queries of members, in two halves, and how well an engine answers them."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent
SEED = 20261122


@dataclass(frozen=True)
class Query:
    """What somebody types, and the items of which any is a right answer."""

    text: str
    right: frozenset[str]


@dataclass(frozen=True)
class Scores:
    """How one engine did on some queries."""

    count: int
    hits: int
    """Queries with a right item among the first three."""
    recall: float
    mrr: float

    @property
    def hit(self) -> float:
        return self.hits / self.count

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval of `hit` (Wilson)."""
        z, n = 1.96, self.count
        middle = (self.hit + z * z / (2 * n)) / (1 + z * z / n)
        reach = z * math.sqrt(self.hit * (1 - self.hit) / n + z * z / (4 * n * n)) / (1 + z * z / n)
        return middle - reach, middle + reach


def halves(name: str = "queries.tsv") -> tuple[list[Query], list[Query]]:
    """The half to tune with, and the half that is only ever reported."""
    queries = _read(name)
    random.Random(SEED).shuffle(queries)
    middle = len(queries) // 2
    return queries[:middle], queries[middle:]


def renewed() -> tuple[list[Query], list[Query]]:
    """Queries on what the second edition added, in two halves of the same kind."""
    return halves("renewed.tsv")


def fresh() -> tuple[list[Query], list[Query]]:
    """Queries written before their writer had seen an alias, in two halves of the same kind."""
    return halves("fresh.tsv")


def blind() -> list[Query]:
    """Queries by the last of sixteen strangers, written when all was tuned: only reported."""
    return _read("blind.tsv")


def strangers() -> list[Query]:
    """Queries by people who had seen nothing of the playbook: to tune with."""
    return _read("strangers.tsv")


def own() -> list[Query]:
    """Queries by the authors of the aliases: to tune with as well."""
    return _read("own.tsv")


def later() -> list[Query]:
    """Queries written when all was tuned: only reported."""
    return _read("later.tsv")


def _read(name: str) -> list[Query]:
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return [Query(text, frozenset(refs.split())) for text, refs in rows]


def scores(queries: Sequence[Query], answers: Mapping[str, Sequence[str]]) -> Scores:
    """Judge the first ten answers to each query."""
    hits, recall, mrr = 0, 0.0, 0.0
    for query in queries:
        found = answers[query.text]
        right = query.right & set(found[:3])
        hits += bool(right)
        recall += len(right) / min(3, len(query.right))
        ranks = [rank for rank, ref in enumerate(found[:10], 1) if ref in query.right]
        mrr += 1 / ranks[0] if ranks else 0
    return Scores(len(queries), hits, recall / len(queries), mrr / len(queries))


def misses(
    queries: Sequence[Query], answers: Mapping[str, Sequence[str]]
) -> list[tuple[Query, list[str]]]:
    """Queries without a right item among the first three, with what came instead."""
    return [
        (query, list(answers[query.text][:3]))
        for query in queries
        if not query.right & set(answers[query.text][:3])
    ]
