"""The project's own tables of names, index/names.d, and what else the index takes from such lists."""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

TOP = Path(__file__).resolve().parents[2]
TABLES = sorted((TOP / "index/names.d").glob("*.tsv"))
DIGRAPHS = Path("/usr/share/m17n/rfc1345.mim")


class Row(NamedTuple):
    line: int
    points: tuple
    kind: str
    name: str


def is_comment(line):
    return line.startswith("#")


def rows(table):
    for number, line in enumerate(table.read_text(encoding="utf-8").splitlines(), 1):
        if not is_comment(line):
            characters, kind, name = line.split("\t")
            points = tuple(int(point.removeprefix("U+"), 16) for point in characters.split(" "))
            yield Row(number, points, kind, name)


@cache
def all_rows():
    return [row for table in TABLES for row in rows(table)]


@cache
def small_digraphs():
    """[(code point, digraph)] of RFC 1345's digraphs of two small letters: keywords."""
    text = DIGRAPHS.read_text(encoding="utf-8")
    found = re.findall(r'\("&([a-z]{2})" (?:\?\\?(.)|0x([0-9A-Fa-f]+))\)', text)
    return [(int(digits, 16) if digits else ord(char), pair) for pair, char, digits in found]
