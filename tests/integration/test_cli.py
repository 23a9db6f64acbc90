"""charfinder, the command."""

import json
import os
import pty
import re
import shutil
import subprocess
import zipfile

import pytest

from daemon import FINDER, PATIENCE, clean_environment, index_file
from figures import reported
from terminal import read_terminal


def find(*arguments, state=None, **options):
    where = [] if state is None else ["--state-dir", state]
    options.setdefault("env", clean_environment(HOME="/nonexistent"))
    return subprocess.run(
        [FINDER, *where, *arguments], capture_output=True, text=True, timeout=PATIENCE, **options
    )


@pytest.fixture(scope="module")
def state(saved_index, tmp_path_factory):
    directory = tmp_path_factory.mktemp("finder")
    shutil.copy(index_file(saved_index), directory)
    return directory


def test_the_same_lines_as_telnet_then_the_status(state, oracle):
    done = find("cat", "face", state=state)
    rows = "".join(oracle.row(c) + "\n" for c in oracle.search("cat face"))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == rows + "(10 matches for 'cat face')\n"


def test_one_match(state):
    done = find("registered", state=state)
    assert done.stdout == "U+00AE\t®\tREGISTERED SIGN\n(1 match for 'registered')\n"


def test_nothing_found(state):
    done = find("xyzzy", state=state)
    assert (done.returncode, done.stdout) == (1, "(No match for 'xyzzy')\n")


def test_all_of_cjk(state, oracle):
    lines = find("cjk", state=state).stdout.splitlines()
    assert lines[-1] == f"({reported('cjk')})"
    assert lines[:-1] == [oracle.row(c) for c in oracle.search("cjk")]


def test_json(state):
    done = find("--json", "sun", state=state)
    rows = json.loads(done.stdout)
    assert len(rows) == 17
    assert rows[0]["codepoint"] == "U+2600"
    assert json.loads(find("--json", "xyzzy", state=state).stdout) == []


def test_tsv_is_rows_only(state, oracle):
    done = find("--tsv", "sun", state=state)
    assert done.stdout == "".join(oracle.row(c) + "\n" for c in oracle.search("sun"))


def test_limit(state, oracle):
    lines = find("--limit", "3", "digit", state=state).stdout.splitlines()
    rows = [oracle.row(c) for c in oracle.search("digit")[:3]]
    assert lines == [*rows, f"({reported('digit')})"]


def test_a_pasted_character_and_a_code_point(state):
    for argument in ("☀", "U+2600", "&#9728;"):
        assert find(argument, state=state).stdout.startswith("U+2600\t☀\tBLACK SUN WITH RAYS\n")


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--nonsense", "sun"],
        ["--limit", "0", "sun"],
        ["--limit", "x", "sun"],
        ["--limit"],
        ["--scope", "moon", "sun"],
        ["--sort", "size", "sun"],
        ["--variants", "some", "sun"],
        ["--languages", "de-DE", "sun"],
        ["--languages", "", "sun"],
        ["--lang", "d", "sun"],
        ["--only-lang", "tlh", "sun"],
        ["--only-lang", "de", "--scope", "all", "sun"],  # the index has English only
        ["--inspect", "sun", "moon"],
        ["--inspect", "sun", "--json"],
        ["--inspect", "sun", "--tsv"],
        ["--inspect", "\udcff"],
        ["--inspect"],
        ["--explain"],
        ["--explain", "--json", "sun"],
        ["--format", "%(nmae)", "sun"],
        ["--format", "%(name", "sun"],
        ["--all", "--format", "%(name)", "sun"],
        ["--list", "nothing"],
        ["--list", "blocks", "sun"],
        ["--color", "red", "sun"],
        ["sun", "-face"],  # not -f with the value "ace"
        ["--explain", "block:nowhere"],
        ["--dump-index", "sun"],
        ["--dump-index", "--json"],
        ["--dump-index", "--tsv"],
        ['"cat face'],
        ["block:nowhere"],
        ["-black", "sun"],
        ["\udcff"],  # not UTF-8
    ],
    ids=ascii,
)
def test_invalid_arguments(state, arguments):
    done = find(*arguments, state=state)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr) > 20


def test_help_and_version(state):
    usage = find("--help").stdout
    assert all(len(line) <= 90 for line in usage.splitlines())
    for part in ("--state-dir", "--scope", "--inspect", "--explain", "--dump-index", "arrow*", "block:", "keyword:"):
        assert part in usage
    assert find("--version").stdout.startswith("charfinder ")


# Not in the book.


def test_all_sources_for_relevance(state):
    flags = ["--scope", "all", "--sort", "relevance", "--limit", "3"]
    done = find(*flags, "thumbs", "up", state=state)
    assert done.stdout.splitlines()[0] == "U+1F44D\t👍\tTHUMBS UP SIGN"
    assert re.search(r"^\(\d+ match(es)? for 'thumbs up'\)$", done.stdout, re.MULTILINE)


def test_a_sequence_is_one_row(state):
    done = find("--scope", "all", "flag:", "switzerland", state=state)
    assert done.stdout == (
        "U+1F1E8 U+1F1ED\t🇨🇭\tflag: Switzerland\n(1 match for 'flag: switzerland')\n"
    )
    row = json.loads(find("--scope", "all", "--json", "🇨🇭", state=state).stdout)[0]
    assert row["codepoints"] == ["U+1F1E8", "U+1F1ED"]
    assert (row["match"], "matched" in row) == ("code point", False)


def test_json_tells_what_matched(state):
    flags = ["--scope", "all", "--sort", "relevance", "--json", "--limit", "1"]
    row = json.loads(find(*flags, "euro sign", state=state).stdout)[0]
    assert (row["char"], row["match"]) == ("€", "name")
    assert row["matched"] == {"text": "EURO SIGN", "ranges": [[0, 9]]}
    row = json.loads(find(*flags, "nbsp", state=state).stdout)[0]
    assert (row["codepoint"], row["match"]) == ("U+00A0", "alias")
    row = json.loads(find("--json", "U+2600", state=state).stdout)[0]
    assert row["match"] == "code point"


def test_variants_folded_and_shown(state):
    folded = find("--scope", "all", "--tsv", "thumbs up", state=state).stdout
    shown = find("--scope", "all", "--tsv", "--variants", "show", "thumbs up", state=state).stdout
    assert "skin tone" not in folded
    assert shown.count("thumbs up: ") == 5


def test_the_nearest_spelling(state):
    flags = ["--scope", "all", "--sort", "relevance"]
    done = find(*flags, "copyrigth", state=state)
    lines = done.stdout.splitlines()
    assert (done.returncode, lines[0]) == (0, "Did you mean 'copyright'?")
    assert lines[1].startswith("U+00A9\t©\t")
    assert lines[-1].endswith("for 'copyright')"), "the status quotes the query that was answered"
    rows = find(*flags, "--tsv", "copyrigth", state=state)
    assert rows.stdout.splitlines() == lines[1:-1]
    assert rows.stderr == "Did you mean 'copyright'?\n", "programs want only rows"
    in_names = find("copyrigth", state=state)
    assert (in_names.returncode, in_names.stdout) == (1, "(No match for 'copyrigth')\n")


def test_clauses_of_every_kind(state, oracle):
    black = [oracle.row(c) for c in oracle.search("sun") if c not in oracle.search("black")]
    assert find("--tsv", "--", "sun", "-black", state=state).stdout.splitlines() == black
    chess = find("--tsv", "block:Chess_Symbols", "emoji:no", state=state).stdout.splitlines()
    assert chess[0].startswith("U+1FA00\t")
    assert find("--tsv", "U+2600..U+2602", state=state).stdout.count("\n") == 3


PIECE_SIZE = 16 * 1024  # index/file/format.h
BIDI = [0x061C, 0x200E, 0x200F, *range(0x2028, 0x202F), *range(0x2066, 0x206A)]


@pytest.mark.parametrize(
    "arguments",
    [
        ["--json", "|".join(f"U+{point:04X}" for point in BIDI)],
        ["--json", "".join(map(chr, BIDI))],
        ["--tsv", "override"],
        ["|".join(f"U+{point:04X}" for point in BIDI)],
        ["".join(map(chr, BIDI))],
        ["xyzzy" + "".join(map(chr, BIDI))],
        ["--scope", "all", "sunflowr\u202e"],
        ["--explain", "--scope", "all", "sun\u202e", "cat\u2028|face\u2029"],
        ["--explain", "U+202E"],
        ["--inspect", "a" + "".join(map(chr, BIDI))],
        ["block:\u202eswor"],
        ["\u2066:x"],
        ["--lang", "\u202ede", "sun"],
        ["--limit", "\u202e1", "sun"],
        ["--scope", "\u2028all", "sun"],
        ["--state-dir", "/nonexistent/\u202e", "--dump-index"],
    ],
)
def test_bidi_controls_and_separators_are_never_written_raw(state, arguments):
    done = find(*arguments, state=state)
    assert not set(done.stdout + done.stderr) & set(map(chr, BIDI)), done
    assert done.stdout or done.stderr


def test_json_has_the_characters_that_are_escaped(state):
    done = find("--json", "|".join(f"U+{point:04X}" for point in BIDI), state=state)
    assert [row["char"] for row in json.loads(done.stdout)] == list(map(chr, BIDI))


def test_inspect(state):
    done = find("--inspect", "🇨🇭e\u0301\x07", state=state)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.split("\n") == [
        "🇨🇭\tflag: Switzerland",
        "  U+1F1E8\t🇨\tREGIONAL INDICATOR SYMBOL LETTER C\tF0 9F 87 A8",
        "  U+1F1ED\t🇭\tREGIONAL INDICATOR SYMBOL LETTER H\tF0 9F 87 AD",
        "e\u0301\t",
        "  U+0065\te\tLATIN SMALL LETTER E\t65",
        "  U+0301\t\u0301\tCOMBINING ACUTE ACCENT\tCC 81",
        "\u2407\t<control-0007>",
        "  U+0007\t\u2407\t<control-0007>\t07\tinvisible",
        "(invisible at byte 11: U+0007 <control-0007>)",
        "(3 characters, 5 code points, 12 bytes)",
        "",
    ]
    assert find("--inspect", "", state=state).returncode == 1


def inspect_input(state, data):
    command = [FINDER, "--state-dir", state, "--inspect", "-"]
    done = subprocess.run(command, input=data, capture_output=True, timeout=PATIENCE)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_inspect_standard_input(state):
    text = "pаypal \u202ex\u200b\n".encode() + b"\xff\n"
    code, out, errors = inspect_input(state, text)
    assert (code, errors) == (0, "")
    assert out.splitlines()[-5:] == [
        "(mixed scripts at byte 0: 'pаypal')",
        "(bidi control at byte 8: U+202E RIGHT-TO-LEFT OVERRIDE)",
        "(invisible at byte 12: U+200B ZERO WIDTH SPACE)",
        "(not UTF-8 at byte 16: FF)",
        "(13 characters, 12 code points, 18 bytes)",
    ]
    assert "  \\xFF\t\ufffd\tnot UTF-8\tFF" in out.splitlines()
    assert "\u202e" not in out
    assert inspect_input(state, b"") == (1, "", "")


def test_inspect_a_long_input_in_pieces(state):
    code, out, _ = inspect_input(state, ("日本" * 20000 + "\n" + "a\n" * 1000).encode())
    assert code == 0
    assert out.endswith("(42001 characters, 42001 code points, 122001 bytes)\n")
    assert "not UTF-8" not in out


def test_a_line_for_each_character(state):
    done = find("--format", "%(char)|%(name l:10 t)|%(utf8)|%(lb)", "U+2600..U+2601", state=state)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "☀|BLACK SUN…|E2 98 80|Ideographic\n☁|CLOUD     |E2 98 81|Ideographic\n"
    widest = find("--format", "%(name l:auto)|", "cat face", state=state).stdout.splitlines()
    assert len({len(line) for line in widest}) == 1
    typed = find("--format", "%(keysym)|%(digraph)|%(compose)", "€", state=state).stdout
    assert re.fullmatch(r"EuroSign, U20AC\|Ctrl-K E u\|(Compose \S \S(, )?)+\n", typed)
    raw = find("--format", "%(char)%(raw)", "U+202E", state=state).stdout
    assert raw == "\ufffd\u202e\n", "only who asks for it gets it raw"
    rows = json.loads(find("--json", "--format", "%(char)%(keywords)", "☀", state=state).stdout)
    assert rows[0]["char"] == "☀" and "weather" in rows[0]["keywords"]
    unknown = find("--format", "%(nmae)", "☀", state=state)
    assert (unknown.returncode, unknown.stdout) == (2, "")
    assert "'nmae'; the nearest is name" in unknown.stderr


def test_all_that_is_known(state):
    lines = find("--all", "U+2764", state=state).stdout.splitlines()
    assert lines[0] == "U+2764\t❤\tHEAVY BLACK HEART"
    fields = dict(line.strip().split("\t") for line in lines[1:])
    assert fields["utf8"] == "E2 9D A4" and fields["block"] == "Dingbats"
    assert "love" in fields["aliases"] + fields["keywords"]
    row = json.loads(find("--all", "--json", "U+2764", state=state).stdout)[0]
    assert row["codepoint"] == "U+2764" and row.items() >= fields.items()
    assert find("--all", "xyzzy", state=state).returncode == 1


def test_lists_have_what_queries_find(state):
    for name, key in {"blocks": "block", "ages": "age"}.items():
        lines = find("--list", name, state=state).stdout.splitlines()
        value, count = lines[len(lines) // 2].split("\t")[:2]
        found = find("--scope", "all", "--variants", "show", f'{key}:"{value}"', state=state)
        assert f"({count} match" in found.stdout
    rows = json.loads(find("--list", "ages", "--json", state=state).stdout)
    assert {"name": value, "count": int(count)} in rows


def explain(*arguments, state):
    """The paragraphs of an explanation: head, plan, steps, rows."""
    done = find("--explain", *arguments, state=state)
    assert done.returncode in (0, 1) and done.stderr == ""
    return done.stdout.rstrip("\n").split("\n\n")


def test_explain_names_clauses_and_steps(state):
    head, plan, steps, _ = explain("cat|dog", "face*", "--", "-block:emoticons", "\"a b\"", state=state)
    assert head.split("\n") == [
        "query: 'cat|dog face* -block:emoticons \"a b\"'", "scope: name", "sort: codepoint",
    ]  # fmt: skip
    clauses = plan.split("\n")[1:]
    assert [clause.split("  ")[1:3] for clause in clauses] == [
        ["group 1", "'cat'"],
        ["group 1, or", "'dog'"],
        ["group 2", "'face*'"],
        ["group 3, not", "'block:emoticons'"],
        ["group 4", "'\"a b\"'"],
    ]
    assert re.search(r"word: term cat, \d+ lists, \d+ runs$", clauses[0])
    assert re.search(r"prefix: .*\d+ terms with the prefix", clauses[2])
    assert re.search(r"property block: Emoticons \(\d+\)$", clauses[3])
    assert "phrase: term a, " in clauses[4] and "; term b, " in clauses[4]
    spent = {line.split()[0]: int(line.split()[1]) for line in steps.split("\n")[1:]}
    assert list(spent) == ["evaluate", "spell", "relax", "rank"]
    assert spent["evaluate"] > 0 and spent["rank"] == 0, "by code point nothing is ranked"


def test_explain_scores_add_up_and_descend(state):
    flags = ("--scope", "all", "--sort", "relevance", "--limit", "20")
    _, _, steps, rows = explain(*flags, "heart", state=state)
    assert int(re.search(r"rank +(\d+) ", steps)[1]) > 0
    shown = find(*flags, "--tsv", "heart", state=state).stdout.splitlines()
    assert re.findall(r"^  (U\+.*)$", rows, re.MULTILINE) == shown
    scores = []
    for score, parts in re.findall(r"^    score: (\d+) =(.*)$", rows, re.MULTILINE):
        scores.append(int(score))
        assert int(score) == sum(int(number) for number in re.findall(r" ([+-]\d+)", parts))
        assert " base +" in parts and " prominence +" in parts
    assert len(scores) == 20 and scores == sorted(scores, reverse=True)
    assert re.search(r"^    match: keyword 'heart'$", rows, re.MULTILINE)


def test_explain_says_which_query_was_run(state):
    head, plan, steps, _ = explain("--scope", "all", "copyrigth", state=state)
    assert head.split("\n")[:2] == ["query: 'copyrigth'", "run instead: 'copyright'"]
    assert "term copyright" in plan
    assert int(re.search(r"spell +(\d+) ", steps)[1]) > 0
    nothing = find("--explain", "xyzzy", state=state)
    assert (nothing.returncode, "not in the index" in nothing.stdout) == (1, True)


def test_explain_clauses_without_words(state):
    _, plan, _, rows = explain("☀☁", state=state)
    assert plan.endswith("pasted text: U+2600 U+2601")
    assert rows.count("match: code point") == 2
    assert "code point: U+000D" in explain("^M", state=state)[1]
    assert "category: Sc (" in explain("category:Sc|category:Sm", state=state)[1]
    assert "range: U+2600..U+2602" in explain("U+2600..U+2602", state=state)[1]
    assert "'TIBETAN LETTER -A'" in explain("TIBETAN LETTER -A", state=state)[0]


def read_tables(lines):
    """Paragraphs of columns; the first line of each has the headings: [{heading: value}]."""
    for paragraph in lines.strip().split("\n\n"):
        heading, *rows = [line.split() for line in paragraph.split("\n")]
        yield heading[0], [dict(zip(heading, row)) for row in rows]


def test_dump_index(state):
    """The chunks fill the file except for alignment gaps, and the counts are those of the index."""
    done = find("--dump-index", state=state)
    assert (done.returncode, done.stderr) == (0, "")
    head, rest = done.stdout.split("\n\n", 1)
    facts = dict(line.split(": ") for line in head.split("\n"))
    file = index_file(state).read_bytes()
    assert facts["generation"] == file[-16:-8].hex()
    assert facts["size"] == f"{len(file)} bytes"
    assert int(facts["format"]) == int.from_bytes(file[8:12], "little")
    assert facts["languages"] == "en"
    assert int(facts["documents"]) == int(facts["characters"]) + int(facts["sequences"]) + 65

    tables = dict(read_tables(rest))
    assert [row["source"] for row in tables["source"]] == [
        "icu", "ucd", "aliases", "nameslst", "sequence", "emoji", "emojivar", "cldr", "unihan",
        "html", "glyphs", "keysyms", "compose", "digraphs", "latex", "names", "site", "wordnet",
    ]  # fmt: skip
    for row in tables["source"]:
        assert row["state"] == "ok"
        assert int(row["records"]) > 300 or row["source"] in ("site", "ucd")
        assert bytes.fromhex(row["digest"]) in file[:4096]
    values = {row["property"]: int(row["values"]) for row in tables["property"]}
    assert values["emoji"] == 2 and values["block"] > 300 and values["script"] > 150
    end = 0
    for row in tables["chunk"]:
        offset, size, items = (int(row[column]) for column in ("offset", "size", "items"))
        assert row["chunk"].encode() in file[64:4096]
        assert end == 0 or 0 <= offset - end < 8
        assert items * int(row["bytes"]) == size
        end = offset + size
    pieces = -(-end // PIECE_SIZE)
    assert len(file) == end + 8 * pieces + 16
    chunks = {row["chunk"]: int(row["items"]) for row in tables["chunk"]}
    assert chunks["PROM"] == int(facts["documents"])
    assert chunks["TERM"] == int(facts["words"]) + 1


@pytest.mark.parametrize("damage", ["flipped", "cut", "other", "none"])
def test_dump_index_trusts_no_file(tmp_path, saved_index, damage):
    file = bytearray(index_file(saved_index).read_bytes())
    if damage == "flipped":
        file[len(file) // 2] ^= 1
    elif damage == "cut":
        del file[-100:]
    elif damage == "other":
        file = b"no index"
    if damage != "none":
        index_file(tmp_path).write_bytes(file)
    done = find("--dump-index", state=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert str(tmp_path) in done.stderr and done.stderr.count("\n") == 1
    assert ("unusable" in done.stderr) == (damage != "none")
    left = list(tmp_path.iterdir())
    assert not left if damage == "none" else left[0].read_bytes() == file, "it builds no index"


def test_languages_of_a_new_index(tmp_path):
    """A saved index is used unchanged, unless other languages are requested."""
    search = ("--scope", "all", "--tsv", "--limit", "1", "--sort", "relevance", "keyword:schmetterling")
    built = find("--languages", "de", *search, state=tmp_path)
    assert built.stdout.startswith("U+1F98B\t")
    before = index_file(tmp_path).stat().st_ino
    assert find("--only-lang", "de", *search, state=tmp_path).stdout == built.stdout
    assert find("--only-lang", "en", *search, state=tmp_path).stdout != built.stdout
    assert index_file(tmp_path).stat().st_ino == before
    other = find("--languages", "fr", "--tsv", "registered", state=tmp_path)
    assert (other.returncode, other.stderr) == (0, "")
    assert index_file(tmp_path).stat().st_ino != before
    assert len(list(tmp_path.glob("*.charindex"))) == 2, "each has a file of its own"
    assert find("--languages", "de", *search, state=tmp_path).stdout == built.stdout
    for _ in range(2):
        lacking = find("--languages", "de,xx", *search, state=tmp_path)
        assert lacking.stdout == built.stdout
        assert lacking.stderr == 'charfinder: --languages: no annotations in a language "xx"\n'
    assert index_file(tmp_path).stat().st_ino == before


def test_sources_in_another_directory(tmp_path):
    done = find("--sources-dir", tmp_path, "--scope", "all", "registered", state=tmp_path / "state")
    assert done.returncode == 0
    complaints = re.findall(r"Source (\w+) is missing: .*; install ([\w-]+); ", done.stderr)
    assert {package for _, package in complaints} == {
        "unicode-data", "unicode-cldr-core", "w3c-sgml-lib", "aglfn", "libx11-data", "m17n-db",
        "wordnet-base", "x11proto-dev",
    }  # fmt: skip
    assert len(complaints) == len(done.stderr.splitlines()) == 14


def test_readings_in_the_archive_of_unicode(tmp_path):
    """Unihan.zip as it is, in a folder before Debian's."""
    with zipfile.ZipFile(tmp_path / "Unihan.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Unihan_IRGSources.txt", "U+4E00\tkTotalStrokes\t1\n")
        archive.writestr("Unihan_Readings.txt", "U+4E00\tkDefinition\tzorbian unity\n")
    found = find("--sources-dir", tmp_path, "--sources-dir", "/usr/share", "-s", "all", "zorbian",
                 state=tmp_path / "state")  # fmt: skip
    assert found.stdout.splitlines()[0] == "U+4E00\t一\tCJK UNIFIED IDEOGRAPH-4E00"
    assert "unihan" not in found.stderr


def test_without_an_index_it_builds_and_saves_one(tmp_path, saved_index):
    state = tmp_path / "new"
    done = find("registered", state=state)
    assert done.stdout.endswith("(1 match for 'registered')\n")
    assert done.stderr == "", "no progress without a terminal"
    assert index_file(state).read_bytes() == index_file(saved_index).read_bytes()
    before = index_file(state).stat()
    find("registered", state=state)
    after = index_file(state).stat()
    assert before.st_ino == after.st_ino


def test_the_default_state_directory(tmp_path):
    environment = clean_environment(HOME=str(tmp_path))
    environment.pop("XDG_STATE_HOME", None)
    find("registered", env=environment)
    assert index_file(tmp_path / ".local/state/charfinder").exists()


def test_without_a_writable_directory_it_still_answers():
    done = find("registered", state="/proc/charfinder")
    assert done.returncode == 0
    assert done.stdout.endswith("(1 match for 'registered')\n")
    assert "/proc/charfinder" in done.stderr


def test_a_damaged_index_is_rebuilt_and_the_reason_shown(tmp_path):
    index_file(tmp_path).write_bytes(b"no index")
    done = find("registered", state=tmp_path)
    assert done.stdout.endswith("(1 match for 'registered')\n")
    assert str(tmp_path) in done.stderr
    assert find("registered", state=tmp_path).stderr == ""


def test_on_a_terminal_the_build_shows_its_progress(tmp_path):
    master, slave = pty.openpty()
    command = [FINDER, "--state-dir", tmp_path, "registered"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=slave) as finder:
        os.close(slave)
        shown = read_terminal(master).decode("utf-8")
        assert finder.stdout.read().endswith("(1 match for 'registered')\n".encode())
    assert finder.returncode == 0
    assert "Building the index" in shown
    percents = [int(percent) for percent in re.findall(r"(\d+)%", shown)]
    assert percents == sorted(percents)
    assert percents[-1] == 100 and len(set(percents)) > 20
    assert "\n" not in shown, "one line, which is cleared at the end"


def test_output_to_a_full_disk_is_an_error(state):
    with open("/dev/full", "w", encoding="ascii") as full:
        done = subprocess.run(
            [FINDER, "--state-dir", state, "cjk"],
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=PATIENCE,
        )
    assert done.returncode > 2
    assert b"write" in done.stderr


def test_a_closed_pipe_ends_it(state):
    pipeline = f"'{FINDER}' --state-dir '{state}' cjk | head -n 1"
    done = subprocess.run(pipeline, shell=True, capture_output=True, timeout=PATIENCE)
    assert done.stdout.startswith(b"U+2E80")
