"""All properties: every name of every value, compared with the files that define them."""

import html
import json
import re
import subprocess
import urllib.parse
from contextlib import closing
from fractions import Fraction
from operator import ge, gt, le, lt
from pathlib import Path

import pytest

import icu
import telnet_client
import ucd
from daemon import FINDER, SLOWNESS
from property_oracle import UNDEFINED, binary, numbers, values_of
from query_oracle import FIRST_SEQUENCE, PROPERTIES, compare_age, document_of
from surfaces import ALL, BOOK, Api

INDEX = Path(__file__).parents[2] / "index"

STRIDE = 1 if SLOWNESS == 1 else 11


@pytest.fixture(scope="module")
def api(daemon):
    with closing(Api(daemon.http)) as asked:
        yield asked


def quoted(name):
    return f'"{name}"' if " " in name or "," in name else name


def spellings(name):
    """Spellings that are equal by UAX #44."""
    spaced = name.replace("_", " ")
    return [quoted(name), name.lower(), name.upper().replace("_", "-"), quoted(spaced),
            quoted(spaced.replace(" ", "").lower())]  # fmt: skip


def assert_is(api, query, expected):
    """Checks that in scope name the query finds exactly these characters, in order."""
    answer = api.search(query, **BOOK)
    assert answer.total == len(answer.rows) == len(expected), query
    assert answer.rows == [(c,) for c in sorted(expected)], query


def assert_all_names(api, keys, values):
    """Checks every name of each value, in every spelling, with each name of the property.

    The first answer is compared with the file, the others with the first, byte by byte."""
    for at, (names, expected) in enumerate(values):
        assert_is(api, f"{keys[0]}:{quoted(names[0])}", expected)
        if at % STRIDE:
            continue
        _, first = api.table(f"{keys[0]}:{quoted(names[0])}", **BOOK)
        asked = {spelling for name in names for spelling in spellings(name)}
        many = len(expected) > 3000  # too many rows to compare a dozen times
        for n, spelling in enumerate(sorted(asked)):
            query = f"{keys[(at + n) % len(keys)]}:{spelling}"
            if many:
                assert api.page(query, limit=1, **BOOK)["total"] == len(expected), query
            else:
                assert api.table(query, **BOOK)[1] == first, query


def read_table():
    """The rows of the table of properties, as its source has them: those that help texts show as
    [(key, example)], and the keys of the others."""
    text = re.sub(r"\s*\\\n\s*", " ", (INDEX / "unicode/property_table.h").read_text())
    shown = re.findall(r'ROW\(\w+, "(\w+)", \w+, \w+, \w+, \w+, "([^"]+)"', text)
    others = re.findall(r'PROPERTY_ROW_\w+\(ROW, \w+, "(\w+)"', text)
    others = [key for key in others if icu.selector(key) is not None]  # later versions of ICU have more
    return [(key, f"{key}:{example}") for key, example in shown], others


SHOWN, OTHERS = read_table()
KEYS, EXAMPLES = zip(*SHOWN, strict=True)


def test_every_property_has_an_oracle_and_an_example(api):
    assert list(KEYS) == list(PROPERTIES)
    for example in EXAMPLES:
        assert api.page(example, limit=1, **BOOK)["total"] > 0, example


def assert_values(api, key):
    """Checks all values of a property, and that each character has one of them."""
    values = values_of(key)
    assert sum(len(found) for found in values.values()) == len(ucd.characters()), key
    for value, found in values.items():
        if len(found) < 1000:
            assert_is(api, f"{key}:{quoted(value)}", found)
        else:
            total = api.page(f"{key}:{quoted(value)}", limit=1, **BOOK)["total"]
            assert total == len(found), (key, value)


@pytest.mark.parametrize("key", [*KEYS[KEYS.index("plane") + 1 :], *OTHERS])
def test_every_value_of_every_other_property(api, key):
    if key not in UNDEFINED:
        assert_values(api, key)
    else:
        totals = [api.page(f"{key}:{value}", limit=1, **BOOK)["total"] for value in ("yes", "no")]
        assert min(totals) > 0 and sum(totals) == len(ucd.characters())


def test_the_table_has_every_binary_property_of_unicode():
    """But for those that only help to derive others, as Other_Math does, or that ICU does not have yet."""
    keys = {ucd.loose(key) for key in (*KEYS, *OTHERS)} | {"bidimirrored"}
    for name in binary():
        if not name.startswith("other") and icu.selector(name) is not None:
            assert name in keys, name


def test_names_of_unicode_and_of_icu_are_keys(api):
    for query, key in (
        ("East_Asian_Width:W", "width:wide"), ("ea:wide", "width:wide"), ("WSpace:y", "white_space:yes"),
        ("whitespace:yes", "white_space:yes"), ("Bidi_M:yes", "mirrored:yes"), ("dt:sup", "dt:super"),
        ("ccc:above", "ccc:230"), ("ccc:A", "ccc:230"), ("nv:0.5", "nv:1/2"), ("nv:2/4", "nv:1/2"),
        ("Numeric_Value:=1/2", "nv:1/2"), ("STerm:yes", "sentence_terminal:yes"),
    ):  # fmt: skip
        totals = [api.page(each, limit=1, **BOOK)["total"] for each in (query, key)]
        assert totals[0] == totals[1] > 0, query


def test_numbers_can_be_compared(api):
    values = {value: found for value, found in numbers().items() if value != "NaN"}
    for sign, compare in ((">=", ge), (">", gt), ("<=", le), ("<", lt)):
        for limit in ("0", "-1/2", "1/320", "1/2", "9", "1000", "1000000000000"):
            expected = set().union(*(
                found for value, found in values.items() if compare(Fraction(value), Fraction(limit))
            ))  # fmt: skip
            assert_is(api, f"nv:{sign}{limit}", expected)


def test_an_unknown_key_is_answered_with_all_keys(api):
    status, _, body = api.get("/api/v1/search", q="unknown:arrows")
    assert status == 422
    keys = re.search("name, alias, keyword, definition, like, base, (.*) or another", json.loads(body)["detail"])
    assert keys[1].split(", ") == list(KEYS)


@pytest.mark.parametrize(
    ("query", "closest"),
    [
        ("scirpt:greek", "script"), ("keywrod:love", "keyword"), ("white_spaec:yes", "white_space"),
        ("category:space", "Space_Separator"), ("block:arows", "Arrows"), ("dt:supper", "Super"),
    ],
)  # fmt: skip
def test_what_is_mistyped_is_answered_with_what_is_close(api, query, closest):
    status, _, body = api.get("/api/v1/search", q=query)
    assert status == 422
    assert json.loads(body)["detail"].removesuffix(".").endswith(f"; the closest is {closest}")


@pytest.mark.parametrize("query", ["hex:2603", "utf8:e29883", "dec:9731", "u:2603", "-hex:yes"])
def test_a_key_for_code_points_is_answered_with_how_to_write_them(api, query):
    status, _, body = api.get("/api/v1/search", q=query, scope="name")
    assert status == 422
    assert "U+2603" in json.loads(body)["detail"]


def test_the_usage_of_the_command_has_all_keys():
    usage = subprocess.run([FINDER, "--help"], capture_output=True, check=True, text=True).stdout
    assert re.search(r"by property:\s+(.*)", usage)[1].split() == list(KEYS)


def test_the_help_of_telnet_has_all_examples(daemon):
    with telnet_client.session(daemon.telnet) as session:
        lines = session.ask(":help")
    first = next(i for i, line in enumerate(lines) if EXAMPLES[0] in line)
    shown = " ".join(lines[first : first + 3]).split()
    assert shown[: len(EXAMPLES) + 1] == [EXAMPLES[0], "or", *EXAMPLES[1:]]


def test_the_start_page_links_all_examples(api):
    status, _, body = api.get("/")
    assert status == 200
    row = next(row for row in body.decode().split("<tr>") if "by property" in row)
    links = re.findall(r'<a href="\?query=([^"]*)">([^<]*)</a>', row)
    assert [html.unescape(text) for _, text in links] == list(EXAMPLES)
    assert [urllib.parse.unquote_plus(query) for query, _ in links] == list(EXAMPLES)


def test_the_readme_has_all_keys():
    readme = (INDEX / "README.md").read_text(encoding="utf-8")
    for key in (*KEYS, *OTHERS):
        assert f"`{key}:" in readme or f"`{key}`" in readme, key


def test_the_oracle_reads_known_values():
    blocks, scripts = ucd.blocks(), ucd.scripts()
    assert len(blocks["Arrows"]) == 112
    assert len(blocks["High Surrogates"]) == 0
    assert len(scripts["Cherokee"]) == 172
    assert len(ucd.categories()["Cc"]) == 65
    assert len(ucd.ages()[(15, 0)]) == 4489
    assert sum(len(found) for found in ucd.ages().values()) == len(ucd.characters()) >= 149_251
    assert ucd.category_groups()["LC"] == {"Ll", "Lt", "Lu"}
    assert len(ucd.emoji_characters()) >= 1424


def test_every_name_of_every_block(api):
    files = {ucd.loose(name): found for name, found in ucd.blocks().items()}
    values = []
    for names in ucd.value_aliases("blk"):
        known = [files[ucd.loose(name)] for name in names if ucd.loose(name) in files]
        values.append((names, known[0] if known else set()))  # No_Block has no character
    assert sum(bool(found) for _, found in values) >= 320
    assert_all_names(api, ["block", "blk", "Block", "BLK"], values)


def test_every_block_in_the_spelling_of_its_file(api):
    for name, found in list(ucd.blocks().items())[::STRIDE]:
        if len(found) < 3000:
            assert_is(api, f"block:{quoted(name)}", found)


def test_every_name_of_every_script(api):
    files = {ucd.loose(name): found for name, found in ucd.scripts().items()}
    values = []
    for names in ucd.value_aliases("sc"):
        known = [files[ucd.loose(name)] for name in names if ucd.loose(name) in files]
        values.append((names, known[0] if known else set()))  # Unknown; Katakana_Or_Hiragana
    assert sum(bool(found) for _, found in values) >= 163
    assert_all_names(api, ["script", "sc", "Script"], values)


def test_every_name_of_every_category_and_group(api):
    files, groups, values = ucd.categories(), ucd.category_groups(), []
    for names in ucd.value_aliases("gc"):
        among = groups.get(names[0], {names[0]})
        values.append((names, set().union(*(files.get(category, set()) for category in among))))
    assert len(values) == 38
    assert_all_names(api, ["category", "gc", "General_Category"], values)


def test_every_name_of_every_bidi_class(api):
    files = ucd.bidi_classes()
    values = [(names, files.get(names[0], set())) for names in ucd.value_aliases("bc")]
    assert len(values) == 23 and all(found for _, found in values)
    assert sum(len(found) for found in files.values()) == len(ucd.characters())
    assert_all_names(api, ["bidi", "bc", "Bidi_Class"], values)
    assert_is(api, "bidi:right_to_left", files["R"])
    assert_is(api, "bidi:AL block:thaana", files["AL"] & ucd.blocks()["Thaana"])


def test_every_age(api):
    for age, found in ucd.ages().items():
        version = f"{age[0]}.{age[1]}"
        queries = [f"age:{version}", f"age:={version}", f"Age:V{age[0]}_{age[1]}"]
        if age[1] == 0:
            queries.append(f"age:{age[0]}")
        assert_is(api, queries[0], found)
        for query in queries[1:]:
            assert api.page(query, limit=1, **BOOK)["total"] == len(found), query


def test_every_comparison_of_ages(api):
    for age in ucd.ages():
        for operator in (">=", ">", "<=", "<"):
            value = f"{operator}{age[0]}.{age[1]}"
            among = (found for each, found in ucd.ages().items() if compare_age(each, value))
            expected = set().union(*among)
            assert api.page(f"age:{value}", limit=1, **BOOK)["total"] == len(expected), value
            if len(expected) < 10_000:
                assert_is(api, f"age:{value}", expected)


def test_an_age_between_two_versions(api):
    """6.4 was never published: older than 6.4 is the same as up to 6.3."""
    older = set().union(*(found for age, found in ucd.ages().items() if age <= (6, 3)))
    assert api.page("age:<6.4", limit=1, **BOOK)["total"] == len(older)
    assert api.page("age:>=6.4 age:<=6.9", limit=1, **BOOK)["total"] == 0
    status, _, _ = api.get("/api/v1/search", q="age:6.4", scope="name")
    assert status in (200, 422)


def test_every_plane(api):
    for plane in range(17):
        expected = [c for c in ucd.characters() if c >> 16 == plane]
        assert api.page(f"plane:{plane}", limit=1, **BOOK)["total"] == len(expected), plane
    assert_is(api, "plane:14", {c for c in ucd.characters() if c >> 16 == 14})
    assert_is(api, "plane:1 script:Gothic", ucd.scripts()["Gothic"])
    assert_is(api, "plane:0 script:Gothic", set())


def test_emoji_yes_and_no(api):
    emoji = ucd.emoji_characters()
    assert_is(api, "emoji:yes", emoji)
    assert_is(api, "emoji:Y", emoji)
    assert_is(api, "emoji:TRUE", emoji)
    assert api.page("emoji:no", limit=1, **BOOK)["total"] == len(ucd.characters()) - len(emoji)
    assert_is(api, "emoji:no plane:14", {c for c in ucd.characters() if c >> 16 == 14})


def test_every_character_has_one_value_of_each_property(api):
    everything = len(ucd.characters())
    for name, values in (
        ("block", ucd.blocks()),
        ("script", ucd.scripts()),
        ("category", ucd.categories()),
    ):
        totals = [api.page(f"{name}:{quoted(v)}", limit=1, **BOOK)["total"] for v in values]
        assert sum(totals) == everything, name


def test_rows_have_the_properties_they_were_found_by(api):
    rows = api.objects("U+2000..U+2FFF", **BOOK) + api.objects("U+1F300..U+1FAFF", **BOOK)
    blocks, scripts, categories = ucd.blocks(), ucd.scripts(), ucd.categories()
    for row in rows[::STRIDE]:
        point = int(row["codepoint"][2:], 16)
        assert point in blocks[row["block"]], row
        assert point in scripts[row["script"].replace(" ", "_")], row
        assert point in categories[row["category"]], row
        assert point in ucd.ages()[tuple(map(int, row["age"].split(".")))], row


def test_in_scope_all_characters_are_found_as_in_scope_name(api):
    for query in ("block:emoticons", "script:Gothic", "category:Sc", "age:15.0", "emoji:yes"):
        rows = api.search(query, **ALL).rows
        found = [row for row in rows if document_of(row) < FIRST_SEQUENCE]
        assert found == api.search(query, **BOOK).rows, query


def test_a_sequence_is_an_emoji_if_emoji_test_has_it(api):
    """Other sequences (LATIN SMALL LETTER I WITH MACRON AND GRAVE) are not."""
    rows = {ucd.essential(row) for row in api.search("emoji:yes", **ALL).rows}
    tested = {ucd.essential(emoji.points) for emoji in ucd.qualified_emoji()}
    assert {row for row in rows if len(row) > 1} == {points for points in tested if len(points) > 1}
    others = {ucd.essential(row) for row in api.search("emoji:no", **ALL).rows}
    named = {ucd.essential(points) for points, _ in ucd.read_named_sequences()}
    assert {row for row in others if len(row) > 1} == named - tested


def test_a_group_has_the_emoji_that_emoji_test_lists_in_it(api):
    emoji = [e for e in ucd.read_emoji_test() if e.status in ("fully-qualified", "component")]
    for group in {e.group for e in emoji}:
        rows = {ucd.essential(row) for row in api.search(f'group:"{group}"', **ALL).rows}
        assert rows == {ucd.essential(e.points) for e in emoji if e.group == group}, group


@pytest.mark.parametrize("route", ["blocks", "scripts", "categories"])
def test_the_lists_of_the_api_have_the_counts_of_the_files(api, route):
    status, _, body = api.get(f"/api/v1/{route}")
    assert status == 200
    files = {"blocks": ucd.blocks, "scripts": ucd.scripts, "categories": ucd.categories}[route]()
    for name, found in files.items():
        shown = name.replace("_", " ") if route == "scripts" else name
        if found:
            assert f'"{shown}"'.encode() in body, shown
            assert str(len(found)).encode() in body, shown
