"""The expected answers, computed without any of our code and without ICU.

Two independent oracles: UnicodeData.txt as Debian's unicode-data ships it, with names that follow from
rules; and Python's unicodedata, mostly of an older version, which covers only the characters it knows.
Only where ICU is of a later Unicode than the file, as on Debian 13, ICU adds the characters that are new.
"""

import re
import unicodedata
from pathlib import Path

import icu

UCD = Path("/usr/share/unicode")

# Ranges whose names are a prefix and the code point (Unicode Standard, table 4-8).
IDEOGRAPHS = {"CJK Ideograph": "CJK UNIFIED IDEOGRAPH-", "Tangut Ideograph": "TANGUT IDEOGRAPH-"}
# Bidi controls, line and paragraph separators: a terminal never gets them raw.
HIDDEN = re.compile("[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
# Their hexadecimal suffix is not a word. Tangut *components* are numbered differently.
WITHOUT_ENDING = re.compile(r"(CJK (UNIFIED|COMPATIBILITY)|TANGUT) IDEOGRAPH(?=-[0-9A-F]+$)")


def hangul_name(code_point, jamo):
    """The name of a Hangul syllable, from the short names of its jamo (section 3.12)."""
    index = code_point - 0xAC00
    lead, vowel, tail = index // 588, index % 588 // 28, index % 28
    ending = jamo[0x11A7 + tail] if tail else ""
    return f"HANGUL SYLLABLE {jamo[0x1100 + lead]}{jamo[0x1161 + vowel]}{ending}"


def read_jamo():
    lines = (UCD / "Jamo.txt").read_text(encoding="utf-8").splitlines()
    fields = [line.split("#")[0].split(";") for line in lines if ";" in line.split("#")[0]]
    return {int(code_point, 16): name.strip() for code_point, name in fields}


def name_range(label, first, last, jamo):
    for code_point in range(first, last + 1):
        if label == "Hangul Syllable":
            yield code_point, hangul_name(code_point, jamo)
        elif label.startswith(tuple(IDEOGRAPHS)):
            prefix = next(IDEOGRAPHS[key] for key in IDEOGRAPHS if label.startswith(key))
            yield code_point, f"{prefix}{code_point:04X}"
        # Surrogates and private use have no names.


def read_names():
    """Every named character of UnicodeData.txt: {code point: official name}."""
    names, jamo, first = {}, read_jamo(), None
    for line in (UCD / "UnicodeData.txt").read_text(encoding="ascii").splitlines():
        code_point, name = int(line.split(";")[0], 16), line.split(";")[1]
        if name.endswith(", First>"):
            first = code_point
        elif name.endswith(", Last>"):
            names.update(name_range(name[1 : -len(", Last>")], first, code_point, jamo))
        elif not name.startswith("<"):
            names[code_point] = name
    return icu.names() | names if icu.is_newer_than("UnicodeData.txt") else names


def python_names():
    """The same from Python's unicodedata, for its version of Unicode."""
    named = ((c, unicodedata.name(chr(c), "")) for c in range(0x110000))
    return {code_point: name for code_point, name in named if name}


def words_of(name):
    shortened = WITHOUT_ENDING.match(name)
    return set(re.findall(r"\w+", (shortened[0] if shortened else name).casefold()))


class Oracle:
    """Names and an inverted index over their words."""

    def __init__(self, names):
        self.names = names
        self.by_name = {name: code_point for code_point, name in names.items()}
        self.postings = {}
        for code_point, name in sorted(names.items()):
            for word in words_of(name):
                self.postings.setdefault(word, set()).add(code_point)

    def search(self, query):
        """The code points that a query of words, or one full name, finds, in order."""
        words = set(re.findall(r"\w+", query.casefold()))
        found = sorted((self.postings.get(word, set()) for word in words), key=len)
        named = {self.by_name[query.upper()]} if query.upper() in self.by_name else set()
        if not found or " -" in query:  # not plain words in the grammar, unless it is a name
            return sorted(named)
        return sorted(named | {c for c in found[0] if all(c in others for others in found[1:])})

    def row(self, code_point):
        shown = "\ufffd" if HIDDEN.fullmatch(chr(code_point)) else chr(code_point)
        return f"U+{code_point:04X}\t{shown}\t{self.names[code_point]}"


def status(total, query):
    """The line that ends a reply, as the book's server writes it."""
    if total == 0:
        return f"No match for {query!r}"
    return f"{total} match{'' if total == 1 else 'es'} for {query!r}"
