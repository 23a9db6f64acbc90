"""What Unicode's own files say about each code point: an oracle without our code, and without ICU unless that
is of another version of Unicode than the files."""

import unicodedata
from functools import cache

import icu
import ucd
from oracle import HIDDEN

CODE_POINTS = 0x110000
SURROGATES = range(0xD800, 0xE000)


def spread(path, default):
    """A list of the property's value of each code point."""
    values = [default] * CODE_POINTS
    for first, last, value in ucd.read_ranges(path):
        values[first : last + 1] = [value] * (last + 1 - first)
    return values


def spread_icu(values, default):
    """The same of ICU's {value: code points}."""
    spread_out = [default] * CODE_POINTS
    for value, found in values.items():
        for point in found:
            spread_out[point] = value
    return spread_out


@cache
def categories():
    if icu.differs():
        return spread_icu(icu.values(icu.UCHAR_GENERAL_CATEGORY, icu.U_SHORT_PROPERTY_NAME), "Cn")
    return spread("extracted/DerivedGeneralCategory.txt", "Cn")


@cache
def blocks():
    if icu.differs():
        return spread_icu(ucd.blocks_of_icu(), None)
    return spread("Blocks.txt", None)


@cache
def scripts():
    if icu.differs():
        return spread_icu(icu.values(icu.UCHAR_SCRIPT, icu.U_LONG_PROPERTY_NAME), "Unknown")
    return spread("Scripts.txt", "Unknown")


@cache
def ages():
    if icu.differs():
        ages_of_icu = icu.ages()
        del ages_of_icu[(0, 0)]  # of what is not assigned
        return spread_icu({f"{age[0]}.{age[1]}": has for age, has in ages_of_icu.items()}, None)
    return spread("DerivedAge.txt", None)


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
