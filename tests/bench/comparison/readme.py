"""The README's tables are printed by the run that measured them, between two marks of its own."""

import re

from stage import TOP

README = TOP / "README.md"


class NoPlace(Exception):
    """The README has no such marks, or they are twice there."""


def markdown(*columns):
    return f"| {' | '.join(columns)} |"


def heading(*columns):
    return [markdown(*columns), markdown(*["---"] * len(columns))]


def filled(text, name, lines):
    """The text with these lines between <!-- NAME --> and <!-- /NAME -->."""
    begin, end = f"<!-- {name} -->\n", f"<!-- /{name} -->\n"
    place = re.compile(f"(?<={re.escape(begin)}).*?(?={re.escape(end)})", re.DOTALL)
    if len(place.findall(text)) != 1:
        raise NoPlace(f"The README has no place for {name}")
    return place.sub(lambda _: "".join(f"{line}\n" for line in lines), text)


def fill(name, lines):
    README.write_text(filled(README.read_text(encoding="utf-8"), name, lines), encoding="utf-8")
