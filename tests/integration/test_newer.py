"""Files of Unicode that are newer than ICU: an invented Unicode 99.0, on every surface.

Its characters are where no version of Unicode has any, so that any ICU does not know them.
"""

import json
import signal
import subprocess
import urllib.parse

import pytest

from daemon import ANY_PORTS, FINDER, PATIENCE, Daemon, wait_for
from http_client import get
from telnet_client import ask_all

DATA = """\
3FF00;ZORBIAN CAPITAL LETTER ZUZ;Lu;0;R;;;;;N;;;;3FF01;
3FF01;ZORBIAN SMALL LETTER ZUZ;Ll;0;R;;;;;N;;;3FF00;;3FF00
3FF02;ZORBIAN SMALL LETTER ZUZ WITH ACUTE;Ll;0;R;3FF01 0301;;;;N;;;;;
3FF03;ZORBIAN DIGIT SEVEN;Nd;0;L;;7;7;7;N;;;;;
3FF04;ZORBIAN SIGN ZING;Sc;0;ET;;;;;N;;;;;
3FF10;GLOCKENSPIEL PICTURE;So;0;ON;;;;;N;;;;;
3FF40;<Zorbian Ideograph, First>;Lo;0;L;;;;;N;;;;;
3FF4F;<Zorbian Ideograph, Last>;Lo;0;L;;;;;N;;;;;
100000;<Plane 16 Private Use, First>;Co;0;L;;;;;N;;;;;
10FFFD;<Plane 16 Private Use, Last>;Co;0;L;;;;;N;;;;;
"""
FILES = {
    "PropertyValueAliases": "blk; Zorb_A ; Zorbian_A\nsc ; Zorb ; Old_Zorbian\n",
    "Blocks": "3FF00..3FF5F; Zorbian-A\n",
    "Scripts": "3FF00..3FF03;Old_Zorbian\n3FF04;Common\n3FF10;Common\n3FF40..3FF4F;Old_Zorbian\n",
    "DerivedAge": "3FF00..3FF04 ; 99.0\n3FF10 ; 99.0\n3FF40..3FF4F ; 99.0\n",
    "EastAsianWidth": "3FF00..3FF04;N\n3FF10;W\n3FF40..3FF4F;W\n",
    "DerivedCoreProperties": "3FF00..3FF02 ; Alphabetic\n3FF00 ; Uppercase\n3FF01..3FF02 ; Lowercase\n",
    "NameAliases": "3FF04;ZORBIAN SIGN ZONG;correction\n",
    "SpecialCasing": "3FF01; 3FF01; 3FF00 0301; 3FF00 0301;\n",
    "ScriptExtensions": "3FF02 ; Latn Zorb\n",
    "NamedSequences": "ZORBIAN SEQUENCE ZIP;3FF01 3FF03\n",
}
EMOJI_DATA = "# emoji-data.txt\n# Version: 99.0\n3FF10 ; Emoji\n3FF10 ; Emoji_Presentation\n#EOF\n"
EMOJI_TEST = """\
# emoji-test.txt
# Version: 99.0
# group: Objects
# subgroup: musical-instrument
3FF10 ; fully-qualified # \U0003ff10 E99.0 glockenspiel
# group: Flags
# subgroup: subdivision-flag
1F3F4 E0067 E0062 E007A E0062 E007F ; fully-qualified # \U0001f3f4 E99.0 flag: Zorb Hill
#EOF
"""
CONFUSABLES = """\
\ufeff# confusables.txt
# Version: 99.0.0
3FF03 ;\t0061 ;\tMA\t# seven looks like a
00FE ;\t0070 ;\tMA\t# and thorn like p, of which ICU says nothing
"""
ANNOTATIONS = """\
<?xml version="1.0" encoding="UTF-8" ?>
<ldml><identity><language type="en"/></identity><annotations>
<annotation cp="\U0003ff10">chimes | percussion</annotation>
<annotation cp="\U0003ff10" type="tts">glockenspiel</annotation>
</annotations></ldml>
"""
NAMES = """\
<ldml><localeDisplayNames><territories><territory type="US" alt="short">Yankeeland</territory>
</territories></localeDisplayNames><numbers><currencies><currency type="ZYZ">
<displayName>Zorbian Zing</displayName><symbol alt="narrow">\U0003ff04</symbol></currency></currencies></numbers></ldml>
"""
SUBDIVISIONS = """\
<ldml><localeDisplayNames><subdivisions><subdivision type="gbzb">Zorbhillia</subdivision>
<subdivision type="gbzc">Zorbdalia</subdivision></subdivisions></localeDisplayNames></ldml>
"""
TENDER = """\
<supplementalData><currencyData><region iso3166="US"><currency iso4217="ZYZ" from="2030-01-01"/>
<currency iso4217="USD" from="1792-01-01"/></region></currencyData></supplementalData>
"""
ZORB_HILL = "\U0001f3f4\U000e0067\U000e0062\U000e007a\U000e0062\U000e007f"
CAPITAL, SMALL, ACUTE, SEVEN, ZING, GLOCKENSPIEL = "\U0003ff00\U0003ff01\U0003ff02\U0003ff03\U0003ff04\U0003ff10"


def unicode_org(folder):
    """Lays the files out as unicode.org and CLDR's archive do."""
    contents = {f"ucd/{name}.txt": f"# {name}-99.0.0.txt\n{text}# EOF\n" for name, text in FILES.items()}
    contents |= {
        "ucd/UnicodeData.txt": DATA,
        "ucd/emoji/emoji-data.txt": EMOJI_DATA,
        "emoji/emoji-test.txt": EMOJI_TEST,
        "security/confusables.txt": CONFUSABLES,
        "ucd/Unihan_Readings.txt": "U+3FF40\tkDefinition\tmarimba player\n",
        "common/dtd/ldml.dtd": '<!ATTLIST version cldrVersion CDATA #FIXED "99" >\n',
        "common/main/en.xml": NAMES,
        "common/subdivisions/en.xml": SUBDIVISIONS,
        "common/supplemental/supplementalData.xml": TENDER,
        "common/annotations/en.xml": ANNOTATIONS,
        "common/annotationsDerived/en.xml": ANNOTATIONS.replace("chimes", "bars"),
    }
    for path, text in contents.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def newer(tmp_path_factory):
    """A daemon with the invented version before an empty folder."""
    place = tmp_path_factory.mktemp("newer")
    folder = unicode_org(place / "sources")
    (place / "nothing").mkdir()
    config = place / "config.json"
    config.write_text(json.dumps({"sources_dirs": [str(folder), str(place / "nothing")]}))
    daemon = Daemon(*ANY_PORTS, "--state-dir", place / "state", "--config", config)
    daemon.flags = ["--state-dir", place / "state", "--sources-dir", folder,
                    "--sources-dir", place / "nothing"]  # fmt: skip
    try:
        daemon.wait_ready()
        wait_for("the saved index", lambda: list((place / "state").glob("unicode-*.charindex")))
        yield daemon
        daemon.stop()
    finally:
        daemon.process.kill()


def search(daemon, query, **parameters):
    parameters = {"q": query, "scope": "all", **parameters}
    return json.loads(get(daemon.http, "/api/v1/search?" + urllib.parse.urlencode(parameters)).body)


def found(daemon, query):
    return [row["char"] for row in search(daemon, query)["results"]]


def character(daemon, char):
    return json.loads(get(daemon.http, f"/api/v1/characters/U+{ord(char):04X}").body)


def finder(daemon, *arguments):
    done = subprocess.run(
        [FINDER, *daemon.flags, *arguments], capture_output=True, text=True, timeout=PATIENCE
    )
    assert done.stderr == ""
    return done.stdout


QUERIES = {
    "glockenspiel": GLOCKENSPIEL,
    "chimes": GLOCKENSPIEL,
    "block:zorbian_a category:Sc": ZING,
    'block:"Zorbian-A" category:Nd': SEVEN,
    "script:zorb category:Lu": CAPITAL,
    'script:"old zorbian" category:Nd': SEVEN,
    "age:99.0 category:So": GLOCKENSPIEL,
    "age:>=99 category:Lu": CAPITAL,
    "emoji:yes block:zorbian_a": GLOCKENSPIEL,
    "alias:zong": ZING,
    "bidi:R script:zorb category:Lu": CAPITAL,
    "nv:7 script:zorb": SEVEN,
    "width:wide category:So age:99": GLOCKENSPIEL,
    "base:U+3FF01": ACUTE,
    "U+3FF00": CAPITAL,
    CAPITAL: CAPITAL,
    "zorbian ideograph U+3FF4F": "\U0003ff4f",
    "lowercase:yes script:zorb acute": ACUTE,
    "sequence zip": SMALL + SEVEN,
    "like:a age:99": SEVEN,
    "like:U+3FF03 U+0430": "\u0430",
    "ZYZ": ZING,
    "keyword:zing category:Sc": ZING,
    "flag of zorb hill": ZORB_HILL,
    "keyword:zorbhillia": ZORB_HILL,
    "currency of yankeeland": ZING,
    "marimba": "\U0003ff40",
}


@pytest.mark.parametrize("query", QUERIES)
def test_found_by_search(newer, query):
    """On every surface: JSON, telnet, the page and the command line."""
    assert QUERIES[query] in found(newer, query)
    [reply] = ask_all(newer.telnet, [":scope all", query])[-1:]
    assert any(QUERIES[query] in line for line in reply)
    page = get(newer.http, "/?" + urllib.parse.urlencode({"query": query})).body.decode()
    assert f'<bdi class="glyph">{QUERIES[query]}</bdi>' in page
    assert QUERIES[query] in finder(newer, "--scope", "all", "-n", "all", "--", query)


# What each kind of character has: a letter, a digit, a currency sign, a picture, an ideograph.
PROPERTIES = {
    CAPITAL: "Lu Old Zorbian 99.0 Right To Left U+3FF01 U+3FF01 uppercase",
    SMALL: "Ll Old Zorbian 99.0 Right To Left U+3FF00 U+0301 lowercase",
    SEVEN: "Nd Old Zorbian 99.0 Left To Right nv=7",
    ZING: "Sc Common 99.0 European Terminator ZORBIAN SIGN ZONG",
    GLOCKENSPIEL: "So Common 99.0 Other Neutral emoji chimes, percussion",
    "\U0003ff40": "Lo Old Zorbian 99.0 Left To Right marimba player",
}


@pytest.mark.parametrize("char", PROPERTIES, ids=lambda char: f"U+{ord(char):04X}")
def test_the_properties_of_each_kind(newer, char):
    columns = "%(category) %(script) %(age) %(bidi) %(upper) %(lower) nv=%(nv) %(aliases) %(keywords) %(definition) %(properties)"
    shown = finder(newer, "-f", columns, f"U+{ord(char):04X}")
    facts = json.dumps(character(newer, char), ensure_ascii=False)
    page = get(newer.http, f"/U+{ord(char):04X}").body.decode()
    for word in PROPERTIES[char].split():
        assert word in shown, shown
    for word in (PROPERTIES[char].split()[0], "Zorbian-A", "99.0"):
        assert word in facts and word in page


def test_what_icu_knows_is_as_before(newer):
    assert found(newer, "block:arrows nothing") == []
    assert "←" in found(newer, "leftwards arrow")
    facts = character(newer, "é")
    assert (facts["block"], facts["script"], facts["age"]) == ("Latin-1 Supplement", "Latin", "1.1")


def test_the_details_of_a_character(newer):
    facts = character(newer, SMALL)
    assert facts["name"] == "ZORBIAN SMALL LETTER ZUZ"
    assert (facts["category"], facts["block"]) == ("Ll", "Zorbian-A")
    assert (facts["script"], facts["age"]) == ("Old Zorbian", "99.0")
    assert facts["case"]["upper"] == ["U+3FF00", "U+0301"] and facts["case"]["lower"] == ["U+3FF01"]
    looks = {row["char"] for row in character(newer, SEVEN)["confusables"]}
    assert {"a", "\u0430"} <= looks
    assert {"p", "\u0440"} <= {row["char"] for row in character(newer, "\u00fe")["confusables"]}
    page = get(newer.http, f"/U+{ord(SMALL):04X}").body.decode()
    assert "ZORBIAN SMALL LETTER ZUZ" in page and "Zorbian-A" in page and "99.0</a> (new)" in page
    assert "(new)" not in get(newer.http, "/U+00E9").body.decode()


def test_new_characters_are_marked(newer):
    """In rows, details and pages; and what ICU cannot know of them."""
    for language, new, unknown in (
        ("en", "new in 99.0", "Casing, normalization and clusters of this character are not known to ICU"),
        ("de", "neu in 99.0", "kennt Groß- und Kleinschreibung, Normalisierung und Graphemcluster dieses"),
    ):
        rows = get(newer.http, f"/?query=glockenspiel&lang={language}").body.decode()
        assert f'<span class="new">{new}</span>' in rows
        page = get(newer.http, f"/U+{ord(SMALL):04X}?lang={language}").body.decode()
        assert unknown in page and f"ICU {newer.status()['icu']}" in page
    [row] = [row for row in search(newer, "glockenspiel")["results"] if row["char"] == GLOCKENSPIEL]
    assert row["new"] is True and row["age"] == "99.0"
    facts = character(newer, SMALL)
    assert (facts["new"], facts["beyond_icu"]) == (True, newer.status()["icu"])
    facts = character(newer, "é")
    assert (facts["new"], facts["beyond_icu"]) == (False, None)
    assert all("new" not in row for row in search(newer, "leftwards arrow")["results"])
    assert "is not known to ICU" not in get(newer.http, "/U+00E9").body.decode()
    shown = finder(newer, "-f", "%(new) %(beyond_icu)", "U+3FF01")
    assert shown.startswith("yes casing, normalization and clusters: ICU ")
    assert finder(newer, "-f", "%(new)%(beyond_icu).", "U+00E9") == ".\n"
    # A row of telnet has three fields, as ever.
    [reply] = ask_all(newer.telnet, [":scope all", "glockenspiel picture"])[-1:]
    assert f"U+3FF10\t{GLOCKENSPIEL}\tGLOCKENSPIEL PICTURE" in reply


def test_rows_lists_and_inspection(newer):
    [row] = search(newer, "zorbian digit")["results"]
    assert (row["block"], row["script"], row["age"]) == ("Zorbian-A", "Old Zorbian", "99.0")
    blocks = json.loads(get(newer.http, "/api/v1/blocks").body)["blocks"]
    [block] = [block for block in blocks if block["name"] == "Zorbian-A"]
    assert (block["first"], block["last"], block["characters"]) == ("U+3FF00", "U+3FF5F", 22)
    scripts = json.loads(get(newer.http, "/api/v1/scripts").body)["scripts"]
    assert [script["code"] for script in scripts if script["name"] == "Old Zorbian"] == ["Zorb"]
    text = urllib.parse.quote(SMALL + ZING)
    inspected = json.loads(get(newer.http, f"/api/v1/inspect?text={text}").body)
    points = [point for cluster in inspected["clusters"] for point in cluster["codepoints"]]
    mixed = urllib.parse.quote(f"{SMALL}b plain {ACUTE}b")
    warned = json.loads(get(newer.http, f"/api/v1/inspect?text={mixed}").body)["warnings"]
    assert [one["text"] for one in warned if one["type"] == "mixed scripts"] == [SMALL + "b"]
    assert [point["name"] for point in points] == ["ZORBIAN SMALL LETTER ZUZ", "ZORBIAN SIGN ZING"]


def test_the_page(newer):
    page = get(newer.http, "/?query=glockenspiel").body.decode()
    assert GLOCKENSPIEL in page and "GLOCKENSPIEL PICTURE" in page
    assert '<a href="?query=age%3A99.0">New in Unicode 99.0</a>' in get(newer.http, "/").body.decode()


def test_the_finder(newer):
    assert finder(newer, "zorbian", "capital") .startswith(f"U+3FF00\t{CAPITAL}\tZORBIAN CAPITAL")
    assert finder(newer, "-f", "%(cells) %(script) %(width)", "U+3FF10") == "2 Common Wide\n"
    assert "Zorbian-A\t23\tU+3FF00..U+3FF5F" in finder(newer, "--list", "blocks")
    sources = finder(newer, "--sources")
    assert "Unicode: 99.0" in sources and "it does not normalize" in sources


# What a damaged or strange file may say, all of which the index has to bear.
STRANGE = {
    "": "0001;<control>;So;0;ON;;;;;N;;;;;\n0041;LATIN CAPITAL LETTER A;Cc;0;L;;;;;N;;;;;\n",
    "3FF10;": "3FF05;ZORBIAN CAPITAL LETTER ZUZ;Lu;0;R;;;;;N;;;;;\n"  # the name of another
              "3FF06;LATIN CAPITAL LETTER B;Lu;0;R;;;;;N;;;;;\n"
              "3FF07;ZORBIAN MARK;Mn;37;NSM;;;;;N;;;;;\n"
              "3FF08;ZORBIAN MANY;No;0;L;;;;99999999999999999999;N;;;;;\n"
              "3FF09;ZORBIAN NOTHING;No;0;L;;;;-0;N;;;;;\n",
}  # fmt: skip


def test_strange_content(tmp_path):
    folder, data = unicode_org(tmp_path / "sources"), DATA
    for before, lines in STRANGE.items():
        data = data.replace(before, lines + before, 1)
    (folder / "ucd/UnicodeData.txt").write_text(data, encoding="utf-8")
    for query, expected in (("zorbian mark", "3FF07"), ("ccc:37", "3FF07"), ("nv:0 zorbian", "3FF09"), ("U+41", "41")):
        done = subprocess.run([FINDER, "--state-dir", tmp_path, "--sources-dir", folder, "-s", "all", query],
                              capture_output=True, text=True, timeout=PATIENCE, check=False)  # fmt: skip
        assert done.returncode == 0 and expected in done.stdout, (query, done.stderr)


def test_versions_are_told(newer):
    status = newer.status()
    assert status["unicode"] == "99.0"
    assert "Unicode 99.0" in status["notice"] and "newer than ICU" in status["notice"]
    versions = {source["name"]: source.get("version") for source in status["sources"]}
    assert versions["ucd"] == versions["aliases"] == versions["emoji"] == versions["cldr"] == "99.0"
    [reply] = ask_all(newer.telnet, [":status"])
    assert any("ucd 99.0" in line for line in reply)
    newest = search(newer, "age:100")
    assert "Unicode 99.0" in json.dumps(newest) and "charfinder update" in json.dumps(newest)


def test_an_update_is_read_after_a_reload(tmp_path, start):
    """By the command that a person runs, from an archive's folder, while a daemon serves."""
    into = tmp_path / "into"
    (tmp_path / "nothing").mkdir()
    config = tmp_path / "config.json"
    config.write_text(json.dumps({"sources_dirs": [str(into), str(tmp_path / "nothing")]}))
    daemon = start("--config", config, state=tmp_path / "state").wait_ready()
    assert CAPITAL not in found(daemon, "zorbian capital")
    subprocess.run([FINDER, "update", "--offline-from", unicode_org(tmp_path / "site"), "--into", into,
                    "--allow-missing"], check=True, capture_output=True, timeout=PATIENCE)  # fmt: skip
    daemon.send(signal.SIGHUP)
    daemon.wait_line(r"Sources: ucd 99\.0 is new, aliases 99\.0 is new, .*cldr 99\.0 is new")
    wait_for("the new index", lambda: CAPITAL in found(daemon, "zorbian capital"))
    daemon.send(signal.SIGHUP)
    daemon.wait_line("The index is up to date")
