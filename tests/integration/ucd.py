"""The files that the index is built from, read a second time by independent code.

Every parser here is written from the format's own description (UAX #44, UTS #51, UTS #35, the head
of NamesList.html), not from our code, so that a mistake would have to be made twice.
"""

import bz2
import html.entities
import re
import unicodedata
import xml.etree.ElementTree
from functools import cache
from typing import NamedTuple

import icu
from oracle import UCD, read_names

VARIATION_SELECTOR_16 = 0xFE0F
CONTROLS = (*range(0x20), *range(0x7F, 0xA0))
ANNOTATIONS = ("cldr/common/annotations", "cldr/common/annotationsDerived")


def read_fields(path):
    """The fields of each line that has any, without comments."""
    for line in (UCD / path).read_text(encoding="utf-8").splitlines():
        if content := line.split("#")[0].strip():
            yield [field.strip() for field in content.split(";")]


def read_ranges(path):
    """(first, last, value) of the files that give a property by ranges."""
    for points, value, *_ in read_fields(path):
        first, _, last = points.partition("..")
        yield int(first, 16), int(last or first, 16), value


@cache
def decompositions(form):
    """{code point: those of one step of its decomposition}; by "NFD", the canonical ones only."""
    if icu.is_newer_than("UnicodeData.txt"):
        return icu.decompositions(form)
    mappings = {int(fields[0], 16): fields[5] for fields in read_fields("UnicodeData.txt") if fields[5]}
    return {point: parse_points(mapping.split(">")[-1]) for point, mapping in mappings.items()
            if form == "NFKD" or not mapping.startswith("<")}  # fmt: skip


@cache
def bases():
    """{character: those it decomposes to, step by step apart from marks, and those to it}"""
    marks = set().union(*(found for value, found in categories().items() if value[0] == "M"))
    once, related = decompositions("NFKD"), {}
    for character in characters():
        rest = [character]
        while len(rest) == 1 and rest[0] in once:
            rest = [point for point in once[rest[0]] if point not in marks]
            if len(rest) == 1 and rest[0] in characters():
                related.setdefault(character, set()).add(rest[0])
                related.setdefault(rest[0], set()).add(character)
    return related


def parse_points(text):
    return tuple(int(point, 16) for point in text.split())


def essential(points):
    """Without U+FE0F, which distinguishes nothing, unless there is nothing else."""
    return tuple(point for point in points if point != VARIATION_SELECTOR_16) or points


def label(code_point):
    return f"<control-{code_point:04X}>"


# --- Properties.


@cache
def characters():
    """All characters of the index: the named ones, and the 65 controls, which have a label."""
    return {**{c: label(c) for c in CONTROLS}, **read_names()}


def by_value(path):
    """{value: the characters that have it}."""
    values, present = {}, characters()
    for first, last, value in read_ranges(path):
        values.setdefault(value, set()).update(c for c in range(first, last + 1) if c in present)
    return values


def of_property(path, name, choice):
    """The same: from ICU where it is newer than the file, as in the index."""
    return icu.values(name, choice, characters()) if icu.is_newer_than(path) else by_value(path)


@cache
def block_ranges():
    """(name, first, last), ascending."""
    known = [(name, first, last) for first, last, name in read_ranges("Blocks.txt")]
    if not icu.is_newer_than("Blocks.txt"):
        return known
    names = {loose(name): name for name, _, _ in known}
    found = icu.values("blk", icu.LONG)
    del found["No_Block"]
    ranges = ((name, min(has), max(has)) for name, has in found.items())
    return sorted(((names.get(loose(name)) or block_name(name), *ends) for name, *ends in ranges),
                  key=lambda block: block[1])  # fmt: skip


def block_name(name):
    """ICU's name of a block that Blocks.txt does not have yet, as a later Blocks.txt writes it."""
    if name == "Tulu_Tigalari":
        return "Tulu-Tigalari"
    spaced = re.sub(r"(?<!Extension)_(?=[A-Z]$)", "-", name).replace("_", " ")
    return spaced.replace(" For ", " for ").replace(" And ", " and ")


@cache
def blocks():
    present = characters()
    return {name: {c for c in range(first, last + 1) if c in present} for name, first, last in block_ranges()}


@cache
def scripts():
    return of_property("Scripts.txt", "sc", icu.LONG)


@cache
def categories():
    return of_property("extracted/DerivedGeneralCategory.txt", "gc", icu.SHORT)


@cache
def bidi_classes():
    return of_property("extracted/DerivedBidiClass.txt", "bc", icu.SHORT)


@cache
def ages():
    if icu.is_newer_than("DerivedAge.txt"):
        return icu.ages(characters())
    values = by_value("DerivedAge.txt")
    return {tuple(map(int, age.split("."))): found for age, found in values.items()}


@cache
def emoji_characters():
    if icu.is_newer_than("emoji/emoji-data.txt"):
        return icu.numbers("Emoji", characters())[1]
    return by_value("emoji/emoji-data.txt")["Emoji"]


def loose(name):
    """UAX #44, LM3, as far as property values need it."""
    return re.sub(r"[\s_-]", "", name).lower()


def value_aliases(wanted):
    """PropertyValueAliases.txt: a list of all names of each value of a property."""
    return [names for key, *names in read_fields("PropertyValueAliases.txt") if key == wanted]


def script_codes():
    """{long name: code}"""
    codes = {long: short for short, long in icu.value_names("sc")} if icu.is_newer_than("Scripts.txt") else {}
    return codes | {long: short for short, long, *_ in value_aliases("sc")}


def category_groups():
    """{"L": {"Ll", "Lm", …}, …} as the comments of PropertyValueAliases.txt define them."""
    groups = {}
    for line in (UCD / "PropertyValueAliases.txt").read_text(encoding="utf-8").splitlines():
        if match := re.match(r"gc ; (\w+) .*# ([\w |]+)$", line):
            groups[match[1]] = set(match[2].split(" | "))
    return groups


# --- Names beside the official ones.


def read_name_aliases():
    """(code point, alias, type) of NameAliases.txt."""
    return [(int(point, 16), alias, kind) for point, alias, kind in read_fields("NameAliases.txt")]


def read_informal_aliases():
    """(code point, alias): the lines of NamesList.txt that begin with a tab and "="."""
    aliases, code_point = [], None
    for line in (UCD / "NamesList.txt").read_text(encoding="utf-8").splitlines():
        if match := re.match(r"([0-9A-F]{4,6})\t", line):
            code_point = int(match[1], 16)
        elif line.startswith("@"):
            code_point = None  # a heading: what follows belongs to no character
        elif line.startswith("\t= ") and code_point is not None:
            aliases.append((code_point, line[3:]))
    return aliases


def plain_aliases(line):
    """The aliases that such a line lists: "overline, APL overbar", "pound sign (weight)"."""
    pieces = re.split(r"[,;] (?![^(]*\))", line)
    plain = (re.sub(r" \([^(]*\)$", "", piece.strip()) for piece in pieces)
    return [piece for piece in plain if piece]


def read_html_names():
    """(code points, name) of HTML's named characters, as Python knows them."""
    table = html.entities.html5.items()
    return [(tuple(map(ord, text)), name[:-1]) for name, text in table if name.endswith(";")]


def read_named_sequences():
    """(code points, name) of NamedSequences.txt."""
    return [(parse_points(points), name) for name, points in read_fields("NamedSequences.txt")]


class Emoji(NamedTuple):
    points: tuple
    status: str
    name: str
    group: str


@cache
def read_emoji_test():
    """Every line of emoji-test.txt, in its order."""
    emoji, group = [], ""
    for line in (UCD / "emoji/emoji-test.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("# group: "):
            group = line[len("# group: ") :]
        elif match := re.match(r"([0-9A-F ]+?) +; ([a-z-]+) +# \S+ E\d+\.\d+ (.+)$", line):
            emoji.append(Emoji(parse_points(match[1]), match[2], match[3], group))
    return emoji


def count_of_emoji(status):
    """As the file states it at its end."""
    text = (UCD / "emoji/emoji-test.txt").read_text(encoding="utf-8")
    return int(re.search(rf"^# {status} : (\d+)$", text, re.MULTILINE)[1])


@cache
def qualified_emoji():
    return [emoji for emoji in read_emoji_test() if emoji.status == "fully-qualified"]


@cache
def read_emoji_variations():
    """The characters that have a text and an emoji presentation."""
    styles = {}
    for points, style, *_ in read_fields("emoji/emoji-variation-sequences.txt"):
        styles.setdefault(parse_points(points)[0], set()).add(style)
    return {point for point, both in styles.items() if both == {"text style", "emoji style"}}


def read_annotations(language):
    """(code points, text, is it the short name?) of both CLDR files of a language."""
    annotations = []
    for directory in ANNOTATIONS:
        file = UCD / directory / f"{language}.xml"
        if not file.exists():  # a few languages have only one of the two
            continue
        for element in xml.etree.ElementTree.parse(file).iter("annotation"):
            points, text = tuple(map(ord, element.get("cp"))), element.text or ""
            if element.get("type") == "tts":
                annotations.append((points, text.strip(), True))
            else:
                pieces = (piece.strip() for piece in text.split("|"))
                annotations += [(points, piece, False) for piece in pieces if piece]
    return [each for each in annotations if each[1] and each[1] != "↑↑↑"]


def languages():
    return sorted({file.stem for path in ANNOTATIONS for file in (UCD / path).glob("*.xml")})


def read_definitions():
    """{code point: kDefinition}."""
    with bz2.open(UCD / "Unihan_Readings.txt.bz2", "rt", encoding="utf-8") as file:
        rows = (line.rstrip("\n").split("\t") for line in file if "\tkDefinition\t" in line)
        return {int(row[0][2:], 16): row[2] for row in rows}


def split_meanings(definition):
    """The meanings of a definition: between the semicolons that are not in parentheses."""
    meanings, depth = [""], 0
    for char in definition:
        depth += (char == "(") - (char == ")")
        if char == ";" and depth <= 0:
            meanings.append("")
        else:
            meanings[-1] += char
    return [meaning.strip() for meaning in meanings if meaning.strip()]


# --- Words.

# Latin letters that are written with a stroke or joined, and do not decompose.
UNDECOMPOSED = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ŧ": "t", "ð": "d", "þ": "th", "ı": "i"}
    | {"æ": "ae", "œ": "oe", "ß": "ss"}
)


def is_mark(character):
    return unicodedata.category(character)[0] == "M"


@cache
def diacritics():
    """The marks that may be left out. Others are vowels or have a meaning of their own."""
    ranges = [each for each in read_ranges("Blocks.txt") if each[2].startswith("Combining")]
    return {chr(c) for first, last, _ in ranges for c in range(first, last + 1)}


def fold(word):
    """A word in the form in which words are compared: without case and, unless it is one letter,
    without diacritics."""
    composed = unicodedata.normalize("NFC", word)
    if len(composed) == 1:
        return composed.casefold() if len(composed.casefold()) == 1 else composed.lower()
    decomposed = unicodedata.normalize("NFKD", composed).casefold()
    bare = "".join(c for c in unicodedata.normalize("NFKD", decomposed) if c not in diacritics())
    return unicodedata.normalize("NFC", bare.translate(UNDECOMPOSED))


def split_words(text):
    """The words of a text, in order and folded: \\w+ and the marks inside."""
    if text.isascii():
        return re.findall(r"\w+", text.lower())
    words, begin = [], None
    for at, character in enumerate(text + " "):
        within = character == "_" or character.isalnum()
        if begin is None and within:
            begin = at
        elif begin is not None and not within and not is_mark(character):
            words.append(fold(text[begin:at]))
            begin = None
    return [word for word in words if word]
