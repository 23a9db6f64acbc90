"""The files that the index is built from: missing, damaged, in other languages, and replaced.

Each test changes a directory of its own with links to the installed files.
"""

import bz2
import json
import os
import random
import re
import signal
import subprocess
import time
from contextlib import closing

import pytest

import ucd
from answers import same_bytes
from daemon import (
    ANY_PORTS,
    FINDER,
    PATIENCE,
    PROGRAM,
    SLOWNESS,
    Daemon,
    clean_environment,
    index_file,
    wait_for,
)
from http_client import get
from query_oracle import document_of, named_by_icu, sequences
from surfaces import ALL, Api, find
from telnet_client import ask_all, session

SHARE = ucd.UCD.parent
FILES = {
    "aliases": "unicode/NameAliases.txt",
    "nameslst": "unicode/NamesList.txt",
    "sequence": "unicode/NamedSequences.txt",
    "emoji": "unicode/emoji/emoji-test.txt",
    "emojivar": "unicode/emoji/emoji-variation-sequences.txt",
    "cldr": "unicode/cldr/common/annotations/en.xml",
    "unihan": "unicode/Unihan_Readings.txt.bz2",
    "html": "xml/w3c-sgml-lib/schema/dtd/REC-xml-entity-names-20100401/htmlmathml-f.ent",
    "wordnet": "wordnet/data.noun",
    "glyphs": "aglfn/glyphlist.txt",
    "keysyms": "../include/X11/keysymdef.h",
    "compose": "X11/locale/en_US.UTF-8/Compose",
    "digraphs": "m17n/rfc1345.mim",
    "latex": "m17n/math-latex.mim",
}
# Sources that are elsewhere.
ALWAYS = {"icu": "ok", "ucd": "ok", "names": "ok", "site": "ok"}
WORDNET = [
    f"wordnet/{kind}.{part}" for kind in ("data", "index") for part in ("noun", "verb", "adj", "adv")
]
LANGUAGES = ("de", "en", "fr")
COMPLAINT = re.compile(r"Source (\S+) is (missing|damaged)")

# A query that only this source can answer, and a character in the answer.
ANSWERS = {
    "aliases": ("alias:soh", 0x01),
    "nameslst": ("alias:crosshatch", 0x23),
    "sequence": ('name:"latin small letter i with macron and grave"', (0x12B, 0x300)),
    "emoji": ('name:"family: man, woman, girl, boy"', (0x1F468, 0x200D, 0x1F469, 0x200D, 0x1F467,
                                                      0x200D, 0x1F466)),
    "cldr": ("keyword:gullwing", 0x7B),
    "unihan": ("definition:hillock", 0x3400),
    "html": ("alias:CounterClockwiseContourIntegral", 0x2233),
    "glyphs": ("Bmonospace", 0xFF22),
    "keysyms": ("zabovedot", 0x17C),
    "compose": ("?\\", 0x262D),
    "digraphs": ("0.", 0x2299),
    "latex": ("definedas", 0x2254),
}  # fmt: skip


# Of which version the files are: these say it.
VERSIONED = ("unicode/DerivedAge.txt", "unicode/cldr/common/dtd/ldml.dtd")


def mirror(directory, languages=LANGUAGES):
    """Creates a directory of links to all sources in these languages."""
    directory.mkdir()
    folders = (*ucd.ANNOTATIONS, "cldr/common/subdivisions")
    of_languages = [f"unicode/{path}/{name}.xml" for path in folders for name in languages]
    for path in {*FILES.values(), *VERSIONED, *of_languages, *WORDNET}:
        link = directory / path
        link.parent.mkdir(parents=True, exist_ok=True)
        if (SHARE / path).exists():
            link.symlink_to(SHARE / path)
    return directory


@pytest.fixture
def share(tmp_path):
    return mirror(tmp_path / "share")


def replace(path, content):
    path.unlink(missing_ok=True)
    path.write_bytes(content)


def states(daemon):
    return {source["name"]: source["state"] for source in daemon.status()["sources"]}


def complaints(lines):
    return [match.groups() for line in lines if (match := COMPLAINT.search(line))]


def complaints_of(daemon):
    """All complaints until its end, since stderr arrives with a delay."""
    daemon.stop()
    return complaints(daemon.lines)


def has(rows, document):
    points = document if isinstance(document, tuple) else (document,)
    return ucd.essential(points) in map(ucd.essential, rows)


def search_all(daemon, query, **parameters):
    with closing(Api(daemon.http)) as api:
        return api.search(query, **{**ALL, **parameters})


def finds(daemon, name):
    query, document = ANSWERS[name]
    answer = search_all(daemon, query)
    return answer.suggestion is None and has(answer.rows, document)


def assert_names_are_found(daemon, oracle):
    [reply] = ask_all(daemon.telnet, ["cat face"])
    assert reply[:-1] == [oracle.row(c) for c in oracle.search("cat face")]


# --- Installed sources.


def test_without_a_flag_all_sources_of_debian_are_read(daemon):
    assert states(daemon) == {**ALWAYS, **dict.fromkeys(FILES, "ok")}
    assert complaints(daemon.lines) == []
    assert daemon.status()["languages"] == ["en"]
    for name in ANSWERS:
        assert finds(daemon, name), name


def test_status_counts_the_records_of_each_source(daemon):
    status = daemon.status()
    records = {source["name"]: source["records"] for source in status["sources"]}
    assert records["aliases"] == len(ucd.read_name_aliases())
    meanings = [ucd.split_meanings(text) for text in ucd.read_definitions().values()]
    assert records["unihan"] > 300_000 + sum(map(len, meanings))  # the others are readings
    assert records["sequence"] == len(ucd.read_named_sequences())
    assert records["emoji"] == len(ucd.qualified_emoji()) + 9
    assert records["emojivar"] == len(ucd.read_emoji_variations())
    assert status["characters"] == len(ucd.read_names())
    assert status["sequences"] == len(sequences())
    assert all(re.fullmatch("[0-9a-f]{16,}", source["digest"]) for source in status["sources"])


def test_links_in_another_directory_give_the_same_index(start, empty_state, share, saved_index):
    start("--sources-dir", share, state=empty_state).wait_ready().wait_saved(empty_state).stop()
    assert same_bytes(index_file(empty_state), index_file(saved_index))


@pytest.mark.parametrize(
    ("text", "character", "label"),
    [
        ("huǒ", "火", "Mandarin"),
        ("shui3", "水", "Mandarin"),
        ("nv3", "女", "Mandarin"),
        ("みず", "水", "Japanese"),
        ("Greek_lambda", "λ", "X11 keysym"),
        ("quotedblleft", "“", "glyph name"),
        ("p*", "π", "RFC 1345 digraph"),
        ("?\\", "☭", "Compose key"),
        ("viii", "ⅷ", "compatibility form"),
    ],
)
def test_what_people_type_elsewhere(daemon, text, character, label):
    """The first of the characters that are read like this."""
    with closing(Api(daemon.http)) as api:
        rows = [row for row in api.objects(text, limit=50) if row.get("reading") == label]
    assert rows[0]["char"] == character


# --- Missing and damaged.


def test_an_empty_directory_leaves_names(start, empty_state, tmp_path, oracle):
    (tmp_path / "nothing").mkdir()
    daemon = start("--sources-dir", tmp_path / "nothing", state=empty_state).wait_ready()
    assert states(daemon) == {**ALWAYS, **dict.fromkeys(FILES, "missing")}
    assert_names_are_found(daemon, oracle)
    assert has(search_all(daemon, "cat face").rows, 0x1F431)
    assert [name for name in ANSWERS if finds(daemon, name)] == []
    assert daemon.status()["languages"] == ["en"]
    assert sorted(complaints_of(daemon)) == sorted((name, "missing") for name in FILES)


def test_without_the_file_text_is_a_form_of_what_is_text_by_default(start, empty_state, share):
    """That can be derived; which of the others have a text form is not known."""
    (share / FILES["emojivar"]).unlink()
    daemon = start("--sources-dir", share, state=empty_state).wait_ready()
    with closing(Api(daemon.http)) as api:
        assert {row["char"]: row.get("presentation") for row in api.objects("⌚❤©🦖")} == {
            "⌚": None, "❤": "emoji", "©": "text", "🦖": None}  # fmt: skip
    daemon.stop()
    [line] = [line for line in daemon.lines if "emojivar" in line]
    assert "text presentations of emoji are not offered; install unicode-data" in line


def test_a_missing_directory_is_like_an_empty_one(start, empty_state, tmp_path, oracle):
    daemon = start("--sources-dir", tmp_path / "nowhere", state=empty_state).wait_ready()
    assert set(states(daemon).values()) == {"ok", "missing"}
    assert_names_are_found(daemon, oracle)


def half(path):
    content = path.read_bytes()
    return content[: len(content) // 2]


# Damage to a file of any format.
DAMAGE = {
    "cut in half": half,
    "empty": lambda path: b"",
    "noise": lambda path: random.Random(4).randbytes(20_000),
    "a zero byte in the middle": lambda path: half(path)[:-1] + b"\0" + path.read_bytes()[
        len(half(path)) :
    ],
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_costs_only_the_damaged_sources_and_one_line_each(
    start, empty_state, share, oracle, damage
):
    """All files at once: names remain, and each source has one complaint."""
    for path in FILES.values():
        replace(share / path, DAMAGE[damage](SHARE / path))
    daemon = start("--sources-dir", share, state=empty_state).wait_ready()
    assert states(daemon) == {**ALWAYS, **dict.fromkeys(FILES, "damaged")}
    assert_names_are_found(daemon, oracle)
    assert sorted(complaints_of(daemon)) == sorted((name, "damaged") for name in FILES)


# Sources that do not overlap, so that several can be missing in one run.
MISSING = [
    ("aliases", "unihan", "glyphs"),
    ("nameslst", "emoji", "keysyms"),
    ("sequence", "cldr", "compose"),
    ("html", "digraphs", "latex"),
    ("emojivar", "wordnet"),
]


@pytest.mark.parametrize("names", MISSING[:: 1 if SLOWNESS == 1 else 3])
def test_missing_sources_cost_only_their_own_part(warm_state, share, names):
    """On the command line, with an index that was saved with them."""
    for name in names:
        (share / FILES[name]).unlink()
    flags = ["--state-dir", warm_state, "--sources-dir", share, "--scope", "all"]
    done = find(*flags, "cat", "face")
    assert done.returncode == 0
    assert "rebuilding" in done.stderr and names[0] in done.stderr.splitlines()[0]
    assert complaints(done.stderr.splitlines()) == [(name, "missing") for name in names]
    for other in ANSWERS.keys() - names:
        query, document = ANSWERS[other]
        points = document if isinstance(document, tuple) else (document,)
        found = find(*flags, "--tsv", query)
        assert " ".join(f"U+{point:04X}" for point in points) in found.stdout, other
        assert "rebuilding" not in found.stderr


@pytest.mark.skipif(SLOWNESS > 1, reason="LeakSanitizer does not work under strace")
def test_sources_that_have_not_changed_are_not_read_again(warm_state, tmp_path):
    """Nor opened: only their status is looked at."""
    trace = tmp_path / "trace"
    opened = []
    for _ in range(2):
        strace = ("strace", "-qq", "-o", trace, "-e", "trace=openat", FINDER)
        done = subprocess.run(
            [*strace, "--state-dir", warm_state, "cat", "face"],
            env=clean_environment(), capture_output=True, timeout=PATIENCE, check=True,
        )  # fmt: skip
        assert b"CAT FACE" in done.stdout
        opened.append({name for name in (WORDNET[0], "nicknames.tsv") if name in trace.read_text()})
    assert opened[1] == set()


def test_a_source_that_changed_in_place_is_noticed(warm_state, share):
    """Its size and the time of its change are as before; the time of its inode's change cannot be set."""
    path = share / FILES["glyphs"]
    replace(path, (SHARE / FILES["glyphs"]).read_bytes())
    flags = ["--state-dir", warm_state, "--sources-dir", share, "--scope", "all"]
    assert "rebuilding" not in find(*flags, "cat", "face").stderr
    time.sleep(2.5)  # until then a file is not taken for settled
    for _ in range(2):
        assert "rebuilding" not in find(*flags, "cat", "face").stderr
    before = path.stat()
    path.write_bytes(path.read_bytes().replace(b";2192", b";2193"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    assert "rebuilding" in find(*flags, "cat", "face").stderr


ODD_FILES = {
    "a directory": lambda path: path.mkdir(),
    "a pipe without a writer": os.mkfifo,
    "a link to itself": lambda path: path.symlink_to(path),
    "an endless device": lambda path: path.symlink_to("/dev/zero"),
}


ENGLISH = """\
<?xml version="1.0" encoding="UTF-8" ?>
<ldml><identity><language type="en"/></identity><annotations>
<annotation cp="👍🏼" type="tts">vote in tone: medium-light</annotation>
<annotation cp="👍🏽" type="tts">vote in tone: medium</annotation>
<annotation cp="🚶🏼" type="tts">gone with the dog</annotation>
<annotation cp="🚶" type="tts">gone with the dog</annotation>
<annotation cp="👮🏽‍♂️" type="tts">asks everybody for tickets</annotation>
<annotation cp="👮🏼‍♂️" type="tts">asks everybody for tickets</annotation>
<annotation cp="👮🏿‍♂️" type="tts">asks everybody for tickets</annotation>
</annotations></ldml>
"""


def test_a_variant_goes_by_a_short_name_that_emoji_test_does_not_have(share, empty_state):
    """CLDR 48 has "person walking: medium skin tone, facing right", and Unicode another order of words."""
    replace(share / "unicode/cldr/common/annotationsDerived/en.xml", ENGLISH.encode())
    flags = ("--state-dir", empty_state, "--sources-dir", share, "--scope", "all", "-f", "%(char)")
    for query, shown in (("vote in tone medium", "👍🏽"), ("vote in tone: medium-light", "👍🏼"),
                         ("gone with the dog", "🚶"), ("asks everybody for tickets", "👮🏼‍♂️")):  # fmt: skip
        assert find(*flags, query).stdout.splitlines() == [shown], query


def test_only_regular_files_are_read(start, empty_state, share, oracle):
    for (name, make), path in zip(ODD_FILES.items(), FILES.values(), strict=False):
        (share / path).unlink()
        make(share / path)
        assert name
    daemon = start("--sources-dir", share, state=empty_state).wait_ready()
    assert list(states(daemon).values()).count("ok") == len(FILES) + len(ALWAYS) - len(ODD_FILES)
    assert_names_are_found(daemon, oracle)
    assert len(complaints_of(daemon)) == len(ODD_FILES)


def test_an_xml_bomb_is_refused(start, empty_state, share, oracle):
    values = ["ha" * 10, *(f"&e{n};" * 10 for n in range(8))]
    entities = "".join(f'<!ENTITY e{n} "{value}">' for n, value in enumerate(values))
    laughs = f'<!DOCTYPE ldml [{entities}]><ldml><annotation cp="a">&e8;</annotation></ldml>'
    replace(share / FILES["cldr"], laughs.encode())
    daemon = start("--sources-dir", share, state=empty_state).wait_ready()
    assert states(daemon)["cldr"] == "damaged"
    assert_names_are_found(daemon, oracle)


def test_a_bzip2_bomb_is_refused(start, empty_state, share, oracle):
    bomb = bz2.compress(b"\0" * (1 << 22)) * 200  # 800 MB in 9 KB
    replace(share / FILES["unihan"], bomb)
    daemon = start("--sources-dir", share, state=empty_state).wait_ready()
    assert states(daemon)["unihan"] == "damaged"
    assert daemon.resident() < 400e6 * (1 if SLOWNESS == 1 else 4)
    assert_names_are_found(daemon, oracle)


def test_an_index_without_a_source_is_loaded_with_the_same_complaint(
    start, empty_state, share
):
    (share / FILES["unihan"]).unlink()
    first = start("--sources-dir", share, state=empty_state).wait_ready().wait_saved(empty_state)
    generation = first.status()["generation"]
    first.stop()
    again = start("--sources-dir", share, state=empty_state).wait_ready()
    again.wait_line("Loaded the index from")
    assert again.status()["generation"] == generation
    assert complaints_of(again) == [("unihan", "missing")]


# --- Replaced while the daemon serves.


def generation_after_reload(daemon, before):
    daemon.send(signal.SIGHUP)
    return wait_for("another generation", lambda: other_of_all(daemon, before))


def other_of_all(daemon, before):
    """Each reactor takes a new index at a turn of its own; connections go to them in turn."""
    told = {daemon.status()["generation"] for _ in range(2 * os.cpu_count())}
    return told.pop() if len(told) == 1 and not told & {None, before} else None


def test_a_source_that_appears_is_read_at_sighup(start, empty_state, share):
    """With an open session and an open connection."""
    (share / FILES["unihan"]).unlink()
    daemon = start("--sources-dir", share, state=empty_state).wait_ready().wait_saved(empty_state)
    before = daemon.status()["generation"]
    with session(daemon.telnet) as client, closing(Api(daemon.http)) as api:
        client.ask(":scope all")
        assert client.ask("definition:hillock")[-1].startswith("No match")
        page = api.page("cat", limit=1)
        (share / FILES["unihan"]).symlink_to(SHARE / FILES["unihan"])
        after = generation_after_reload(daemon, before)
        assert states(daemon)["unihan"] == "ok"
        assert "㐀" in client.ask("definition:hillock")[0]
        assert api.page("definition:hillock")["generation"] == after
        assert api.get(page["next"])[0] == 409


def test_a_source_damaged_before_sighup_is_dropped(start, empty_state, share, oracle):
    """Without a change, SIGHUP does nothing."""
    daemon = start("--sources-dir", share, state=empty_state).wait_ready().wait_saved(empty_state)
    before, written = daemon.status()["generation"], index_file(empty_state).stat().st_ino
    daemon.send(signal.SIGHUP)
    daemon.wait_line("The index is up to date")
    assert daemon.status()["generation"] == before
    assert index_file(empty_state).stat().st_ino == written
    replace(share / FILES["cldr"], b"<ldml><annotation")
    generation_after_reload(daemon, before)
    assert not finds(daemon, "cldr") and finds(daemon, "unihan")
    assert_names_are_found(daemon, oracle)
    assert complaints_of(daemon) == [("cldr", "damaged")]


def test_contents_count_and_not_modification_times(start, warm_state, share):
    """The same bytes in a new file give the same index; one different byte gives another one."""
    path = share / FILES["aliases"]
    replace(path, path.read_bytes())
    first = start("--sources-dir", share, state=warm_state).wait_ready()
    first.wait_line("Loaded the index from")
    generation = first.status()["generation"]
    first.stop()
    replace(path, path.read_bytes().replace(b"LINE FEED", b"LINE FOOD"))
    again = start("--sources-dir", share, state=warm_state).wait_ready()
    assert again.status()["generation"] != generation
    assert has(search_all(again, 'alias:"line food"').rows, 0x0A)


# --- Languages.


@pytest.fixture(scope="module")
def polyglot(tmp_path_factory):
    """A daemon with German, French and English, and its state directory."""
    state = tmp_path_factory.mktemp("polyglot")
    shared = Daemon(*ANY_PORTS, "--state-dir", state, "--languages", "de,fr")
    try:
        yield shared.wait_ready().wait_saved(state), state
        shared.stop()
    finally:
        shared.process.kill()


@pytest.fixture(scope="module")
def api(polyglot):
    with closing(Api(polyglot[0].http)) as asked:
        yield asked


@pytest.mark.parametrize(
    ("word", "character"),
    [("Sonne", "☀"), ("sonne", "☀"), ("soleil", "☀"), ("SOLEIL", "☀"), ("meteo", "☀"),
     ("météo", "☀"), ("me\u0301te\u0301o", "☀"), ("coeur", "❤"), ("cœur", "❤"), ("sun", "☀"),
     ("Sonnens*", "☀"), ("grösser", "≥"), ("größer", "≥"), ("grosser", "≥"),
     ('"nuage avec éclair"', "⛈"), ('"nuage avec eclair"', "⛈")],
)  # fmt: skip
def test_words_of_other_languages_are_found_in_any_spelling(api, word, character):
    assert has(api.search(word, **ALL).rows, ord(character))


def test_status_lists_the_languages(polyglot):
    daemon, _ = polyglot
    assert daemon.status()["languages"] == ["de", "en", "fr"]
    with session(daemon.telnet) as client:
        assert "de, en and fr" in "\n".join(client.ask(":status"))


def test_only_lang_limits_keywords_to_languages(api):
    def found(query, lang):
        answer = api.search(query, **ALL, only_lang=lang)
        return answer.suggestion is None and has(answer.rows, 0x2600)

    assert found("keyword:soleil", "fr") and found("keyword:soleil", "de,fr")
    assert found("keyword:soleil", "all")
    assert not found("keyword:soleil", "de") and not found("keyword:soleil", "en")
    assert found("keyword:Sonne", "de") and not found("keyword:Sonne", "fr")
    assert found("sun", "fr"), "official names are in every language's answer"
    assert not found("keyword:sunny", "fr")


@pytest.mark.parametrize("language", ["de", "fr", "en"])
def test_keywords_of_a_language_are_those_of_its_files(api, language):
    having = {}
    for points, text, _ in ucd.read_annotations(language):
        if document_of(points) is not None and len(words := ucd.split_words(text)) == 1:
            having.setdefault(words[0], set()).add(document_of(points))
    phrases = {}
    for points, text, _ in ucd.read_annotations(language):
        for word in ucd.split_words(text):
            if word in having and document_of(points) is not None:
                phrases.setdefault(word, set()).add(document_of(points))
    usable = sorted(word for word in having if word.isalpha() and len(word) > 1)
    for word in random.Random(5).sample(usable, 200 if SLOWNESS == 1 else 20):
        rows = api.search(f'keyword:"{word}"', **ALL, only_lang=language).rows
        found = {document_of(row) for row in rows}
        if language == "en":  # the names of emoji-test.txt are English too
            assert phrases[word] <= found, word
        else:  # ICU knows "Côte d’Ivoire" and the names of currencies, too
            assert found - named_by_icu() == phrases[word] - named_by_icu(), word
            assert found >= phrases[word], word


@pytest.mark.parametrize("word", ["chat", "ball", "radio", "soleil", "herz", "arm"])
def test_lang_changes_the_order_and_nothing_else(api, word):
    """An answer to other words than those sent may have any number of rows."""
    answers = [api.search(word, **ALL, **lang) for lang in ({}, {"lang": "de"}, {"lang": "fr,de"})]
    kept = [answer for answer in answers if answer.suggestion is None]
    assert len({frozenset(map(str, answer.rows)) for answer in kept}) <= 1


@pytest.mark.parametrize("language", ["de", "fr"])
def test_names_in_the_preferred_language_come_first(api, language):
    """Every 40th name of CLDR's in that language, unless several characters have it."""
    names = {}
    for points, text, short in ucd.read_annotations(language):
        if short and len(points) == 1:
            names.setdefault(text.casefold(), set()).add(points[0])
    lone = sorted(name for name, points in names.items() if len(points) == 1)[::40]
    best = {"scope": "all", "sort": "relevance", "lang": f"{language}-CH,xx"}
    first = [api.search(name, **best).rows[:1] for name in lone]
    right = sum(has(rows, min(names[name])) for name, rows in zip(lone, first))
    assert len(lone) > 10 and right >= 0.9 * len(lone), f"{right} of {len(lone)}"


def test_the_page_takes_the_browsers_languages(polyglot):
    daemon, _ = polyglot

    def page(target, languages):
        return get(daemon.http, target, accept_language=languages)

    french, english = page("/", "fr-CH, fr;q=0.9"), page("/", "en")
    assert "Accept-Language" in french.headers["vary"] and "Accept-Language" in english.headers["vary"]
    assert french.headers["etag"] != english.headers["etag"]
    assert b'name="lang" value="fr' in french.body and b'name="lang"' not in english.body
    french, english = page("/?query=chat&lang=fr", "en"), page("/?query=chat&lang=en", "fr")
    assert french.headers["vary"] == english.headers["vary"] == "Accept-Encoding"
    assert french.body != english.body and b'<html lang="fr"' in french.body
    hostile = page("/?query=chat", '"><script>' * 50)
    assert hostile.status == 200 and b"><script>" not in hostile.body


def test_only_lang_on_telnet_and_the_command_line(polyglot, api):
    daemon, state = polyglot
    commands = [":scope all", ":only_lang fr", "keyword:Sonne", ":only_lang de", "keyword:Sonne"]
    replies = ask_all(daemon.telnet, commands)
    assert not any("☀" in line for line in replies[2])
    assert any(line.startswith("U+2600\t") for line in replies[4])
    flags = ["--state-dir", state, "--scope", "all", "--tsv"]
    assert "U+2600\t" in find(*flags, "--only-lang", "de", "keyword:Sonne").stdout
    assert "U+2600\t" not in find(*flags, "--only-lang", "fr", "keyword:Sonne").stdout


def test_an_unknown_language_is_refused_with_a_list(polyglot):
    daemon, state = polyglot
    problem = get(daemon.http, "/api/v1/search?q=sun&only_lang=de,xx").json()
    assert (problem["status"], problem["parameter"]) == (422, "only_lang")
    assert "xx" in problem["detail"] and "de, en and fr" in problem["detail"]
    [reply] = ask_all(daemon.telnet, [":only_lang xx"])
    assert "xx" in reply[0] and "de, en and fr" in reply[0]
    done = find("--state-dir", state, "--only-lang", "xx", "--scope", "all", "sun")
    assert done.returncode == 2
    assert {"xx", "de", "en", "fr"} <= set(re.findall(r"\w+", done.stderr))


def test_the_finder_shares_an_index_in_other_languages(polyglot):
    """It requests no languages itself, so the daemon's index is used and not rebuilt."""
    _, state = polyglot
    before = index_file(state).stat()
    done = find("--state-dir", state, "--scope", "all", "--tsv", "soleil")
    assert "U+2600\t" in done.stdout
    assert done.stderr == ""
    after = index_file(state).stat()
    assert before.st_ino == after.st_ino


def test_the_finder_builds_the_requested_languages(empty_state):
    done = find("--state-dir", empty_state, "--languages", "ja,es", "--scope", "all", "太陽")
    assert "☀" in done.stdout and "🌞" in done.stdout
    assert "🐈" in find("--state-dir", empty_state, "--scope", "all", "gato").stdout


def test_other_languages_are_another_index(start, empty_state, oracle):
    first = start("--languages", "de", state=empty_state).wait_ready().wait_saved(empty_state)
    generation = first.status()["generation"]
    first.stop()
    config = {"languages": ["es", "en"]}
    second = start(state=empty_state, config=config).wait_ready()
    assert second.status()["generation"] != generation
    assert second.status()["languages"] == ["en", "es"]
    second.wait_line("language")  # the log gives the reason for the rebuild
    assert has(search_all(second, "gato").rows, 0x1F408)
    assert not has(search_all(second, "keyword:Katze").rows, 0x1F408)
    assert_names_are_found(second, oracle)


def test_the_order_of_languages_does_not_matter(polyglot, empty_state):
    find("--state-dir", empty_state, "--languages", "fr,en,de,fr", "sun")
    assert same_bytes(index_file(empty_state), index_file(polyglot[1]))


def test_an_unknown_language_is_reported_and_the_others_are_indexed(start, empty_state):
    daemon = start("--languages", "de,xx", state=empty_state).wait_ready()
    assert daemon.status()["languages"] == ["de", "en"]
    daemon.wait_line(r"\bxx\b")
    assert has(search_all(daemon, "Sonne").rows, 0x2600)
    assert has(search_all(daemon, "keyword:sunny").rows, 0x2600)


@pytest.mark.parametrize("wrong", ["de;fr", "../../etc/passwd", "d e", "a" * 40])
def test_an_invalid_language_is_refused_at_the_start(tmp_path, wrong):
    command = [PROGRAM, "--check-config", "--state-dir", tmp_path, "--languages", wrong]
    done = subprocess.run(command, capture_output=True, text=True, env=clean_environment())
    assert done.returncode != 0
    assert "languages" in done.stderr


@pytest.mark.skipif("CHARFINDER_NIGHTLY" not in os.environ, reason="147 languages take their time")
def test_all_languages_at_once(start, empty_state):
    daemon = start("--languages", "all", state=empty_state)
    daemon.wait_ready(patience=6 * PATIENCE)  # the thread that builds has a low priority
    told = daemon.status()["languages"]
    assert told == sorted(set(ucd.languages()) - {"root"})
    asked = {"太陽": "ja", "gato": "es", "солнце": "ru", "태양": "ko", "ήλιος": "el", "شمس": "ar",
             "güneş": "tr", "słońce": "pl", "mặt": "vi", "พระอาทิตย์": "th", "सूर्य": "hi"}  # fmt: skip
    with closing(Api(daemon.http)) as api:
        for word, language in asked.items():
            if word == "gato":
                assert has(api.search(word, **ALL, only_lang=language).rows, 0x1F408)
            else:
                rows = api.search(f"keyword:{word}", **ALL, only_lang=language).rows
                assert rows and (has(rows, 0x2600) or has(rows, 0x1F31E)), word
        # The most common phrase, an article twice, although a document may have a thousand texts.
        assert api.search('"la la"', **ALL).total > 0


def test_telnet_lists_the_states_too(start, empty_state, share):
    (share / FILES["html"]).unlink()
    replace(share / FILES["emoji"], b"nothing of use")
    daemon = start("--sources-dir", share, state=empty_state).wait_ready()
    [reply] = ask_all(daemon.telnet, [":status"])
    [line] = [line for line in reply if line.startswith("sources: ")]
    states = line.removeprefix("sources: ").split(", ")
    assert "html (missing)" in states and "emoji (damaged)" in states
    assert any(re.fullmatch(r"cldr( [0-9.]+)?", state) for state in states), line
    assert json.loads(get(daemon.http, "/api/v1/status").body)["state"] == "ready"
