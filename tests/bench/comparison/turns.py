"""Measures variants in turn, so that disturbances of the machine affect all of them.

A ratio compares two things under the same conditions. So a series of figures has a reference to its
run, and only series of the same run can be divided: today's figure cannot be compared with
yesterday's.
"""

from dataclasses import dataclass
from math import inf
from statistics import median

SPREAD_SHOWN = 0.10  # results above this are beyond the noise: they are repeated, and marked


class NotInTurn(Exception):
    """Two series of different runs must not be compared."""


@dataclass(frozen=True)
class Series:
    """One figure of one variant, turn by turn."""

    run: object  # the same object for all series of a run
    values: tuple

    @property
    def median(self):
        return median(self.values)

    @property
    def spread(self):
        """How far the turns are apart, without the best and the worst fifth of them: of five, a single
        disturbed turn does not count."""
        inner = self.inner
        if not 0 < self.median < inf:
            return 0.0 if inner[-1] == inner[0] == 0 else inf
        return (inner[-1] - inner[0]) / self.median

    @property
    def inner(self):
        """The turns that count for the spread, in ascending order."""
        fifth = len(self.values) // 5
        return sorted(self.values)[fifth : len(self.values) - fifth]

    def over(self, other):
        """This series divided by the other, turn by turn. Infinite if the other is below the
        kernel's clock tick."""
        if self.run is not other.run or len(self.values) != len(other.values):
            raise NotInTurn("figures of different runs are not compared")
        return Series(
            self.run, tuple(a / b if b else inf for a, b in zip(self.values, other.values))
        )


def in_turn(variants, turns):
    """Measures each variant once a turn; `variants` are functions that return figures by name.
    Every other turn runs backwards, so that no variant always follows the same one.
    Returns {variant: {figure: Series}}."""
    run = object()
    taken = {name: [] for name in variants}
    for turn in range(turns):
        names = list(variants)
        for name in names if turn % 2 == 0 else reversed(names):
            taken[name].append(variants[name]())
    return {
        name: {
            figure: Series(run, tuple(one[figure] for one in figures)) for figure in figures[0]
        }
        for name, figures in taken.items()
    }
