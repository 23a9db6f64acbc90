"""Are the results right? Compared with oracles that share no code with us (oracle.py)."""

import html.entities
import re
import unicodedata
import urllib.parse

import pytest

import icu
from daemon import SLOWNESS
from figures import matches
from http_client import get
from oracle import WITHOUT_ENDING, Oracle, python_names, status, words_of
from telnet_client import ask_all, converse

# A sanitized daemon gets only every nth name: a prime, to cover all ranges evenly.
STRIDE = 1 if SLOWNESS == 1 else 13


def test_the_oracle_agrees_with_the_standard(oracle):
    if icu.newest() == (15, 0):
        assert len(oracle.names) == 149_186
    assert oracle.names[0xD4DB] == "HANGUL SYLLABLE PWILH"  # the Standard's own example
    assert oracle.names[0x17000] == "TANGUT IDEOGRAPH-17000"
    assert oracle.names[0xF900] == "CJK COMPATIBILITY IDEOGRAPH-F900"
    assert words_of("CJK UNIFIED IDEOGRAPH-4E00") == {"cjk", "unified", "ideograph"}
    assert words_of("KHITAN SMALL SCRIPT CHARACTER-18B00") >= {"18b00"}


def test_the_two_oracles_agree(oracle):
    for code_point, name in python_names().items():
        assert oracle.names[code_point] == name


def test_the_daemon_has_as_many_characters_as_the_oracle(daemon, oracle):
    status = daemon.status()
    assert status["characters"] == len(oracle.names)
    assert status["words"] > len(oracle.postings), "test_language.py counts all words"


@pytest.mark.parametrize(
    ("query", "total"),  # of Unicode 15; later versions may have more
    [("chess black", 33), ("digit", 898), ("cat face", 10), ("cjk", 98_263), ("sun", 17)],
)
def test_known_counts(daemon, oracle, query, total):
    [reply] = ask_all(daemon.telnet, [query])
    assert reply[-1] == status(matches(query), query)
    assert matches(query) == total or (matches(query) > total and icu.newest() > (15, 0))
    assert reply[:-1] == [oracle.row(c) for c in oracle.search(query)]


def ask_for_totals(daemon, queries):
    """The first line and the status of each query."""
    replies = ask_all(daemon.telnet, [":limit 1", *queries])[1:]
    for query, reply in zip(queries, replies, strict=True):
        yield query, (reply[0], reply[min(1, len(reply) - 1)])


def test_every_word_of_every_name_finds_its_characters(daemon, oracle):
    for word, reply in ask_for_totals(daemon, sorted(oracle.postings)[::STRIDE]):
        found = oracle.postings[word]
        assert reply[0] == oracle.row(min(found)), word
        assert reply[-1].startswith(f"{len(found)} match"), reply


def test_every_full_name_finds_its_character(daemon, oracle):
    """All of them, TIBETAN LETTER -A and CJK UNIFIED IDEOGRAPH-4E00 among them."""
    names = [oracle.names[c] for c in sorted(oracle.names)][::STRIDE]
    for name, reply in ask_for_totals(daemon, names):
        expected = oracle.search(name)
        assert oracle.by_name[name] in expected
        assert reply == (oracle.row(expected[0]), status(len(expected), name))


def test_a_full_name_in_lower_case(daemon, oracle):
    names = [
        "cjk unified ideograph-4e00",  # and SQUARED CJK UNIFIED IDEOGRAPH-4E00
        "tangut ideograph-187f7",
        "cjk compatibility ideograph-2fa1d",
        "hangul syllable gag",
        "tibetan letter -a",
    ]
    for name, reply in zip(names, ask_all(daemon.telnet, names), strict=True):
        expected = oracle.search(name)
        assert reply == [*(oracle.row(c) for c in expected), status(len(expected), name)]


def test_names_with_hyphens_next_to_spaces_find_their_characters(daemon, oracle):
    odd = [name for name in oracle.by_name if re.search(r" -|- ", name)]
    assert "TIBETAN LETTER -A" in odd
    for name, reply in zip(odd, ask_all(daemon.telnet, odd), strict=True):
        assert oracle.row(oracle.by_name[name]) in reply, name


def test_the_suffix_of_an_ideograph_is_not_a_word(daemon, oracle):
    # Some of them are words of other names: SQUARED CJK UNIFIED IDEOGRAPH-4E00.
    endings = [f"{c:04x}" for c in (0x4E00, 0x4E01, 0x3400, 0xF900, 0x17000, 0x187F7)]
    assert [len(oracle.search(ending)) for ending in endings] == [1, 0, 0, 0, 0, 0]
    for ending, reply in zip(endings, ask_all(daemon.telnet, endings), strict=True):
        assert reply[-1] == status(len(oracle.search(ending)), ending)


def test_pairs_of_words_find_their_intersection(daemon, oracle):
    """The first and last word of every 50th name; compares whole replies."""
    names = [oracle.names[c] for c in sorted(oracle.names)][:: 50 * STRIDE]
    pairs = {f"{sorted(words_of(n))[-1]} {sorted(words_of(n))[0]}" for n in names}
    small = sorted(pair for pair in pairs if len(oracle.search(pair)) < 2000)
    assert len(small) > 50
    for pair, reply in zip(small, ask_all(daemon.telnet, small), strict=True):
        assert reply[:-1] == [oracle.row(c) for c in oracle.search(pair)], pair


def test_the_daemon_agrees_with_python(daemon):
    """The rows of all characters that unicodedata knows are exactly its own."""
    known = Oracle(python_names())
    for query in ("cat face", "letter small", "arrow", "greek", "kana", "egyptian"):
        received = converse(daemon.telnet, query.encode() + b"\r\n").decode()
        rows = re.findall(r"^(?:\?> )?U\+([0-9A-F]+)\t", received, re.MULTILINE)
        found = [c for c in (int(row, 16) for row in rows) if unicodedata.name(chr(c), "")]
        assert found == known.search(query)


FORMS = ["U+{:04X}", "u+{:04x}", "U+{:06X}", "0x{:X}", "0x{:04x}"]
FORMS += ["\\U{:08X}", "\\u{{{:x}}}", "&#x{:X};", "&#{};"]


@pytest.mark.parametrize("form", FORMS)
def test_a_code_point_in_every_form(daemon, oracle, form):
    points = [0x41, 0xAE, 0x3B1, 0x2600, 0x4E00, 0xAC00, 0xFFFD, 0x1F600, 0x187F7, 0xE01EF]
    queries = [form.format(c) for c in points]
    replies = ask_all(daemon.telnet, queries)
    assert replies == [
        [oracle.row(code_point), status(1, query)]
        for code_point, query in zip(points, queries, strict=True)
    ]


def test_a_code_point_that_has_no_character(daemon):
    queries = ["U+0378", "U+D800", "U+E000", "U+FFFF", "U+10FFFF"]
    for query, reply in zip(queries, ask_all(daemon.telnet, queries), strict=True):
        assert reply == [status(0, query)]


def test_every_named_character_of_html(daemon, oracle):
    """Compares Python's copy of HTML's table with gumbo's."""
    table = {name: text for name, text in html.entities.html5.items() if name.endswith(";")}
    queries = ["&" + name for name in sorted(table)]
    for query, reply in zip(queries, ask_all(daemon.telnet, queries), strict=True):
        points = [ord(character) for character in table[query[1:]]]
        shown = {c: oracle.row(c) if c in oracle.names else None for c in points}
        assert reply[-1] == status(len(points), query)
        for code_point, row in zip(points, shown.values(), strict=True):
            start = row if row else f"U+{code_point:04X}\t"
            assert any(line.startswith(start) for line in reply), (query, reply)


@pytest.mark.parametrize(
    "text", ["☀", "→", "+", "☀★", "★☀", "☀ ★", "👩\u200d💻", "½", "é", "日", "π", "¿?"]
)
def test_pasted_text_is_its_characters_in_its_order(daemon, oracle, text):
    points = [ord(character) for character in text if character != " "]
    [reply] = ask_all(daemon.telnet, [text])
    assert reply == [*(oracle.row(c) for c in points), status(len(points), text)]


def test_every_character_that_is_not_a_word_finds_itself_when_pasted(daemon, oracle):
    """All but white space and commas, which separate words, and ideographs, to save time."""
    pasted = [
        c
        for c in sorted(oracle.names)
        if not WITHOUT_ENDING.match(oracle.names[c])
        and not oracle.names[c].startswith("HANGUL SYLLABLE")
        and not re.match(r"[\w\s,]", chr(c))
        and unicodedata.category(chr(c)) != "Cn"
    ][::STRIDE]
    replies = ask_all(daemon.telnet, [chr(c) for c in pasted])
    for code_point, reply in zip(pasted, replies, strict=True):
        assert reply == [oracle.row(code_point), status(1, chr(code_point))]


def test_telnet_and_http_agree(daemon, oracle):
    for query in ("cat face", "digit", "&starf; black", "☀★", "CJK UNIFIED IDEOGRAPH-4E00"):
        [reply] = ask_all(daemon.telnet, [query])
        rows = get(daemon.http, "/search?q=" + urllib.parse.quote_plus(query)).json()
        assert [line.split("\t")[2] for line in reply[:-1]] == [row["name"] for row in rows]
