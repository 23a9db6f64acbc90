"""/api/v1/characters, and the routes that inspect a text, complete a query and list values.
Compared with Unicode's own files and with Python."""

import ast
import html
import json
import random
import re
import unicodedata
import urllib.parse
from collections import Counter
from contextlib import closing

import pytest

import icu
import name_tables
import ucd
from daemon import SLOWNESS
from http_client import get
from oracle import UCD
from query_oracle import named_by_icu
from surfaces import Api

SAMPLE = 600 if SLOWNESS == 1 else 60  # characters and sequences of each kind that are requested
ALIAS_TYPES = {"correction", "control", "alternate", "figment", "abbreviation"}


@pytest.fixture(name="api", scope="module")
def fixture_api(daemon):
    with closing(Api(daemon.http)) as connected:
        yield connected


def notation(points):
    return "+".join(f"U+{point:04X}" for point in points)


def look_up(api, *points):
    status, _, body = api.get(f"/api/v1/characters/{notation(points)}")
    assert status == 200, body
    return json.loads(body)


def named(row):
    """(code point, name) of a character that is listed."""
    assert row["char"] == chr(int(row["codepoint"][2:], 16))
    return int(row["codepoint"][2:], 16), row["name"]


def sample(population, count=SAMPLE):
    chosen = sorted(population)
    return random.Random(15).sample(chosen, min(count, len(chosen)))


# --- A character's names.


def test_formal_aliases_with_their_types(api):
    expected = {}
    for point, alias, kind in ucd.read_name_aliases():
        expected.setdefault(point, set()).add((alias, kind))
    for point in sample(expected):
        aliases = {(a["text"], a["type"]) for a in look_up(api, point)["aliases"]}
        assert {a for a in aliases if a[1] in ALIAS_TYPES} == expected[point], f"U+{point:04X}"


def test_informal_aliases(api):
    expected = {}
    for point, line in ucd.read_informal_aliases():
        expected.setdefault(point, set()).update(ucd.plain_aliases(line))
    for point in sample(expected):
        told = {alias["text"].casefold() for alias in look_up(api, point)["aliases"]}
        assert {a.casefold() for a in expected[point]} <= told, f"U+{point:04X}"


def test_html_names(api):
    names = {name: points for points, name in ucd.read_html_names()}
    single = {points[0] for points in names.values() if len(points) == 1}
    told = 0
    for point in sample(single):
        about = look_up(api, point)
        for name in about["html_names"]:
            assert names[name] == (point,)
        if about["html_names"]:
            assert html.unescape(about["escapes"]["html_name"]) == chr(point)
            told += 1
        else:
            assert about["escapes"]["html_name"] is None
    assert told > SAMPLE * 0.8


def test_keywords_and_short_names(api):
    """Those of CLDR and of the project's own tables, digraphs, and ICU's for currency symbols."""
    keywords, short = {}, {}
    for row in name_tables.all_rows():
        if row.kind == "keyword":
            keywords.setdefault(ucd.essential(row.points), set()).add(row.name)
    for code_point, digraph in name_tables.small_digraphs():
        keywords.setdefault((code_point,), set()).add(digraph)
    for points, text, is_short in ucd.read_annotations("en"):
        (short if is_short else keywords).setdefault(ucd.essential(points), set()).add(text)
    characters = {points[0] for points in keywords if len(points) == 1} & ucd.characters().keys()
    for point in sample(characters):
        about = look_up(api, point)
        found = set(about["keywords"].get("en", []))
        if point in named_by_icu():
            assert found >= keywords[(point,)], f"U+{point:04X}"
        else:
            assert found == keywords[(point,)], f"U+{point:04X}"
        assert short.get((point,), set()) <= set(about["short_names"].get("en", []))
        assert about["keywords"].keys() <= {"en"}


def test_definitions(api):
    definitions = ucd.read_definitions()
    for point in sample(definitions):
        assert look_up(api, point)["definition"] == definitions[point]


# --- What a character is.


def python_knows(point):
    return unicodedata.category(chr(point)) != "Cn"


def test_properties_agree_with_python(api):
    for point in sample(filter(python_knows, ucd.characters())):
        about, char = look_up(api, point), chr(point)
        assert (about["char"], about["codepoint"]) == (char, f"U+{point:04X}")
        assert about["label"] == ucd.characters()[point]
        assert about["name"] == (None if point in ucd.CONTROLS else about["label"])
        assert about["category"] == unicodedata.category(char)
        assert about["properties"]["mirrored"] == bool(unicodedata.mirrored(char))
        assert about["properties"]["combining_class"] == unicodedata.combining(char)
        assert (about["properties"]["numeric_value"] is None) == (
            unicodedata.numeric(char, None) is None
        )
        for form in ("nfd", "nfkd"):
            expected = unicodedata.normalize(form.upper(), char)
            assert about[form] == [f"U+{ord(c):04X}" for c in expected]
        assert about["plane"] == point >> 16


def test_encodings_and_escapes_decode_to_the_character(api):
    for point in sample(ucd.characters()):
        about, char = look_up(api, point), chr(point)
        encodings, escapes = about["encodings"], about["escapes"]
        assert bytes.fromhex("".join(encodings["utf8"])) == char.encode()
        assert bytes.fromhex("".join(encodings["utf16"])) == char.encode("utf-16-be")
        assert bytes.fromhex(encodings["utf32"]) == char.encode("utf-32-be")
        assert ast.literal_eval(f"'{escapes['python']}'") == char
        assert ast.literal_eval(f"'{escapes['go']}'") == char, "Go's escapes are Python's"
        for kind in ("html", "html_hex"):
            if escapes[kind] is not None:
                assert html.unescape(escapes[kind]) == char
        if re.fullmatch(r"(\\u[0-9A-F]{4})+", escapes["java"]):
            assert json.loads(f'"{escapes["java"]}"') == char, "Java's escapes are mostly JSON's"


def test_confusables_are_symmetric(api):
    for point in map(ord, "oOl1IаеΟ，"):
        alike = [named(row) for row in look_up(api, point)["confusables"]]
        assert alike == sorted(alike)
        assert point not in dict(alike)
        for other, _ in sample(alike, 3):
            back = [named(row)[0] for row in look_up(api, other)["confusables"]]
            assert point in back, (point, other)
    assert ord("а") in [named(row)[0] for row in look_up(api, ord("a"))["confusables"]]


def read_cross_references():
    """{code point: those that its entry in NamesList.txt points to}."""
    references, point = {}, None
    for line in (UCD / "NamesList.txt").read_text(encoding="utf-8").splitlines():
        if match := re.match(r"([0-9A-F]{4,6})\t", line):
            point = int(match[1], 16)
        elif re.match(r"@+\t", line):  # a heading; "@+" and "@~" are notes within an entry
            point = None
        elif point is not None and (
            match := re.match(r"\tx (?:\(.* - )?([0-9A-F]{4,6})\)?$", line)
        ):
            references.setdefault(point, set()).add(int(match[1], 16))
    return references


def test_cross_references_both_ways(api):
    """A reference to a code point without a character, a noncharacter or one to come, is not shown."""
    present = ucd.characters().keys()
    to = {point: others & present for point, others in read_cross_references().items() if point in present}
    back = {}
    for point, others in to.items():
        for other in others:
            back.setdefault(other, set()).add(point)
    for point in sample(to):
        references = look_up(api, point)["cross_references"]
        assert {named(row)[0] for row in references["to"]} == to[point], f"U+{point:04X}"
        assert {named(row)[0] for row in references["from"]} == back.get(point, set())


def test_neighbours(api):
    ordered = sorted(ucd.characters())
    for place in sample(range(len(ordered)), 100):
        neighbours = look_up(api, ordered[place])["neighbours"]
        before, after = ordered[max(0, place - 8) : place], ordered[place + 1 : place + 9]
        assert [named(row)[0] for row in neighbours["before"]] == before
        assert [named(row)[0] for row in neighbours["after"]] == after
        assert neighbours["previous"] == (f"U+{before[-1]:04X}" if before else None)
        assert neighbours["next"] == (f"U+{after[0]:04X}" if after else None)


@pytest.mark.parametrize(
    ("point", "label", "assigned"),
    [
        (0xE000, "<private-use-E000>", True),
        (0xD800, "<surrogate-D800>", True),
        (0x0378, "<reserved-0378>", False),
        (0xFFFE, "<noncharacter-FFFE>", False),
        (0x10FFFF, "<noncharacter-10FFFF>", False),
    ],
)
def test_unassigned_code_points_have_a_label(api, point, label, assigned):
    about = look_up(api, point)
    assert (about["name"], about["label"]) == (None, label)
    assert about["properties"]["assigned"] is assigned
    assert (about["char"] is None) == (0xD800 <= point <= 0xDFFF)
    assert about["keywords"] == {} and about["variants"] == []
    assert len(about["neighbours"]["before"]) == 8


# --- Sequences.


def test_every_way_to_ask_for_a_flag(api):
    expected = look_up(api, 0x1F1E8, 0x1F1ED)
    assert expected["name"] == "flag: Switzerland"
    flag = "\U0001f1e8\U0001f1ed"
    for path in (urllib.parse.quote(flag), "U+1F1E8%20U+1F1ED", "u+1f1e8%2Bu+1f1ed"):
        status, _, body = api.get(f"/api/v1/characters/{path}")
        assert (status, json.loads(body)) == (200, expected), path


def test_sequences_with_their_parts(api):
    official = {ucd.essential(points): name for points, name in ucd.read_named_sequences()}
    several = [emoji for emoji in ucd.qualified_emoji() if len(ucd.essential(emoji.points)) > 1]
    for emoji in sample(several):
        about = look_up(api, *emoji.points)
        text = "".join(map(chr, emoji.points))
        name = official.get(ucd.essential(emoji.points), emoji.name)
        assert (about["char"], about["name"]) == (text, name)
        assert emoji.name in [name, *about["short_names"].get("en", [])]
        assert about["codepoints"] == [f"U+{point:04X}" for point in emoji.points]
        assert [row["char"] for row in about["characters"]] == list(text)
        assert bytes.fromhex("".join(about["encodings"]["utf8"])) == text.encode()
        assert bytes.fromhex("".join(about["encodings"]["utf16"])) == text.encode("utf-16-be")
        assert bytes.fromhex("".join(about["encodings"]["utf32"])) == text.encode("utf-32-be")
        assert ast.literal_eval(f"'{about['escapes']['python']}'") == text
        assert html.unescape(about["escapes"]["html"]) == text
        assert look_up(api, *ucd.essential(emoji.points)) == about, "U+FE0F does not count"


def test_variants_and_their_base_name_each_other(api):
    thumb = look_up(api, 0x1F44D)
    assert [row["name"] for row in thumb["variants"]] == [
        f"thumbs up: {tone} skin tone"
        for tone in ("light", "medium-light", "medium", "medium-dark", "dark")
    ]
    assert thumb["base"] is None
    for row in thumb["variants"]:
        points = [int(point[2:], 16) for point in row["codepoints"]]
        assert look_up(api, *points)["base"]["codepoint"] == "U+1F44D"


def test_a_character_with_an_emoji_selector(api):
    _, _, body = api.get("/api/v1/characters/%E2%9D%A4%EF%B8%8F")
    assert json.loads(body)["codepoint"] == "U+2764"


@pytest.mark.parametrize(
    "path", ["ab", "U+41+U+42", "%F0%9F%87%BD%F0%9F%87%BD", "cat%20face", "U+"]
)
def test_neither_a_character_nor_a_sequence_is_explained(api, path):
    status, _, body = api.get(f"/api/v1/characters/{path}")
    assert status == 422
    assert json.loads(body)["parameter"] == "character"
    assert "/api/v1/inspect" in json.loads(body)["detail"]


# --- Inspection.


def inspect(api, text):
    status, _, body = api.get("/api/v1/inspect", text=text)
    assert status == 200, body
    return json.loads(body)


def read_grapheme_tests():
    """Lists of clusters from GraphemeBreakTest.txt."""
    for line in (UCD / "auxiliary/GraphemeBreakTest.txt").read_text(encoding="utf-8").splitlines():
        if content := line.split("#")[0].strip():
            clusters = [re.findall("[0-9A-F]+", cluster) for cluster in content.split("÷")]
            yield ["".join(chr(int(p, 16)) for p in points) for points in clusters if points]


@pytest.mark.skipif(icu.data_version() > icu.unicode_version(), reason="ICU has the rules of its own version")
def test_clusters_agree_with_unicode(api):
    tests = [clusters for clusters in read_grapheme_tests() if "\0" not in "".join(clusters)]
    assert len(tests) > 500
    for clusters in tests[:: 1 if SLOWNESS == 1 else 10]:
        parts = inspect(api, "".join(clusters))["clusters"]
        assert [part["text"] for part in parts] == clusters


def test_a_text_and_its_code_points(api):
    text = "naïve ☀️ 🇨🇭 \u200d\u202e e\u0301 \x07 日本 \ue000"
    about = inspect(api, text)
    points = [point for cluster in about["clusters"] for point in cluster["codepoints"]]
    assert about["text"] == "".join(cluster["text"] for cluster in about["clusters"]) == text
    assert [point["char"] for point in points] == list(text)
    assert [point["codepoint"] for point in points] == [f"U+{ord(c):04X}" for c in text]
    assert [point["utf8"] for point in points] == [c.encode().hex(" ").upper() for c in text]
    assert [point["category"] for point in points] == [unicodedata.category(c) for c in text]
    labels = {"\x07": "<control-0007>", "\ue000": "<private-use-E000>"}
    expected = [labels.get(c) or unicodedata.name(c) for c in text]
    assert [point["name"] for point in points] == expected
    invisible = {point["char"] for point in points if point["invisible"]}
    assert invisible == set(" \u200d\u202e\x07\ufe0f")
    assert about["length"] == {
        "graphemes": len(about["clusters"]),
        "code_points": len(text),
        "utf8": len(text.encode()),
        "utf16": len(text.encode("utf-16-be")) // 2,
    }
    names = {cluster["text"]: cluster.get("name") for cluster in about["clusters"]}
    assert names["🇨🇭"] == "flag: Switzerland"
    assert names["☀️"] == "BLACK SUN WITH RAYS"
    assert names["e\u0301"] is None


def test_normalization_agrees_with_python(api):
    for text in ("abc", "é", "e\u0301", "ﬁ", "Å", "q\u0307\u0323", "가", "각", "\u1100\u1161", "½"):
        told = inspect(api, text)["normalization"]
        for form in ("nfc", "nfd", "nfkc", "nfkd"):
            assert told[form] == unicodedata.is_normalized(form.upper(), text), (text, form)


def test_warnings_about_what_a_reader_may_miss(api):
    warnings = inspect(api, "p\u0430ypal.com \u202etxt")["warnings"]
    assert [(w["type"], w["text"], w["byte"]) for w in warnings] == [
        ("mixed scripts", "p\u0430ypal", 0),
        ("bidi control", "\u202e", 12),
    ]
    assert inspect(api, "plain")["warnings"] == []


@pytest.mark.parametrize(
    "text",
    ["a" * 1024, "\u0301" * 512, "🇨🇭" * 128, "\u202e" * 341],
    ids=["letters", "marks", "flags", "controls"],
)
def test_the_longest_texts(api, text):
    assert inspect(api, text)["length"]["code_points"] == len(text)
    status, _, body = api.get("/api/v1/inspect", text=text + "abcd")
    assert status == 422
    assert "1024" in json.loads(body)["detail"]


def test_nothing_to_inspect(api):
    for target in ("/api/v1/inspect", "/api/v1/inspect?text="):
        assert api.get(target)[0] == 422


# --- Suggestions.


def test_suggestions_have_the_format_of_browsers(daemon):
    reply = get(daemon.http, "/api/v1/suggest?q=sun")
    assert reply.headers["content-type"] == "application/x-suggestions+json"
    query, completions, descriptions, addresses = reply.json()
    assert (query, addresses) == ("sun", [])
    assert len(completions) == len(descriptions) == 10
    assert completions[0] == "BLACK SUN WITH RAYS"
    assert descriptions[0] == "☀ U+2600"
    assert all("sun" in name.casefold() or name for name in completions)


def test_a_suggestion_finds_its_character(api):
    for query in ("sun", "arro", "heart", "flag: sw", "greek alp", "pi", "nbsp", "U+2600"):
        _, completions, descriptions, _ = json.loads(api.get("/api/v1/suggest", q=query)[2])
        assert completions, query
        for name, description in list(zip(completions, descriptions))[:3]:
            rows = api.page(name)["results"]
            assert description.split(" ")[0] in [row["char"] for row in rows[:3]], (query, name)


def test_suggestions_for_incomplete_queries(api):
    assert json.loads(api.get("/api/v1/suggest", q="")[2]) == ["", [], [], []]
    assert api.get("/api/v1/suggest")[0] == 422
    status, _, body = api.get("/api/v1/suggest", q='"cat face')
    assert (status, json.loads(body)["column"]) == (422, 1)


# --- Lists of values.


def test_blocks(api):
    about = json.loads(api.get("/api/v1/blocks")[2])
    ranges = ucd.block_ranges()
    told = [
        (block["name"], int(block["first"][2:], 16), int(block["last"][2:], 16))
        for block in about["blocks"]
    ]
    assert told == ranges
    counts = {block["name"]: block["characters"] for block in about["blocks"]}
    assert counts == {name: len(ucd.blocks().get(name, ())) for name, _, _ in ranges}


def test_scripts(api):
    about = json.loads(api.get("/api/v1/scripts")[2])
    codes = {name.replace("_", " "): code for name, code in ucd.script_codes().items()}
    expected = {name.replace("_", " "): len(found) for name, found in ucd.scripts().items()}
    told = {script["name"]: script["characters"] for script in about["scripts"]}
    assert told == {name: count for name, count in expected.items() if count}
    assert all(codes[script["name"]] == script["code"] for script in about["scripts"])


def test_categories(api):
    about = json.loads(api.get("/api/v1/categories")[2])
    names = {short: long for short, long, *_ in ucd.value_aliases("gc") if len(short) == 2}
    del names["LC"]  # a group
    assert {c["name"]: c["long_name"] for c in about["categories"]} == names
    counts = Counter({c["name"]: c["characters"] for c in about["categories"]})
    for name in names:
        assert counts[name] == len(ucd.categories().get(name, ())), name
    assert sum(counts.values()) == len(ucd.characters())


def test_lists_are_cacheable_and_take_no_parameters(daemon):
    for route in ("blocks", "scripts", "categories"):
        first = get(daemon.http, f"/api/v1/{route}")
        again = get(daemon.http, f"/api/v1/{route}", if_none_match=first.headers["etag"])
        assert (again.status, again.body) == (304, b"")
        assert get(daemon.http, f"/api/v1/{route}?limit=1").status == 422


def test_all_routes_have_the_same_generation(daemon):
    generation = daemon.status()["generation"]
    for target in ("characters/A", "inspect?text=A", "blocks", "scripts", "categories"):
        assert get(daemon.http, f"/api/v1/{target}").json()["generation"] == generation
