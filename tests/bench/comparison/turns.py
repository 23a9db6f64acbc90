"""Measuring variants in turn, so that whatever the machine does in between happens to all of them.

A ratio is a statement about two things under the same conditions. So a series of figures knows the
run that it comes from, and a ratio of two series exists only where that is the same run: there is
no way to divide today's figure by yesterday's.
"""

from dataclasses import dataclass
from math import inf
from statistics import median

SPREAD_SHOWN = 0.10  # from here on a result is marked


class NotInTurn(Exception):
    """Two series of different runs, which must not be compared."""


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
        """How far apart the turns are, between the second best and the second worst: one turn that
        something else disturbed says nothing about the others."""
        ordered = sorted(self.values)
        inner = ordered[1:-1] if len(ordered) >= 5 else ordered
        if not 0 < self.median < inf:
            return 0.0 if inner[-1] == inner[0] == 0 else inf
        return (inner[-1] - inner[0]) / self.median

    def over(self, other):
        """This divided by the other, turn by turn; infinite where the other was too little for
        the kernel's clock ticks."""
        if self.run is not other.run or len(self.values) != len(other.values):
            raise NotInTurn("figures of different runs are not compared")
        return Series(
            self.run, tuple(a / b if b else inf for a, b in zip(self.values, other.values))
        )


def in_turn(variants, turns):
    """Measures each variant once a turn; `variants` are functions that return figures by name.
    Every other turn runs backwards, so that nobody always comes behind the same neighbour.
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
