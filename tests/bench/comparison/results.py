"""Results: figures and ratios with their goals, as a table and as JSON."""

import json
from dataclasses import dataclass, replace
from math import inf
from typing import Optional

from results_file import heading, markdown
from turns import SPREAD_SHOWN, Series


@dataclass(frozen=True)
class Goal:
    number: float
    at_most: bool  # otherwise at least

    def met(self, value):
        return value <= self.number if self.at_most else value >= self.number

    def __str__(self):
        return f"{'≤' if self.at_most else '≥'} {self.number:g}"


def at_most(number):
    return Goal(number, True)


def at_least(number):
    return Goal(number, False)


@dataclass(frozen=True)
class Result:
    row: str  # of the table
    what: str
    unit: str  # of ours and theirs, not of a ratio
    ours: Series
    theirs: Optional[Series]  # None: the goal is for our figure
    goal: Optional[Goal]

    @property
    def series(self):
        return self.ours if self.theirs is None else self.ours.over(self.theirs)

    @property
    def value(self):
        return self.series.median

    @property
    def steady(self):
        return self.series.spread <= SPREAD_SHOWN

    @property
    def verdict(self):
        if self.goal is None:
            return ""
        return "met" if self.goal.met(self.value) else "missed"

    @property
    def undecided(self):
        """Do some turns meet the goal, and others miss it?"""
        return self.goal is not None and len({*map(self.goal.met, self.series.inner)}) > 1

    def joined(self, again):
        """This result with the turns of another measurement of the same thing behind its own. A ratio
        is still taken within each turn."""
        run = object()

        def both(one, other):
            return Series(run, one.values + other.values)

        theirs = None if self.theirs is None else both(self.theirs, again.theirs)
        return replace(self, ours=both(self.ours, again.ours), theirs=theirs)


def number(value):
    """Three significant digits."""
    if value in (0, inf):
        return "0" if value == 0 else "∞"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def percent(value):
    return "∞" if value == inf else f"{value:.0%}"


HEADING = ("measured", "ours", "peer", "ratio", "goal", "", "spread")


def cells(result):
    ratio = number(result.value) if result.theirs else ""
    return (
        result.what,
        f"{number(result.ours.median)} {result.unit}".strip(),
        number(result.theirs.median) if result.theirs else "",
        ratio,
        str(result.goal or ""),
        result.verdict,
        percent(result.series.spread) + ("" if result.steady else " !"),
    )


def table(results, notes=()):
    """Lines of text, grouped by row, and then the notes."""
    rows = [HEADING, *(cells(result) for result in results)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(HEADING))]
    subject = None
    lines = [line(HEADING, widths)]
    for result, row in zip(results, rows[1:]):
        if result.row != subject:
            subject = result.row
            lines += ["", subject]
        lines.append(line(row, widths))
    goals = [result for result in results if result.goal]
    met = sum(result.verdict == "met" for result in goals)
    lines += ["", f"{met} of {len(goals)} goals met"]
    if not all(result.steady for result in results):
        lines.append(f"!: the turns are more than {SPREAD_SHOWN:.0%} apart")
    return [*lines, *notes]


def markdown_table(results, notes=()):
    """The same for a file: a line for each result."""
    lines = heading("", "measured", "ours", "peer", "ratio", "goal", "", "spread")
    subject = None
    for result in results:
        shown = "" if result.row == subject else result.row
        subject = result.row
        lines.append(markdown(shown, *cells(result)))
    for note in notes:
        lines += ["", note]
    return lines


def line(row, widths):
    first, *others = (
        cell.ljust(width) if i in (0, 5) else cell.rjust(width)
        for i, (cell, width) in enumerate(zip(row, widths))
    )
    return "  ".join(["  " + first, *others]).rstrip()


def as_object(result):
    return {
        "row": result.row,
        "measured": result.what,
        "unit": result.unit,
        "ours": list(result.ours.values),
        "peer": list(result.theirs.values) if result.theirs else None,
        "value": result.value,
        "ratio": result.theirs is not None,
        "goal": str(result.goal) if result.goal else None,
        "met": result.verdict == "met" if result.goal else None,
        "spread": result.series.spread,
    }


def write_json(path, machine, results):
    document = {"machine": machine, "results": [as_object(result) for result in results]}
    with open(path, "w", encoding="utf-8") as file:
        json.dump(document, file, ensure_ascii=False, indent=1)
        file.write("\n")
