"""How even the rota is in simulated sets, beside the best that hindsight finds.

`./bin/bench rota 100` lives 100 lives of each size from four to eight members. What is
promised is in docs/decisions/0013-what-the-rota-promises.md.
"""

import os
import sys
from itertools import product

import django

from bench.parts import Figure, show, verdict

SEEDS = 20  #: lives of each size, unless told otherwise
SEARCHED = 10  #: one life in as many is compared with hindsight: a search takes long
SIZES = range(4, 9)


def figures(seeds: int) -> list[Figure]:
    """Live through all lives, with trades and without."""
    from tests.meetings.rota import evenness, lives  # noqa: PLC0415 - needs Django set up

    all_lives = list(product(range(seeds), SIZES))
    plain = [evenness.widest_gaps(lives.simulated(*each)) for each in all_lives]
    traded = [
        evenness.left_by_old_trades(lives.simulated(*each, trade=0.125))
        for each in all_lives
    ]
    off = sum(each > evenness.HALF_MORE for each in traded)
    beside = [
        evenness.beside_hindsight(*each)
        for each in product(range(0, seeds, SEARCHED), SIZES)
    ]
    return [
        Figure("widest gap", float(max(each for each, _ in plain)), 1, "turns"),
        Figure(
            "… in a first round", float(max(each for _, each in plain)), 1.5, "turns"
        ),
        Figure(
            "… that old trades left", float(max(traded)), 1.6, "turns", f"{off} > 1.5"
        ),
        Figure("… beside hindsight", sum(beside) / len(beside), 1.1, "", "on average"),
        Figure("… in the worst life", max(beside), 1.2),
    ]


def main(seeds: int) -> int:
    """Print the figures; say whether every bar holds."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    found = figures(seeds)
    print(f"{seeds} lives of each size")
    show(["figure", "value", "bar", "part", ""], [each.row() for each in found])
    return verdict("rota", max(each.part for each in found), 1.0)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else SEEDS))
