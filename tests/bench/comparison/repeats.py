"""Measures units one after the other, and then again those whose turns are too far apart to say anything:
their turns are added to the first ones, not chosen from."""

import sys
import time
from dataclasses import dataclass

from turns import SPREAD_SHOWN


@dataclass
class Measured:
    """A unit, what it took, and its results. It can be measured again."""

    name: str
    unit: object
    seconds: float
    results: list

    @property
    def noisy(self):
        return [result for result in self.results if not result.steady]

    @property
    def urgency(self):
        """Goals that the turns disagree about come first, and then the widest spread."""
        return (
            any(result.undecided for result in self.noisy),
            max((result.series.spread for result in self.noisy), default=0),
        )


class Clock:
    """Tells how far a run is, and whether there is time for more."""

    def __init__(self, seconds, now=time.monotonic):
        self.now, self.began, self.seconds = now, now(), seconds

    def elapsed(self):
        return self.now() - self.began

    def has(self, seconds):
        return self.elapsed() + seconds <= self.seconds

    def say(self, what):
        print(f"[{self.elapsed():4.0f} s] {what}", file=sys.stderr, flush=True)


def timed(unit, stage, clock):
    began = clock.elapsed()
    results = list(unit(stage))
    return clock.elapsed() - began, results


def measure(stage, units, clock):
    """{name: function} -> (results, notes): what was repeated, and what is too noisy all the same."""
    measured = []
    for name, unit in units.items():
        clock.say(name)
        measured.append(Measured(name, unit, *timed(unit, stage, clock)))
    again, left = repeat(stage, measured, clock)
    clock.say("done")
    return [result for one in measured for result in one.results], list(notes(measured, again, left))


def repeat(stage, measured, clock):
    """Measures once more what is beyond the noise, as long as there is time. Returns the names of what
    was repeated, and of what there was no time for."""
    again, left = [], []
    for one in sorted((m for m in measured if m.noisy), key=lambda m: m.urgency, reverse=True):
        if not clock.has(one.seconds):
            left.append(one.name)
            continue
        clock.say(f"{one.name}, again: {len(one.noisy)} of {len(one.results)} figures are too noisy")
        _, results = timed(one.unit, stage, clock)
        one.results = [a.joined(b) for a, b in zip(one.results, results, strict=True)]
        again.append(one.name)
    return again, left


def notes(measured, again, left):
    if again:
        yield f"Repeated, with turns more than {SPREAD_SHOWN:.0%} apart: {', '.join(again)}."
    still = [one.name for one in measured if one.noisy and one.name in again]
    if still:
        yield f"Still as far apart: {', '.join(still)}."
    if left:
        yield f"As far apart, with no time to repeat them: {', '.join(left)}."
