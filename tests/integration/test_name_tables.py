"""The project's own tables of names, index/names.d: every row is right, and in its place."""

import re
from pathlib import Path

import pytest

import ucd
from name_tables import TABLES, is_comment, rows

TOP = Path(__file__).resolve().parents[2]
KINDS = {"alias", "keyword", "name"} | set(
    re.findall(r'ROW\(\w+, "([\w-]+)",', (TOP / "index/sources/records/spelling_kinds.h").read_text())
)
NAME_MAX_BYTES = 1024
CHARACTERS = r"U\+[0-9A-F]{4,6}( U\+[0-9A-F]{4,6})*"


def read(table):
    """The comment at the top, and the rows: line number, code points, kind, name."""
    lines = table.read_text(encoding="utf-8").split("\n")
    assert lines.pop() == "", "the last line does not end"
    for number, line in enumerate(lines, 1):
        characters = line.split("\t")[0]
        assert is_comment(line) or re.fullmatch(CHARACTERS, characters), number
    return " ".join(filter(is_comment, lines)), list(rows(table))


def complaints(table, known):
    head, read_rows = read(table)
    order = re.search("Ordered by (the bytes|code point)", head)
    seen = set()
    last = None
    for number, points, kind, name in read_rows:
        row = (points, kind, name)
        if ucd.essential(points) not in known:
            yield number, "no such character"
        if kind not in KINDS:
            yield number, f"no such kind: {kind}"
        if name != name.strip() or not name or re.search(r"[\x00-\x1f\x7f]", name):
            yield number, "a name with white space around it, with control characters, or none"
        if len(name.encode()) > NAME_MAX_BYTES:
            yield number, "a name that is too long"
        if row in seen:
            yield number, "there is such a row before"
        seen.add(row)
        if order:
            key = (points, kind, name.encode()) if order[1] == "code point" else name.encode()
            if last is not None and key < last:
                yield number, "it belongs before the row above it"
            last = key


@pytest.fixture(scope="module")
def known():
    """All characters and sequences, as tuples of code points without U+FE0F, which names ignore."""
    sequences = {points for points, _ in ucd.read_named_sequences()}
    sequences |= {emoji.points for emoji in ucd.read_emoji_test()}
    return {(point,) for point in ucd.characters()} | {ucd.essential(each) for each in sequences}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_row_is_right(table, known):
    wrong = [f"{table.name}:{number}: {what}" for number, what in complaints(table, known)]
    assert not wrong, "\n".join(wrong[:20])


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_table_names_its_origin(table):
    head, rows = read(table)
    assert rows
    assert re.search(r"own|Origin", head), f"{table.name} does not say where its facts are from"


@pytest.mark.parametrize(
    "lines, complaint",
    [
        ("U+0378\talias\tx", "no such character"),
        ("U+0041 U+0042\talias\tx", "no such character"),
        ("U+0041\tnonsense\tx", "no such kind"),
        ("U+0041\talias\t x", "white space"),
        ("U+0041\talias\t", "white space"),
        ("U+0041\talias\t" + "x" * 1025, "too long"),
        ("U+0041\talias\tx\nU+0041\talias\tx", "such a row before"),
        ("# Ordered by code point.\nU+0042\talias\tx\nU+0041\talias\tx", "belongs before"),
        ("# Ordered by code point.\nU+0041\tname\tx\nU+0041\talias\tx", "belongs before"),
        ("# Ordered by the bytes.\nU+0041\tascii\tb\nU+0041\tascii\ta", "belongs before"),
    ],
)
def test_bad_rows_are_noticed(lines, complaint, known, tmp_path):
    table = tmp_path / "bad.tsv"
    table.write_text(lines + "\n", encoding="utf-8")
    assert any(complaint in what for _, what in complaints(table, known))
