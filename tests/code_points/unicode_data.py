"""What Unicode's own files say about each code point: an oracle without our code, and without ICU unless that
is newer than the files."""

import unicodedata
from functools import cache

import icu
import ucd
from oracle import HIDDEN

CODE_POINTS = 0x110000
SURROGATES = range(0xD800, 0xE000)


def spread(values, default):
    """A list of the value of each code point, of {value: code points}."""
    spread_out = [default] * CODE_POINTS
    for value, found in values.items():
        for point in found:
            spread_out[point] = value
    return spread_out


def of_file(path, default):
    values = [default] * CODE_POINTS
    for first, last, value in ucd.read_ranges(path):
        values[first : last + 1] = [value] * (last + 1 - first)
    return values


def of_property(path, name, choice, default):
    """From the file, or from ICU where that is newer, as in the index."""
    if icu.is_newer_than(path):
        return spread(icu.values(name, choice), default)
    return of_file(path, default)


@cache
def categories():
    return of_property("extracted/DerivedGeneralCategory.txt", "gc", icu.SHORT, "Cn")


@cache
def blocks():
    return spread({name: range(first, last + 1) for name, first, last in ucd.block_ranges()}, None)


@cache
def scripts():
    return of_property("Scripts.txt", "sc", icu.LONG, "Unknown")


@cache
def ages():
    if icu.is_newer_than("DerivedAge.txt"):
        found = icu.ages()
        del found[(0, 0)]  # of what is not assigned
        return spread({f"{age[0]}.{age[1]}": has for age, has in found.items()}, None)
    return of_file("DerivedAge.txt", None)


def boundaries():
    """Both ends of every range of a property, and their neighbours."""
    points = {0, CODE_POINTS - 1}
    for path in ("extracted/DerivedGeneralCategory.txt", "Blocks.txt"):
        ranges = list(ucd.read_ranges(path))
        if len(ranges) > 1000:
            ranges = [each for each in ranges if each[1] - each[0] > 20]
        for first, last, _ in ranges:
            points |= {first, last, first - 1, last + 1}
    return {point for point in points if 0 <= point < CODE_POINTS}


def is_noncharacter(point):
    return 0xFDD0 <= point <= 0xFDEF or point & 0xFFFE == 0xFFFE


def label(point):
    """The name, or the label of table 4-8 of the Unicode Standard."""
    if point in ucd.characters():
        return ucd.characters()[point]
    category = categories()[point]
    kind = {"Cs": "surrogate", "Co": "private-use"}.get(category)
    if not kind:
        kind = "noncharacter" if is_noncharacter(point) else "reserved"
    return f"<{kind}-{point:04X}>"


def shown(point):
    """As a row shows it: a picture of a control, nothing that reorders the line."""
    if point < 0x20:
        return chr(0x2400 + point)
    if point == 0x7F:
        return "\u2421"
    return "\ufffd" if 0x80 <= point < 0xA0 or HIDDEN.fullmatch(chr(point)) else chr(point)


def python_knows(point):
    """Python's tables may be of an older version."""
    return unicodedata.category(chr(point)) != "Cn"


def in_range(first, last):
    present = ucd.characters()
    return [point for point in range(first, last + 1) if point in present]
