"""tests/bench/RESULTS.md: each run replaces its tables there, between two markers."""

import re

from stage import TOP

RESULTS = TOP / "tests/bench/RESULTS.md"


class NoPlace(Exception):
    """The file does not have exactly one pair of these marks."""


def markdown(*columns):
    return f"| {' | '.join(columns)} |"


def heading(*columns):
    return [markdown(*columns), markdown(*["---"] * len(columns))]


def filled(text, name, lines):
    """The text with these lines between <!-- NAME --> and <!-- /NAME -->."""
    begin, end = f"<!-- {name} -->\n", f"<!-- /{name} -->\n"
    place = re.compile(f"(?<={re.escape(begin)}).*?(?={re.escape(end)})", re.DOTALL)
    if len(place.findall(text)) != 1:
        raise NoPlace(f"{RESULTS.name} needs exactly one pair of marks for {name}")
    return place.sub(lambda _: "".join(f"{line}\n" for line in lines), text)


def fill(name, lines):
    RESULTS.write_text(filled(RESULTS.read_text(encoding="utf-8"), name, lines), encoding="utf-8")
