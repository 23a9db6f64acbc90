"""Which characters have a value of a property, from Unicode's files. Where ICU is newer than a file, the index
asks ICU, and so do these functions; elsewhere ICU is not involved.

A key of a query leads to a function that returns {value: characters} of all values that any
character has. Values are in a spelling that a query may use.
"""

from functools import cache

import icu
import ucd

AUXILIARY = "auxiliary/{}BreakProperty.txt"

# key: (file, the value of characters that it does not list)
LISTED = {
    "width": ("extracted/DerivedEastAsianWidth.txt", "N"),
    "dt": ("extracted/DerivedDecompositionType.txt", "None"),
    "ccc": ("extracted/DerivedCombiningClass.txt", "0"),
    "jg": ("extracted/DerivedJoiningGroup.txt", "No_Joining_Group"),
    "jt": ("extracted/DerivedJoiningType.txt", "U"),
    "lb": ("extracted/DerivedLineBreak.txt", "XX"),
    "nt": ("extracted/DerivedNumericType.txt", "None"),
    "hst": ("HangulSyllableType.txt", "NA"),
    "gcb": (AUXILIARY.format("Grapheme"), "Other"),
    "sb": (AUXILIARY.format("Sentence"), "Other"),
    "wb": (AUXILIARY.format("Word"), "Other"),
    "inpc": ("IndicPositionalCategory.txt", "NA"),
    "insc": ("IndicSyllabicCategory.txt", "Other"),
    "vo": ("VerticalOrientation.txt", "R"),
}

BINARY_FILES = (
    "PropList.txt",
    "DerivedCoreProperties.txt",
    "extracted/DerivedBinaryProperties.txt",
    "emoji/emoji-data.txt",
)

NORMALIZATION = "DerivedNormalizationProps.txt"
NORMALIZED = ("Full_Composition_Exclusion", "Changes_When_NFKC_Casefolded")

# ICU's own properties. No file defines them.
UNDEFINED = (
    "nfd_inert", "nfkd_inert", "nfc_inert", "nfkc_inert", "segment_starter", "case_sensitive",
)  # fmt: skip


def complete(values, otherwise):
    """Adds the characters that have no value."""
    rest = set(ucd.characters()).difference(*values.values())
    if rest:
        values[otherwise] = values.get(otherwise, set()) | rest
    return {value: found for value, found in values.items() if found}


NAMES = {"width": "ea", "mirrored": "bidimirrored"}


def of_icu(key):
    """The classes of combining are numbers, which a query may use."""
    name, points = NAMES.get(key, key), ucd.characters()
    if key.endswith("ccc"):
        return {str(number): found for number, found in icu.numbers(name, points).items()}
    return icu.values(name, icu.SHORT, points)


def listed(key):
    path, otherwise = LISTED[key]
    return of_icu(key) if icu.is_newer_than(path) else complete(dict(ucd.by_value(path)), otherwise)


def by_column(path, column, **wanted):
    """{value: characters} of a file with several columns; `wanted`: of lines with that property."""
    values, present = {}, ucd.characters()
    for fields in ucd.read_fields(path):
        if wanted and fields[1] != wanted["property"]:
            continue
        first, _, last = fields[0].partition("..")
        points = range(int(first, 16), int(last or first, 16) + 1)
        values.setdefault(fields[column], set()).update(c for c in points if c in present)
    return values


@cache
def numbers():
    path = "extracted/DerivedNumericValues.txt"
    if not icu.is_newer_than(path):
        return complete(by_column(path, 3), "NaN")
    values = icu.numeric_values(ucd.characters())
    return {"NaN" if value is None else str(value): found for value, found in values.items()}


def quick_check(key):
    if icu.is_newer_than(NORMALIZATION):
        return of_icu(key)
    return complete(by_column(NORMALIZATION, 2, property=key.upper()), "Y")


def groups():
    """Of emoji that are one character."""
    values, present = {}, ucd.characters()
    for emoji in ucd.read_emoji_test():
        if emoji.status in ("fully-qualified", "component"):
            points = ucd.essential(emoji.points)
            if len(points) == 1 and points[0] in present:
                values.setdefault(emoji.group, set()).add(points[0])
    return complete(values, "None")


def brackets():
    if icu.is_newer_than("BidiBrackets.txt"):
        return of_icu("bpt")
    return complete(by_column("BidiBrackets.txt", 2), "n")


@cache
def combining_classes():
    return {c: value for value, found in listed("ccc").items() for c in found}


def ends_of_decompositions(at):
    """The combining class of the first (0) or last (-1) code point of the full decomposition."""
    once, classes, values = ucd.decompositions("NFD"), combining_classes(), {}
    for character in ucd.characters():
        point = character
        while point in once:
            point = once[point][at]
        values.setdefault(classes[point], set()).add(character)
    return values


def read_binary(path):
    """{name: characters} of a file of binary properties. Lines with a value are of another property."""
    values, present = {}, ucd.characters()
    for points, name, *value in ucd.read_fields(path):
        if not value:
            first, _, last = points.partition("..")
            points = range(int(first, 16), int(last or first, 16) + 1)
            values.setdefault(name, set()).update(c for c in points if c in present)
    if not icu.is_newer_than(path):
        return values
    # Some of those that only help to derive others are not known to ICU.
    return {name: icu.numbers(name, present).get(1, set()) if icu.selector(name) is not None else found
            for name, found in values.items()}  # fmt: skip


@cache
def binary():
    """{name as Unicode writes it: characters}"""
    values = {}
    for path in BINARY_FILES:
        values.update(read_binary(path))
    exclusions = read_binary(NORMALIZATION)
    for name in NORMALIZED:
        values[name] = exclusions[name]
    categories = ucd.categories()
    digits, spaces = categories["Nd"], categories["Zs"]
    unseen = categories["Cc"] | values["White_Space"]
    values["alnum"] = values["Alphabetic"] | digits
    values["blank"] = spaces | {9}
    values["graph"] = set(ucd.characters()) - unseen
    values["print"] = values["graph"] | spaces
    values["xdigit"] = values["Hex_Digit"] | digits
    values.setdefault("Noncharacter_Code_Point", set())
    return {ucd.loose(name): found for name, found in values.items()}


def yes_no(key):
    name = NAMES.get(key, ucd.loose(key))
    # ICU may have a property that the files do not have yet.
    found = binary()[name] if name in binary() else icu.numbers(name, ucd.characters())[1]
    return {"yes": found, "no": set(ucd.characters()) - found}


def values_of(key):
    """All values of the property with that key; None where no file defines it."""
    if key in UNDEFINED:
        return None
    others = {
        "nv": numbers,
        "bpt": brackets,
        "group": groups,
        "lccc": lambda: ends_of_decompositions(0),
        "tccc": lambda: ends_of_decompositions(-1),
    }
    if key in LISTED:
        return listed(key)
    if key.endswith("_qc"):
        return quick_check(key)
    return others[key]() if key in others else yes_no(key)
