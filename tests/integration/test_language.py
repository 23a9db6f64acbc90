"""The query language: the same on every surface, and as an oracle in Python computes it.

The oracle (query_oracle.py) reads the sources itself and gets trees, not text. It neither folds
variants nor ranks, so it is compared with variants shown and in code point order.
"""

import json
import unicodedata
import urllib.parse
from contextlib import closing

import pytest

import ucd
from daemon import SLOWNESS
from figures import matches, names
from query_oracle import (
    FIRST_SEQUENCE,
    Base,
    Group,
    Maker,
    Pattern,
    Phrase,
    Prefix,
    Property,
    Range,
    Word,
    corpus,
    document_of,
    evaluate,
    named_by_icu,
    write,
)
from surfaces import ALL, BOOK, Api, find, find_rows, line_rows, object_points
from telnet_client import ask_all

# A sanitized build gets only every nth query.
STRIDE = 1 if SLOWNESS == 1 else 7
RANDOM_QUERIES = 400
# Of longer answers, the total and the rows at both ends are compared.
WHOLE = 3000
SEED = 3


@pytest.fixture(scope="module")
def api(daemon):
    with closing(Api(daemon.http)) as asked:
        yield asked


def words(text):
    return [Group((Word(word),)) for word in text.split()]


def without(*clauses):
    return Group(clauses, negated=True)


def either(*clauses):
    return Group(clauses)


def one(clause):
    return [Group((clause,))]


# The clauses of the query language that denote sets, and combinations of them.
SETS = [
    ("cat face", words("cat face")),
    ("CAT, Face", words("cat face")),
    ("euro-currency", words("euro currency")),
    ("arrow*", one(Prefix("arrow"))),
    ("ARR* black", [either(Prefix("arr")), *words("black")]),
    ("z*", one(Prefix("z"))),
    ("xyz*", one(Prefix("xyz"))),
    ('"cat face"', one(Phrase(("cat", "face")))),
    ('"face cat"', one(Phrase(("face", "cat")))),
    ('"black" "white sun"', [*words("black"), either(Phrase(("white", "sun")))]),
    ('"Letter,  a  with-dot"', one(Phrase(("letter", "a", "with", "dot")))),
    ("sun -black", [*words("sun"), without(Word("black"))]),
    ("-black sun", [*words("sun"), without(Word("black"))]),
    ("sun -black -white", [*words("sun"), without(Word("black")), without(Word("white"))]),
    ("sun -bla*", [*words("sun"), without(Prefix("bla"))]),
    ('cat -"cat face"', [*words("cat"), without(Phrase(("cat", "face")))]),
    ("sign -euro-currency", [*words("sign"), without(Phrase(("euro", "currency")))]),
    ("-letter small -sign", [*words("small"), without(Word("letter")), without(Word("sign"))]),
    ("*arrow", one(Pattern("*arrow"))),
    ("arr?w", one(Pattern("arr?w"))),
    ("*row*", one(Pattern("*row*"))),
    ("A*W black", [either(Pattern("a*w")), *words("black")]),
    ("?at -f*e", [either(Pattern("?at")), without(Pattern("f*e"))]),
    ("euro-*cy", [*words("euro"), either(Pattern("*cy"))]),
    ("name:*arrow|cat", [either(Pattern("*arrow", "name"), Word("cat"))]),
    ("name:c?t", one(Pattern("c?t", "name"))),
    ("*xyzzy?", one(Pattern("*xyzzy"))),
    ("greek.*gamma", words("greek gamma")),
    ("^greek.*gamma$", words("greek gamma")),
    ("greek*gamma", words("greek gamma")),
    ("base:a", one(Base(0x61))),
    ("base:é", one(Base(0xE9))),
    ("base:U+1EA5", one(Base(0x1EA5))),
    ("circled base:2", [*words("circled"), either(Base(0x32))]),
    ("fullwidth -base:a", [*words("fullwidth"), without(Base(0x61))]),
    ("cat|dog", [either(Word("cat"), Word("dog"))]),
    ("cat | dog", [either(Word("cat"), Word("dog"))]),
    ("cat |dog| wolf", [either(Word("cat"), Word("dog"), Word("wolf"))]),
    ("cat|dog face", [either(Word("cat"), Word("dog")), *words("face")]),
    ("face -cat|wolf", [*words("face"), without(Word("cat"), Word("wolf"))]),
    ('arr*|"white sun" black|white', [either(Prefix("arr"), Phrase(("white", "sun"))),
                                      either(Word("black"), Word("white"))]),
    ("cat|hyphen-minus", [either(Word("cat"), Phrase(("hyphen", "minus")))]),
    ("U+2600..U+26FF", one(Range(0x2600, 0x26FF))),
    ("0x2600..\\u26FF", one(Range(0x2600, 0x26FF))),
    ("U+0..U+1F", one(Range(0, 0x1F))),
    ("U+2600..U+2600", one(Range(0x2600, 0x2600))),
    ("U+D800..U+DFFF", one(Range(0xD800, 0xDFFF))),
    ("U+10000..U+10FFFF linear", [either(Range(0x10000, 0x10FFFF)), *words("linear")]),
    ("black U+2600..U+26FF", [*words("black"), either(Range(0x2600, 0x26FF))]),
    ("black -U+2600..U+26FF", [*words("black"), without(Range(0x2600, 0x26FF))]),
    ("block:arrows left", [either(Property("block", "Arrows")), *words("left")]),
    ("blk:Arrows -double", [either(Property("block", "Arrows")), without(Word("double"))]),
    ('block:"Miscellaneous Symbols" sun', [either(Property("block", "Miscellaneous Symbols")),
                                           *words("sun")]),
    ("script:greek capital", [either(Property("script", "Greek")), *words("capital")]),
    ("sc:Grek small", [either(Property("script", "Greek")), *words("small")]),
    ("category:Sc euro", [either(Property("category", "Sc")), *words("euro")]),
    ("gc:lu roman", [either(Property("category", "Lu")), *words("roman")]),
    ("category:Symbol sun", [either(Property("category", "S")), *words("sun")]),
    ("General_Category:S sun", [either(Property("category", "S")), *words("sun")]),
    ("age:15.0 sign", [either(Property("age", "15.0")), *words("sign")]),
    ("age:>=14 arrow", [either(Property("age", ">=14")), *words("arrow")]),
    ("age:<2 cat|arrow", [either(Property("age", "<2")), either(Word("cat"), Word("arrow"))]),
    ("emoji:yes cat", [either(Property("emoji", "yes")), *words("cat")]),
    ("emoji:no cat", [either(Property("emoji", "no")), *words("cat")]),
    ("plane:1 cat", [either(Property("plane", "1")), *words("cat")]),
    ("cat -plane:1", [*words("cat"), without(Property("plane", "1"))]),
    ("sun block:arrows|script:greek", [*words("sun"), either(Property("block", "Arrows"),
                                                             Property("script", "Greek"))]),
    ("name:cat name:face", [either(Word("cat", "name")), either(Word("face", "name"))]),
    ('name:"cat face"|name:dog', [either(Phrase(("cat", "face"), "name"), Word("dog", "name"))]),
]  # fmt: skip

# What scope all adds. Properties of sequences: see test_properties.py.
ALL_SETS = [
    ("alias:tilde", one(Word("tilde", "alias"))),
    ("alias:nbsp", one(Word("nbsp", "alias"))),
    ("alias:zw*", one(Prefix("zw", "alias"))),
    ('alias:"line feed"', one(Phrase(("line", "feed"), "alias"))),
    ("alias:line-feed", one(Phrase(("line", "feed"), "alias"))),
    ("alias:octothorpe|alias:pilcrow", [either(Word("octothorpe", "alias"),
                                               Word("pilcrow", "alias"))]),
    ("keyword:love", one(Word("love", "keyword"))),
    ("keyword:lov* -keyword:love", [either(Prefix("lov", "keyword")),
                                    without(Word("love", "keyword"))]),
    ('keyword:"light skin tone" keyword:judge', [
        either(Phrase(("light", "skin", "tone"), "keyword")), either(Word("judge", "keyword"))]),
    ("definition:hillock", one(Word("hillock", "definition"))),
    ('definition:"to love"', one(Phrase(("to", "love"), "definition"))),
    ("definition:love -definition:beautiful", [either(Word("love", "definition")),
                                               without(Word("beautiful", "definition"))]),
    ("arro", words("arro")),
    ("right arrow", words("right arrow")),
    ("heart|love -keyword:face", [either(Word("heart"), Word("love")),
                                  without(Word("face", "keyword"))]),
    ("love definition:hand", [*words("love"), either(Word("hand", "definition"))]),
]  # fmt: skip

# Expected rows one by one: (query, characters), in both scopes.
POINTS = [
    *((form, "☀") for form in ("U+2600", "u+2600", "0x2600", "\\u2600", "\\u{2600}")),
    ("\\U00002600", "☀"),
    *((form, "☀") for form in ("&#9728;", "&#x2600;", "☀", "U+002600")),
    ("&starf;", "★"),
    ("&NotEqualTilde;", "≂\u0338"),
    ("\\uD83D\\uDE00", "😀"),
    ("☀★", "☀★"),
    ("★ ☀", "★☀"),
    ("★,☀", "★☀"),
    ("¿?", "¿?"),
    ("é", "é"),
    ("U+0007", "\x07"),
    ("U+E000", ""),
    ("☀ -black", ""),
    ("☀ black", "☀"),
    ("☀|★", "☀★"),
    ("U+2600|U+2605", "☀★"),
    ("CJK UNIFIED IDEOGRAPH-9FFF", "\u9fff"),
    ("tibetan letter -a", "\u0f60"),
    ("Hangul Syllable Gag", "각"),
]


def documents(rows):
    found = [document_of(row) for row in rows]
    assert None not in found
    return found


def labelled(api, query, parameters):
    """The documents that are there because of a reading or of other words, as their rows tell."""
    rows = api.objects(query, **parameters)
    return set(documents(object_points(row) for row in rows if "reading" in row or "wider" in row))


def difference(api, query, rows, expected, parameters):
    """(documents that the words of the query do not find, documents that are missing) in scope all."""
    found, expected = set(rows) - named_by_icu(), set(expected) - named_by_icu()
    wrong = found - expected
    if wrong:
        wrong -= labelled(api, query, parameters)
    return sorted(wrong), sorted(expected - found)


def assert_found(api, query, groups, parameters):
    """Checks that the API's rows are those of the oracle, in order."""
    expected = sorted(evaluate(groups, parameters["scope"]))
    answer = api.search(query, **parameters)
    if answer.suggestion:  # another query was answered, so this one must find nothing
        assert not expected and parameters["scope"] == "all", (query, answer.suggestion)
        return
    assert answer.total == len(answer.rows)
    rows = documents(answer.rows)
    if parameters["scope"] == "name":
        assert rows == expected, query
    else:
        assert rows == sorted(set(rows)), query
        assert difference(api, query, rows, expected, parameters) == ([], []), query


def test_the_oracle_gives_known_answers():
    assert len(evaluate(words("cat face"), "name")) == 10
    assert len(evaluate(words("digit"), "name")) == matches("digit")
    assert len(evaluate([either(Property("block", "Arrows"))], "name")) == 112
    assert evaluate(one(Phrase(("reversed", "pilcrow"), "alias")), "all") == set()
    assert evaluate(one(Word("pilcrow", "alias")), "all") == {ord("¶")}
    assert ord("…") in evaluate(words("hellip"), "all")
    assert document_of((0x2764, 0xFE0F)) == 0x2764
    assert len(corpus("all").documents) > len(corpus("name").documents) == len(names()) + len(ucd.CONTROLS)


def test_the_index_has_the_words_of_the_oracle(daemon):
    """The number of all folded words of all sources. ICU has names and codes beyond those."""
    status = daemon.status()
    assert 0 <= status["words"] - len(corpus("all").words) < 300
    assert status["documents"] == len(corpus("all").documents)


def test_the_oracle_folds_as_unicode_does():
    assert ucd.split_words("Été, Ærø’s Straße") == ["ete", "aero", "s", "strasse"]
    assert ucd.split_words("É e\u0301 Ⅷ") == ["é", "é", "ⅷ"]
    assert ucd.split_words("हिन्दी Ελλάδα") == ["हिन्दी", "ελλαδα"]
    assert ucd.split_words("naïve ﬁn e\u0301te\u0301") == ["naive", "fin", "ete"]


@pytest.mark.parametrize(("query", "groups"), SETS)
def test_a_clause_in_scope_name(api, query, groups):
    assert_found(api, query, groups, BOOK)


def has_points(groups):
    """A clause about code points: the oracle does not know which sequences it finds."""
    clauses = (clause for group in groups for clause in group.clauses)
    return any(isinstance(clause, (Range, Property)) for clause in clauses)


@pytest.mark.parametrize(
    ("query", "groups"), [row for row in SETS if not has_points(row[1])] + ALL_SETS
)
def test_a_clause_in_scope_all(api, query, groups):
    assert_found(api, query, groups, ALL)


@pytest.mark.parametrize(("query", "groups"), [row for row in SETS if has_points(row[1])])
def test_a_clause_about_code_points_in_scope_all(api, query, groups):
    """The characters among the rows are those of the oracle."""
    rows = documents(api.search(query, **ALL).rows)
    assert rows == sorted(set(rows))
    characters = [document for document in rows if document < FIRST_SEQUENCE]
    expected = [document for document in evaluate(groups, "all") if document < FIRST_SEQUENCE]
    assert difference(api, query, characters, expected, ALL) == ([], []), query


@pytest.mark.parametrize(("query", "characters"), POINTS)
def test_code_points_and_pasted_text(api, query, characters):
    assert api.search(query, **BOOK).rows == [(ord(c),) for c in characters]


@pytest.mark.parametrize(("query", "characters"), POINTS)
def test_code_points_and_pasted_text_in_scope_all(api, query, characters):
    """Other texts contain words of names too, and é is an alias of another letter. All characters of
    a text with words, b l a c k, follow as a reading."""
    parameters = {"scope": "all", "sort": "relevance"}
    rows = api.search(query, **parameters).rows
    points = [(ord(c),) for c in characters]
    alone = not query[0].isalpha() or query[1:2] == "+"
    others = labelled(api, query, parameters) - set(documents(points))
    found = [row for row in rows if document_of(row) not in others]
    assert [row for row in found if len(row) == 1 and (alone or row in points)] == points
    assert rows[: len(points)] == points


def test_a_single_letter_finds_itself_unless_it_is_a_word(api):
    assert api.search("π", **BOOK).rows == [(0x3C0,)]
    assert api.search("日", **BOOK).rows == [(0x65E5,)]
    assert len(api.search("a", **BOOK).rows) == len(evaluate(words("a"), "name"))
    assert (0x3C0,) in api.search("π", scope="all").rows
    assert api.search("日", scope="all").rows[0] == (0x65E5,)
    for letter in "aAfFzZ059_":
        assert api.search(letter, scope="all", limit=1).rows == [(ord(letter),)]


def test_a_pasted_letter_is_not_normalized(api):
    """OHM SIGN, and a thousand more letters that normalization changes."""
    singles = [
        letter
        for letter in map(chr, range(0x80, 0x110000))
        if letter.isalpha() and unicodedata.normalize("NFC", letter) != letter
    ]
    assert len(singles) > 1000
    for character in singles[::STRIDE]:
        assert api.search(character, scope="all", limit=1).rows[0] == (ord(character),)
    for point in (0x2126, 0x212B, 0xF900, 0x2F836):
        assert api.search(chr(point), **BOOK).rows == [(point,)]


@pytest.mark.parametrize("form", ["U+{:04X}", "0x{:x}", "\\U{:08X}", "\\u{{{:X}}}", "&#{};"])
def test_code_points_of_every_plane_in_every_form(api, form):
    for point in (0x41, 0x7F, 0x2028, 0xFFFD, 0x1F600, 0x2F81A, 0x3134A, 0xE01EF):
        assert api.search(form.format(point), **BOOK).rows == [(point,)]


def test_every_printable_ascii_character_has_an_answer(api):
    """Characters of the syntax find themselves when alone, or are refused with a column."""
    for point in range(0x21, 0x7F):
        status, _, body = api.get("/api/v1/search", q=chr(point), scope="name")
        assert status == 200 or (status == 422 and b'"column":1' in body), (chr(point), body)
        if status == 200 and not chr(point).isalnum() and chr(point) not in "_,":
            assert api.search(chr(point), **BOOK).rows == [(point,)], chr(point)


# --- Random queries.


def make_queries(scope):
    maker = Maker(scope, SEED)
    return [maker.query() for _ in range(RANDOM_QUERIES)][::STRIDE]


def ends(found):
    return found if len(found) <= WHOLE else found[:WHOLE] + found[-WHOLE:]


def search_ends(api, query, expected, **parameters):
    """An answer with all rows, or with the first and last ones where many are expected."""
    answer = api.search(query, **parameters, limit=WHOLE if len(expected) > WHOLE else 200_000)
    if answer.total <= WHOLE:
        return answer
    last = api.search(query, **parameters, offset=answer.total - WHOLE)
    return answer._replace(rows=answer.rows[:WHOLE] + last.rows)


@pytest.mark.parametrize(("scope", "parameters"), [("name", BOOK), ("all", ALL)])
def test_random_queries_agree_with_the_oracle(api, scope, parameters):
    wrong, found = [], 0
    for groups in make_queries(scope):
        expected = sorted(evaluate(groups, scope))
        query = write(groups)
        answer = search_ends(api, query, expected, **parameters)
        if answer.suggestion and not expected:
            continue
        found += bool(expected)
        rows = documents(answer.rows)
        if rows == ends(expected) and answer.total == len(expected):
            continue
        if scope == "all":
            rows = documents(api.search(query, **parameters).rows)
            assert rows == sorted(set(rows)), query
            excess, missing = difference(api, query, rows, expected, parameters)
        else:
            excess, missing = sorted(set(rows) - set(expected)), sorted(set(expected) - set(rows))
        if scope == "name" or excess or missing:
            wrong.append((query, excess[:3], missing[:3]))
    assert wrong == [], f"{len(wrong)} wrong (query, too many, missing); the first: {wrong[:5]}"
    assert found > RANDOM_QUERIES / STRIDE / 2, "most queries find something"


@pytest.mark.parametrize("scope", ["name", "all"])
def test_relevance_changes_only_the_order(api, scope):
    for groups in make_queries(scope)[::2]:
        parameters = {"scope": scope, "variants": "show"}
        if api.page(write(groups), **parameters)["total"] > WHOLE:
            continue
        ranked = api.search(write(groups), **parameters, sort="relevance").rows
        ordered = api.search(write(groups), **parameters, sort="codepoint").rows
        assert len(set(ranked)) == len(ranked)
        assert set(ordered) <= set(ranked), write(groups)
        if len(ranked) > len(ordered):  # little-known characters may be followed by those of other words
            rows = api.objects(write(groups), **parameters, sort="relevance")
            wider = {object_points(row) for row in rows if "wider" in row}
            assert set(ranked) - set(ordered) <= wider, write(groups)


# --- The three surfaces.

ASKED = [query for query, _ in SETS + ALL_SETS + POINTS][::STRIDE]
ASKED += ["smyle", "thumbs up", "🇨🇭", "👍🏽 ☀", "keycap: #", "ete", "flag: Switzerland"]
SETTINGS = [(scope, sort) for scope in ("name", "all") for sort in ("codepoint", "relevance")]


@pytest.mark.parametrize(("scope", "sort"), SETTINGS)
def test_the_surfaces_agree_on_characters_and_order(daemon, saved_index, api, scope, sort):
    chosen = write_all([*ASKED, *map(write, make_queries(scope)[:40])])
    commands = [f":scope {scope}", f":sort {sort}", ":limit 500"]
    replies = ask_all(daemon.telnet, [*commands, *chosen])[len(commands) :]
    for at, (query, reply) in enumerate(zip(chosen, replies, strict=True)):
        settings = {"scope": scope, "sort": sort, "limit": "500"}
        rows = api.search(query, **settings).rows
        assert line_rows(reply) == rows, query
        if at % 4 == SETTINGS.index((scope, sort)):  # one process for each, so only some
            assert find_rows(saved_index, query, **settings) == rows, query


def write_all(queries):
    """On telnet a query has no leading colon and at most 1,024 bytes."""
    return [query for query in queries if not query.startswith(":") and len(query) < 1000]


def test_defaults_of_each_surface(daemon, saved_index, api):
    for query in ("cat face", "sun", "heart"):
        book = api.search(query, scope="name", sort="codepoint").rows
        [reply] = ask_all(daemon.telnet, [query])
        assert line_rows(reply) == book == find_rows(saved_index, query)
        whole = api.search(query).rows
        assert whole == api.search(query, scope="all", sort="relevance").rows != book


def test_the_books_json_searches_names(api, oracle):
    for query in ("cat face", "arrow* -left*", "U+2600..U+26FF black"):
        status, _, body = api.get("/search", q=query)
        assert status == 200
        rows = [(ord(row["char"]),) for row in json.loads(body)]
        assert rows == api.search(query, **BOOK).rows


def test_rows_tell_what_matched(api):
    told = [
        ("chess white", "♔", "name", "WHITE CHESS KING", ["WHITE CHESS"]),
        ("chess king", "♔", "alias", "chess king", ["chess king"]),
        ("nbsp", "\u00a0", "alias", "NBSP", ["NBSP"]),
        ("definition:hillock", "㐀", "definition", None, ["hillock"]),
        ("keyword:love", "💌", "keyword", None, ["love"]),
        ("flag switzerland", "🇨🇭", "sequence", None, None),
        ("arro", "→", None, None, None),
    ]
    for query, character, kind, text, marked in told:
        rows = {row["char"].rstrip("\ufe0f"): row for row in api.objects(query)}
        row = rows[character]
        assert kind in (None, row["match"]), row
        matched = row["matched"]
        assert text in (None, matched["text"]), row
        pieces = [matched["text"][begin:end] for begin, end in matched["ranges"]]
        assert pieces and marked in (None, pieces), row
    for row in api.objects("☀"):
        assert (row["match"], "matched" in row) == ("code point", False)


def test_marked_ranges_are_words_of_the_query(api):
    """Ranges are in code points, within the text, ascending, and start at words."""
    for query in ("heart", "arro", "right arrow", "keyword:lov*", '"skin tone"', "café|ete"):
        for row in api.objects(query, limit=200):
            text, ranges = row["matched"]["text"], row["matched"]["ranges"]
            flat = [at for pair in ranges for at in pair]
            assert flat == sorted(set(flat)) and flat[-1] <= len(text), row
            for begin, end in ranges:
                assert not text[begin - 1 : begin].isalnum(), row
                assert not text[end : end + 1].isalnum(), row


# --- Nearest spellings.


@pytest.mark.parametrize(
    ("misspelt", "meant"),
    [("smyle", "smile"), ("arow", "arrow"), ("copyrigth", "copyright"), ("trianlge", "triangle")],
)
def test_the_nearest_spelling_is_tried_and_reported(daemon, saved_index, api, misspelt, meant):
    page = api.page(misspelt)
    assert page["suggestion"] == meant
    assert page["query"] == misspelt
    assert page["total"] == api.page(meant)["total"] > 0
    [_, reply] = ask_all(daemon.telnet, [":scope all", misspelt])
    assert reply[0] == f"Did you mean {meant!r}?"
    done = find("--state-dir", saved_index, "--scope", "all", misspelt)
    assert meant in done.stdout + done.stderr


def test_spelling_is_not_changed_with_results_or_in_scope_name(daemon, api):
    assert "suggestion" not in api.page("smile")
    assert api.page("smyle", scope="name")["total"] == 0
    assert "suggestion" not in api.page("smyle", scope="name")
    [reply] = ask_all(daemon.telnet, ["smyle"])
    assert reply == ["No match for 'smyle'"]


def test_nonsense_has_no_suggestion(api):
    page = api.page("qqqqzzzzwwwwxxxx")
    assert (page["total"], page["results"]) == (0, [])
    assert "suggestion" not in page


# --- Errors.

# An invalid query, and the range of columns that the message may name.
WRONG = [
    ('sun "cat', 5, 8),
    ('sun ""', 5, 6),
    ("U+110000", 1, 8),
    ("U+", 1, 3),
    ("U+26G0", 1, 6),
    ("U+26FF..U+2600", 1, 14),
    ("U+2600..", 1, 9),
    ("..U+2600", 1, 3),
    ("block:nowhere", 1, 7),
    ("sun block:nowhere", 5, 11),
    ("script:zzzzz", 1, 8),
    ("category:Xx", 1, 10),
    ("age:new", 1, 5),
    ("age:0", 1, 5),
    ("age:>=", 1, 7),
    ("plane:17", 1, 7),
    ("plane:x", 1, 7),
    ("emoji:maybe", 1, 7),
    ("block:", 1, 7),
    ("name:", 1, 6),
    ("sun é|", 5, 7),
    ("|sun", 1, 2),
    ("sun||moon", 4, 5),
    ("café nowhere:x", 6, 14),
    ("&nosuchthing;", 1, 13),
    ("\\u26", 1, 5),
    ("-black", 1, 1),
    ("cat *a*", 5, 5),
    ("-euro-*cy", 7, 7),
    ("-block:arrows -5", 1, 1),
]


@pytest.mark.parametrize(("query", "first", "last"), WRONG)
def test_an_error_has_the_same_column_and_message_everywhere(
    daemon, saved_index, api, query, first, last
):
    # In scope all a reading may answer instead: U+ is a digraph of RFC 1345.
    status, headers, body = api.get("/api/v1/search", q=query, scope="name")
    assert (status, headers["content-type"]) == (422, "application/problem+json"), query
    problem = json.loads(body)
    assert problem["parameter"] == "q"
    assert first <= problem["column"] <= last, problem
    [reply] = ask_all(daemon.telnet, [query])
    message = problem["detail"].removesuffix(".")
    assert reply == [f"Column {problem['column']}: {message}"]
    done = find("--state-dir", saved_index, "--scope", "name", "--", query)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"charfinder: column {problem['column']}: {message}\n"


def test_an_error_repeats_no_control_characters_of_the_query(api):
    for query in ("block:\x1b[31m", "\x07:x", "age:\x9b"):
        status, _, body = api.get("/api/v1/search", q=query)
        detail = body.decode("utf-8")
        assert not any(unicodedata.category(c) == "Cc" for c in detail), (status, detail)


@pytest.mark.parametrize(
    ("parameter", "value"),
    [("scope", "names"), ("sort", "name"), ("only_lang", "xx"), ("format", "xml"), ("variants", "all"),
     ("facets", "blocks")],
)  # fmt: skip
def test_an_invalid_setting_is_named(api, parameter, value):
    status, _, body = api.get("/api/v1/search", q="sun", **{parameter: value})
    problem = json.loads(body)
    assert (status, problem["parameter"]) == (422, parameter)
    assert len(problem["detail"]) > 20


# --- Formats and pages of the same result.


def test_every_format_and_every_page_has_the_same_rows(api):
    for query, settings in (("heart", {}), ("cat|dog", ALL), ("arrow", BOOK)):
        whole = [row["char"] for row in api.objects(query, **settings)]
        _, lines = api.table(query, **settings)
        assert [line.split("\t")[1] for line in lines.decode().split("\n")[:-1]] == whole
        paged, target = [], None
        page = api.page(query, limit=37, **settings)
        while True:
            paged += [row["char"] for row in page["results"]]
            assert page["total"] == len(whole)
            if not (target := page["next"]):
                break
            status, _, body = api.get(target)
            assert status == 200
            page = json.loads(body)
        assert paged == whole
        assert len(set(whole)) == len(whole)


def test_facets_count_the_whole_result(api):
    parameters = {**BOOK, "facets": "block,category,script,age", "limit": 1}
    page = api.page("arrow", **parameters)
    rows = api.objects("arrow", **BOOK)
    for facet in ("block", "category", "script", "age"):
        counted = {}
        for row in rows:
            counted[row[facet]] = counted.get(row[facet], 0) + 1
        told = {count["value"]: count["count"] for count in page["facets"][facet]}
        assert told == counted, facet


def test_a_query_survives_its_own_percent_encoding(api):
    for query in ('"cat face" -black', "cat|dog", "☀ & ★", "age:>=14 +", "a+b", "100%"):
        page = api.page(query)
        assert page.get("query", query) == query
        assert urllib.parse.unquote_plus(urllib.parse.quote_plus(query)) == query


# --- Look-alikes. The data of ICU's spoof checker is in no file; details of characters have it too.


@pytest.mark.parametrize("character", ["a", "а", "0", "l", "-", ","])
def test_what_looks_like_a_character_is_what_its_details_say(api, character):
    status, _, body = api.get(f"/api/v1/characters/U+{ord(character):04X}")
    assert status == 200
    confusables = {ord(other["char"]) for other in json.loads(body)["confusables"]}
    rows = api.search(f'like:"{character}"', **BOOK).rows
    assert {row[0] for row in rows} == confusables and len(rows) > 2


def test_relatives_stand_beside_other_clauses(api):
    assert api.search("like:a script:cyrillic", **ALL).rows == [(0x430,)]
    assert (0x61,) in api.search("like:U+0430", **ALL).rows
    assert (0x61,) not in api.search("like:a", **ALL).rows
