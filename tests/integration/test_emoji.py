"""Every name finds its character, and every emoji is found by its own name before all others.

Exhaustive over the files of Unicode, CLDR and HTML. All queries use one connection, and each asks
only for the rows it needs.
"""

import html.entities
import json
import random
import re
from collections import Counter
from contextlib import closing

import pytest

import name_tables
import ucd
from daemon import SLOWNESS
from query_oracle import (
    Group,
    Phrase,
    Word,
    corpus,
    document_of,
    evaluate,
    named_by_icu,
    sequences,
)
from surfaces import ALL, Api, find, line_rows, object_points, table_rows
from telnet_client import ask_all

TONES = set(range(0x1F3FB, 0x1F400))
STRIDE = 1 if SLOWNESS == 1 else 13


@pytest.fixture(scope="module")
def api(daemon):
    with closing(Api(daemon.http)) as asked:
        yield asked


def first_rows(daemon, queries, limit=1):
    """The first rows of each query in scope all by relevance, over telnet in one pipeline."""
    commands = [":scope all", ":sort relevance", f":limit {limit}"]
    replies = ask_all(daemon.telnet, [*commands, *queries])[len(commands) :]
    return [[ucd.essential(row) for row in line_rows(reply)] for reply in replies]


def has_text(points, name):
    """Is one of its names, aliases or keywords exactly this?"""
    texts = corpus("all").texts.get(document_of(points), [])
    return tuple(ucd.split_words(name)) in {words for _, words in texts}


def assert_first(daemon, named):
    """For each (points, name): the name as a query has the points as its first row.

    Some names are those of other characters too: "plus" that of +, "dagger" that of †. Then one
    of these may be the first, and ours is not far behind it."""
    rows = first_rows(daemon, [name for _, name in named], limit=4)
    wrong = []
    for (points, name), found in zip(named, rows, strict=True):
        shared = found and ucd.essential(points) in found and has_text(found[0], name)
        if found[:1] != [ucd.essential(points)] and not shared:
            wrong.append((name, ucd.essential(points), found))
    assert wrong == [], f"{len(wrong)} of {len(named)} wrong; the first: {wrong[:5]}"


def restriction(points):
    """A clause that limits an answer to about these code points, to keep it short."""
    return f"U+{points[0]:04X}" if len(points) == 1 else "".join(map(chr, points))


def assert_finds(api, asked, **parameters):
    """For each (points, query): the query has the points among its rows."""
    wrong = []
    for points, query in asked:
        rows = api.search(f"{query} {restriction(points)}", **{**ALL, **parameters}).rows
        if ucd.essential(points) not in map(ucd.essential, rows):
            wrong.append((query, points))
    assert wrong == [], f"{len(wrong)} of {len(asked)} wrong; the first: {wrong[:5]}"


def phrase(text):
    """A phrase of its words, without quotation marks and stars, which are syntax in a query."""
    return '"' + re.sub(r'["*]', " ", text) + '"'


# --- Emoji.


def test_the_oracle_reads_all_emoji():
    statuses = Counter(emoji.status for emoji in ucd.read_emoji_test())
    assert statuses == {status: ucd.count_of_emoji(status) for status in statuses}
    assert len(ucd.qualified_emoji()) == statuses["fully-qualified"] >= 3655
    assert len(ucd.read_emoji_test()) >= 4733
    assert ucd.qualified_emoji()[0].name == "grinning face"
    assert {emoji.group for emoji in ucd.qualified_emoji()} >= {"Flags", "Smileys & Emotion"}
    assert len(sequences()) >= 2727


def test_every_emoji_is_first_by_its_own_name(daemon):
    assert_first(daemon, [(e.points, e.name) for e in ucd.qualified_emoji()][::STRIDE])


def test_every_component_is_first_by_its_own_name(daemon):
    components = [e for e in ucd.read_emoji_test() if e.status == "component"]
    named = [(e.points, e.name) for e in components if document_of(e.points) is not None]
    assert len(named) == 9
    assert_first(daemon, named)


def test_every_emoji_is_first_by_its_short_name_in_cldr(daemon):
    """CLDR and emoji-test.txt have the same names except for a few; both find the emoji."""
    emoji = {ucd.essential(e.points): e.name for e in ucd.qualified_emoji()}
    short = [(p, text) for p, text, is_name in ucd.read_annotations("en") if is_name]
    named = [(p, text) for p, text in short if emoji.get(ucd.essential(p)) == text]
    assert len(named) > 3000
    others = [(p, text) for p, text in short if emoji.get(ucd.essential(p), text) != text]
    rows = first_rows(daemon, [text for _, text in others], limit=10)
    for (points, text), found in zip(others, rows, strict=True):
        # Some tones have the short name of their base, which stands for them.
        assert ucd.essential(points) in found or has_text(found[0], text), text


def test_every_named_sequence_is_first_by_its_name(daemon):
    assert_first(daemon, ucd.read_named_sequences()[::STRIDE])
    lower = [(points, name.lower()) for points, name in ucd.read_named_sequences()]
    assert_first(daemon, lower[::STRIDE])


def test_every_emoji_is_one_row_when_pasted(daemon):
    """With and without U+FE0F, however many code points it has."""
    emoji = [e for e in ucd.read_emoji_test() if e.status != "component"][::STRIDE]
    rows = first_rows(daemon, ["".join(map(chr, e.points)) for e in emoji], limit=5)
    wrong = [
        (e.points, found)
        for e, found in zip(emoji, rows, strict=True)
        if found[0] != ucd.essential(e.points) or len(set(found)) != 1
    ]
    # U+FE0F has a row of its own only if it belongs to no other character.
    assert wrong == [], f"{len(wrong)} of {len(emoji)}; the first: {wrong[:5]}"


# --- Aliases.


def test_every_formal_alias_finds_its_character(api):
    aliases = ucd.read_name_aliases()
    assert {kind for _, _, kind in aliases} == {
        "correction", "control", "alternate", "figment", "abbreviation"
    }  # fmt: skip
    asked = [((point,), alias) for point, alias, _ in aliases]
    assert_finds(api, [(points, alias.lower()) for points, alias in asked][::STRIDE])
    assert_finds(api, [(points, f"alias:{phrase(alias)}") for points, alias in asked][::STRIDE])


def test_every_formal_alias_comes_first(daemon):
    """Several characters may share an abbreviation; no other character comes before them."""
    shared = {}
    for point, alias, _ in ucd.read_name_aliases():
        shared.setdefault(alias, set()).add((point,))
    named = {name: (point,) for point, name in ucd.read_names().items()}
    queries = [alias for alias in sorted(shared) if alias not in named][::STRIDE]
    rows = first_rows(daemon, queries)
    found = zip(queries, rows, strict=True)
    wrong = [(query, first) for query, first in found if first[0] not in shared[query]]
    informal = {alias.casefold() for _, line in ucd.read_informal_aliases()
                for alias in ucd.plain_aliases(line)}  # fmt: skip
    html_names = {name.casefold() for _, name in ucd.read_html_names()}
    # Two letters with capitals are digraphs of RFC 1345 before all else.
    wrong = [(query, first) for query, first in wrong if len(query) > 2]
    # Some abbreviations (ESC, SP) are also words of other characters' names.
    words = {word for name in ucd.read_names().values() for word in re.findall(r"\w+", name)}
    wrong = [(q, found) for q, found in wrong
             if q not in words and q.casefold() not in informal | html_names]  # fmt: skip
    # A nickname of another character is an alias, too.
    nicknames = {(ucd.essential(row.points), row.name.casefold())
                 for row in name_tables.all_rows() if row.kind == "alias"}  # fmt: skip
    wrong = [(q, found) for q, found in wrong if (found[0], q.casefold()) not in nicknames]
    assert wrong == []


def test_every_informal_alias_finds_its_character(api):
    aliases = [((point,), alias) for point, line in ucd.read_informal_aliases()
               for alias in ucd.plain_aliases(line) if ucd.split_words(alias)]  # fmt: skip
    assert len(aliases) > 2500
    aliases = aliases[::STRIDE]
    assert_finds(api, [(points, f"alias:{phrase(alias)}") for points, alias in aliases])


@pytest.mark.parametrize(
    ("query", "character"),
    [("tilde", "~"), ("nbsp", "\u00a0"), ("zwj", "\u200d"), ("bom", "\ufeff"), ("lf", "\n"),
     ("line feed", "\n"), ("hashtag", "#"), ("octothorpe", "#"), ("bell", "\x07"),
     ("weierstrass elliptic function", "℘"), ("hellip", "…"), ("starf", "★"), ("escape", "\x1b")],
)  # fmt: skip
def test_aliases_that_people_know(api, query, character):
    rows = api.search(query, scope="all", limit=10).rows
    assert (ord(character),) in rows


def test_every_named_character_of_html(api):
    """As &name; and as a word of an alias."""
    table = {n[:-1]: t for n, t in html.entities.html5.items() if n.endswith(";")}
    for name, text in sorted(table.items())[::STRIDE]:
        rows = api.search(f"&{name};", **ALL).rows
        assert rows == [(ord(c),) for c in text], name
    single = [((ord(text),), f"alias:{name}") for name, text in table.items() if len(text) == 1]
    known = [(points, query) for points, query in single if document_of(points) is not None]
    assert len(known) > 2000
    assert_finds(api, sorted(known, key=lambda pair: pair[1])[::STRIDE])


# --- Keywords and definitions.


def test_every_english_keyword_finds_its_character(api):
    """Keyword by keyword: one answer has all its characters."""
    having = {}
    for points, text, _ in ucd.read_annotations("en"):
        if document_of(points) is not None and ucd.split_words(text):
            having.setdefault(text, set()).add(document_of(points))
    assert len(having) > 5000
    for text in sorted(having)[::STRIDE]:
        rows = api.search(f"keyword:{phrase(text)}", **ALL).rows
        missing = having[text] - {document_of(row) for row in rows}
        assert not missing, (text, missing)


def test_keywords_find_only_characters_that_have_them(api):
    chance = random.Random(1)
    texts = sorted({t for _, t, _ in ucd.read_annotations("en") if len(ucd.split_words(t)) == 1})
    for text in chance.sample(texts, 300 // STRIDE):
        [word] = ucd.split_words(text)
        expected = evaluate([Group((Phrase((word,), "keyword"),))], "all")
        rows = api.search(f"keyword:{phrase(word)}", **ALL).rows
        found = [document for document in map(document_of, rows) if document not in named_by_icu()]
        assert found == sorted(set(expected) - named_by_icu()), word


def test_definitions_find_their_ideographs(api):
    chance = random.Random(2)
    definitions = ucd.read_definitions()
    for point in chance.sample(sorted(definitions), 1000 // STRIDE):
        words = [w for w in ucd.split_words(definitions[point]) if w.isascii() and w.isalpha()]
        if not words:
            continue
        query = f"definition:{words[0]} U+{point:04X}"
        assert api.search(query, **ALL).rows == [(point,)], query
    for word in ("moon", "hillock", "ceremony"):
        expected = evaluate([Group((Word(word, "definition"),))], "all")
        rows = api.search(f"definition:{word}", **ALL).rows
        assert [document_of(row) for row in rows] == sorted(expected)


# --- Sequences as rows.


def test_a_sequence_is_one_row_with_its_code_points(api):
    [row] = api.objects("🇨🇭")
    assert row["codepoints"] == ["U+1F1E8", "U+1F1ED"]
    assert (row["char"], row["name"]) == ("🇨🇭", "flag: Switzerland")
    assert "codepoint" not in row
    [row] = api.objects("flag switzerland")
    assert row["char"] == "🇨🇭"
    for row in api.objects("👩‍❤️‍💋‍👨"):
        assert object_points(row)[2] == 0x2764 and 0xFE0F in object_points(row), "fully qualified"


def test_a_single_character_is_never_a_list(api):
    for row in api.objects("heart", limit=50):
        assert ("codepoint" in row) != ("codepoints" in row)
        assert len(object_points(row)) == 1 or "codepoints" in row
    [row] = api.objects("❤️")
    assert (row["codepoint"], row["char"].rstrip("\ufe0f")) == ("U+2764", "❤")


def test_every_sequence_is_written_in_full(api):
    """The rows have the fully-qualified form of emoji-test.txt, with U+FE0F."""
    forms = {ucd.essential(e.points): e.points for e in ucd.qualified_emoji() if len(e.points) > 1}
    rows = api.search("emoji:yes", **ALL).rows
    several = [row for row in rows if len(ucd.essential(row)) > 1]
    assert len(several) == sum(len(points) > 1 for points in forms) >= 2278
    for row in several:
        assert row == forms[ucd.essential(row)]


def test_pasted_text_finds_the_longest_sequences_in_it(api):
    for text, expected in [
        ("🇨🇭", [(0x1F1E8, 0x1F1ED)]),
        ("🇨🇭🇫🇷", [(0x1F1E8, 0x1F1ED), (0x1F1EB, 0x1F1F7)]),
        ("👍🏽", [(0x1F44D, 0x1F3FD)]),
        ("☀🇨🇭★", [(0x2600,), (0x1F1E8, 0x1F1ED), (0x2605,)]),
        ("🇨", [(0x1F1E8,)]),
        ("#️⃣", [(0x23, 0x20E3)]),
    ]:
        rows = api.search(text, scope="all", sort="codepoint", variants="show").rows
        assert [ucd.essential(row) for row in rows] == expected, text


def test_in_scope_name_there_are_no_sequences(api):
    rows = api.search("🇨🇭", scope="name", sort="codepoint").rows
    assert rows == [(0x1F1E8,), (0x1F1ED,)]
    for query in ("small -letter", "emoji:yes", "name:keycap", "plane:1"):
        for row in api.search(query, scope="name").rows:
            assert len(row) == 1, query


def test_a_code_point_with_words_finds_the_sequences_that_contain_it(api):
    assert (0x23, 0x20E3) in map(ucd.essential, api.search("keycap: #", scope="all").rows)
    rows = api.search("U+1F3FD judge", **ALL).rows
    assert len(rows) == 3  # judge, man judge, woman judge
    assert all(0x1F3FD in row for row in rows)


# --- Variants under their base.


def test_tones_are_folded_under_their_base(api):
    rows = api.objects("thumbs up")
    thumbs = [row for row in rows if object_points(row)[0] == 0x1F44D]
    assert [row["variants"] for row in thumbs] == [5]
    assert thumbs[0]["codepoint"] == "U+1F44D"
    shown = api.objects("thumbs up", variants="show")
    thumbs = [row for row in shown if object_points(row)[0] == 0x1F44D]
    assert len(thumbs) == 6
    assert len(shown) == api.page("thumbs up", variants="show")["total"]
    assert len(rows) == api.page("thumbs up")["total"]


def test_genders_are_folded_under_their_base(api):
    [person] = api.objects("mage", limit=1)
    assert (person["codepoint"], person["variants"]) == ("U+1F9D9", 17)  # 3 genders x 6 tones - 1
    shown = [object_points(row)[0] for row in api.objects("mage", variants="show")]
    assert shown[0] == 0x1F9D9
    assert shown.count(0x1F9D9) == 18


def test_the_toned_form_is_told(api):
    """Those of emoji-test.txt that have the medium tone, and no other one, are the toned forms of the rest."""
    medium = 0x1F3FD
    forms = {points for points in sequences() if medium in points and not TONES - {medium} & set(points)}
    several = {}
    for points in forms:
        several.setdefault(tuple(point for point in points if point != medium), set()).add(points)
    toned = {base: max(found, key=len) for base, found in several.items()}
    rows = api.objects("emoji:yes", variants="show")
    shown = {}
    for row in rows:
        if "toned" in row:
            shown[ucd.essential(object_points(row))] = ucd.essential(tuple(map(ord, row["toned"])))
    named = {base: points for base, points in toned.items() if base in map(ucd.essential, map(object_points, rows))}
    assert len(shown) > 200
    assert shown == named


def test_the_two_presentations_are_told(api):
    """Of all characters that emoji-variation-sequences.txt lists but parts of keycaps, and of no others.

    What is drawn as an emoji by itself is fully qualified in emoji-test.txt without U+FE0F."""
    both = {row["codepoint"]: row for row in api.objects("emoji:yes|emoji_component:yes", variants="show")
            if "presentation" in row}  # fmt: skip
    listed = ucd.read_emoji_variations() - set(map(ord, "#*0123456789"))
    assert set(both) == {f"U+{point:04X}" for point in listed}
    plain = {emoji.points[0] for emoji in ucd.qualified_emoji() if len(emoji.points) == 1}
    for name, row in both.items():
        emoji = int(name[2:], 16) in plain
        assert row["default_presentation"] == ("emoji" if emoji else "text"), name
        assert row["presentation"] == "emoji" or not emoji, name
        about = json.loads(api.get(f"/api/v1/characters/{name}")[2])
        assert (about["presentation"], about["default_presentation"]) == (
            row["presentation"], row["default_presentation"])  # fmt: skip


def test_no_answer_shows_a_variant_beside_its_base(api):
    """Checks skin tones: the base is the same sequence without them."""
    for query in ("hand", "person", "woman", "emoji:yes", "kiss", "family", "judge|mage"):
        rows = [ucd.essential(row) for row in api.search(query, scope="all").rows]
        shown = set(rows)
        for row in rows:
            base = tuple(point for point in row if point not in TONES)
            if base and base != row:
                assert base not in shown, (query, row)


def test_folding_hides_only_variants_of_a_shown_base(api):
    """Every folded result is a variant of a shown one."""
    for query in ("hand", "judge", "thumbs"):
        folded = {ucd.essential(row) for row in api.search(query, scope="all").rows}
        unfolded = {ucd.essential(row) for row in api.search(query, **ALL).rows}
        assert folded <= unfolded
        bases = {points[0] for points in folded}
        for hidden in unfolded - folded:
            assert hidden[0] in bases or len(hidden) > 1, hidden


def test_the_exact_name_of_a_variant_is_that_variant(api):
    [row, *_] = api.objects("thumbs up: dark skin tone")
    assert object_points(row) == (0x1F44D, 0x1F3FF)


def test_variants_on_every_surface(daemon, saved_index, api):
    shown = api.search("thumbs up", variants="show").rows
    commands = [":scope all", ":sort relevance", ":variants show"]
    [reply] = ask_all(daemon.telnet, [*commands, "thumbs up"])[len(commands) :]
    assert line_rows(reply) == shown
    flags = ["--scope", "all", "--sort", "relevance", "--variants", "show", "--tsv"]
    done = find("--state-dir", saved_index, *flags, "thumbs up")
    assert table_rows(done.stdout) == shown
