"""All properties: every name of every value, compared with the files that define them."""

from contextlib import closing

import pytest

import ucd
from daemon import SLOWNESS
from query_oracle import FIRST_SEQUENCE, compare_age, document_of
from surfaces import ALL, BOOK, Api

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


def test_the_oracle_reads_known_values():
    blocks, scripts = ucd.blocks(), ucd.scripts()
    assert len(blocks["Arrows"]) == 112
    assert len(blocks["High Surrogates"]) == 0
    assert len(scripts["Cherokee"]) == 172
    assert len(ucd.categories()["Cc"]) == 65
    assert len(ucd.ages()[(15, 0)]) == 4489
    assert sum(len(found) for found in ucd.ages().values()) == len(ucd.characters()) == 149_251
    assert ucd.category_groups()["LC"] == {"Ll", "Lt", "Lu"}
    assert len(ucd.emoji_characters()) == 1424


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
    assert sum(bool(found) for _, found in values) == 163
    assert_all_names(api, ["script", "sc", "Script"], values)


def test_every_name_of_every_category_and_group(api):
    files, groups, values = ucd.categories(), ucd.category_groups(), []
    for names in ucd.value_aliases("gc"):
        among = groups.get(names[0], {names[0]})
        values.append((names, set().union(*(files.get(category, set()) for category in among))))
    assert len(values) == 38
    assert_all_names(api, ["category", "gc", "General_Category"], values)


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
