"""Hold every property of forks against many random forks: `python -m tests.forks --count 2000`.

`--hunt` looks for the first case in which a property notices each planted fault, for the table at
the end of `tests/forks/faults.py`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from itertools import count
from time import process_time

import pytest

from playbook.errors import PlaybookError
from tests.forks import faults, over_years, properties
from tests.forks.histories import history
from tests.forks.making import case

NOTICED = (AssertionError, KeyError, StopIteration, PlaybookError)
Held = tuple[Callable[..., None], Callable[[int], object]]


def held() -> Iterator[Held]:
    """Yield each property with what makes a case for it."""
    yield from ((holds, case) for holds in (*properties.ALL, *properties.OF_WRAPPING))
    yield from ((holds, history) for holds in over_years.ALL)


def failing(holds: Callable[..., None], made: object) -> str:
    """Return what is wrong with a case, or nothing."""
    try:
        holds(made)
    except NOTICED as error:
        return f"{type(error).__name__}: {str(error)[:300]}"
    return ""


def run(first: int, most: int) -> int:
    """Hold all properties; return how many cases failed."""
    failed = 0
    for holds, make in held():
        begin = process_time()
        for seed in range(first, first + most):
            if wrong := failing(holds, make(seed)):
                failed += 1
                print(f"{holds.__name__}({make.__name__}({seed})): {wrong}")
        print(f"{holds.__name__}: {most} cases, {process_time() - begin:.1f} s CPU")
    return failed


def hunt() -> None:
    """Print for each fault the property that notices it first, and in which case."""
    for fault in faults.CAUGHT:
        with pytest.MonkeyPatch.context() as patch:
            fault(patch)
            for seed in count():
                noticed = [one for one, make in held() if failing(one, make(seed))]
                if noticed:
                    print(f"{fault.__name__}: ({noticed[0].__name__}, {seed}),", flush=True)
                    break


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1_000)
    parser.add_argument("--hunt", action="store_true")
    given = parser.parse_args()
    if given.hunt:
        hunt()
    elif run(given.seed, given.count):
        sys.exit(1)


main()
