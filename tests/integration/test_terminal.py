"""charfinder, the command, on a terminal: what a person sees, and what scripts do not."""

import fcntl
import os
import pty
import re
import shutil
import struct
import subprocess
import termios
import unicodedata

import pytest

from daemon import FINDER, PATIENCE, clean_environment, index_file
from terminal import read_terminal

STYLE = re.compile(r"\x1b\[\d*m")


@pytest.fixture(scope="module")
def state(saved_index, tmp_path_factory):
    directory = tmp_path_factory.mktemp("terminal")
    shutil.copy(index_file(saved_index), directory)
    return directory


def show(state, *arguments, columns=100, data=b"", **environment):
    """What the command shows on a terminal, and its exit status."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    environment = clean_environment(**{"HOME": "/nonexistent", "TERM": "xterm", **environment})
    command = [FINDER, "--state-dir", state, *arguments]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=slave, stderr=slave, env=environment
    ) as finder:
        os.close(slave)
        finder.stdin.write(data)
        finder.stdin.close()
        shown = read_terminal(master).decode("utf-8").replace("\r\n", "\n")
        status = finder.wait(timeout=PATIENCE)
    return shown, status


def plain(state, *arguments, **options):
    return show(state, *arguments, NO_COLOR="1", **options)[0]


def cells(text):
    """Cells of a text without emoji sequences, by Python's tables."""
    return sum(
        0 if unicodedata.category(c) in ("Mn", "Me", "Cf") else 1 + (unicodedata.east_asian_width(c) in "WF")
        for c in text
    )


def test_a_terminal_is_answered_as_the_page_is(state):
    lines = plain(state, "right", "arrow").splitlines()
    assert lines[0].startswith("→   U+2192  RIGHTWARDS ARROW"), "the best match, not the first"
    assert len(lines) == 25 + 2
    assert re.fullmatch(r"… \d+ more: --limit all", lines[-2])
    assert re.fullmatch(r"\(\d+ matches for 'right arrow'\)", lines[-1])
    few = plain(state, "registered", "sign", "--scope", "name", "--limit", "all").splitlines()
    assert len(few) == 2 and "®" in few[0]


def test_a_pipe_is_answered_as_before(state, tmp_path):
    """Whatever the person prefers on a terminal."""
    (tmp_path / "charfinder").mkdir()
    (tmp_path / "charfinder/options").write_text("--limit 3 --scope all\n")
    environment = clean_environment(
        XDG_CONFIG_HOME=str(tmp_path), CHARFINDER_OPTS="--format '%(char)'", TERM="xterm"
    )
    for more in ((), ("--tsv",), ("--json",)):
        command = [FINDER, "--state-dir", state, *more, "cat", "face"]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=PATIENCE)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.count("U+1F") == 10 and "\x1b" not in done.stdout


def test_formats_of_programs_are_the_same_on_a_terminal(state):
    command = [FINDER, "--state-dir", state, "--tsv", "cat", "face"]
    done = subprocess.run(command, env=clean_environment(), capture_output=True, text=True, timeout=PATIENCE)
    assert show(state, "--tsv", "cat", "face", CHARFINDER_OPTS="-n 1") == (done.stdout, 0)


def test_columns_are_aligned_by_cells(state):
    query = "U+0041 | U+65E5 | U+0301 | U+0903 | U+FF71 | U+1F600 | U+12219"
    rows = [line for line in plain(state, query, "--scope", "name").splitlines() if "U+" in line]
    rows = [row for row in rows if not row.startswith("(")]
    assert {cells(row.partition("U+")[0]) for row in rows} == {4}
    assert len({cells(re.match(r".*?U\+\w+ +", row)[0]) for row in rows}) == 1
    assert any(row.startswith("◌\u0301") for row in rows), "a mark sits on a dotted circle"


def test_names_continue_below_themselves(state):
    lines = plain(state, "U+FBFA", "--scope", "name", columns=60).splitlines()[:-1]
    assert len(lines) == 2 and all(len(line) <= 60 for line in lines)
    assert lines[1].startswith(" " * 12) and lines[1][12] != " "
    assert " ".join(line[12:] for line in lines).startswith("ARABIC LIGATURE UIGHUR KIRGHIZ YEH")


def test_invisible_characters_have_names_and_none_is_obeyed(state):
    points = [0x00, 0x07, 0x1B, 0x7F, 0x85, 0x9B, 0xA0, 0xAD, 0x61C, 0x200B, 0x200E, 0x2028, 0x202E, 0x2066, 0xFEFF]
    query = "|".join(f"U+{point:04X}" for point in points)
    for arguments in ((), ("--all",), ("--format", "%(char)%(raw)%(name)"), ("--explain",)):
        shown, status = show(state, "--scope", "name", "--limit", "all", *arguments, query)
        assert status == 0
        left = STYLE.sub("", shown)
        obeyed = {c for c in left if unicodedata.category(c) in ("Cc", "Zl", "Zp") and c not in "\n\t"}
        bidi = {c for c in left if unicodedata.bidirectional(c) in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")}
        assert not obeyed and not bidi and not set(left) & set("\u061c\u200e\u200f")
    shown = plain(state, "--scope", "name", query)
    for sign in ("␇", "␛", "NBSP", "SHY", "ZWSP", "LRM", "RLO"):
        assert re.search(rf"^{sign} +U", shown, re.MULTILINE), sign


def test_colour_and_bold_matches(state):
    assert "\x1b[1mCAT\x1b[0m \x1b[1mFACE\x1b[0m" in show(state, "cat", "face")[0]
    for environment in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        assert "\x1b" not in show(state, "cat", "face", **environment)[0]
    assert "\x1b[1m" in show(state, "--color", "always", "cat", NO_COLOR="1")[0]
    command = [FINDER, "--state-dir", state, "--color", "always", "cat", "face"]
    piped = subprocess.run(command, env=clean_environment(), capture_output=True, text=True, timeout=PATIENCE)
    assert "\x1b[1mCAT\x1b[0m" in piped.stdout
    assert piped.stdout.count("U+") == 10, "what is answered is what a pipe is answered"


def test_defaults_of_a_person(state, tmp_path):
    (tmp_path / "charfinder").mkdir()
    file = tmp_path / "charfinder/options"
    file.write_text("# mine\n--limit 3 --color=never\n")
    home = {"XDG_CONFIG_HOME": str(tmp_path)}
    assert len(show(state, "cat", CHARFINDER_OPTS="-n 4", **home)[0].splitlines()) == 4 + 2
    assert len(show(state, "cat", "-n", "5", CHARFINDER_OPTS="-n 4", **home)[0].splitlines()) == 5 + 2
    shown = show(state, "cat", "face", CHARFINDER_OPTS="--format '%(char) %(name)'", **home)[0]
    assert shown.startswith("🐱 CAT FACE\n")
    for wrong, part in (
        ("--limt 3", "the nearest is --limit"),
        ("sun", "say how to answer, not what"),
        ("--json", "say how to answer, not what"),
        ("'", "a quote is not closed"),
    ):
        shown, status = show(state, "cat", CHARFINDER_OPTS=wrong)
        assert status == 2 and part in shown and "CHARFINDER_OPTS" in shown
    file.write_text("--limt 3\n")
    shown, status = show(state, "cat", **home)
    assert status == 2 and "the nearest is --limit" in shown and str(file) in shown
    assert show(state, "--help", **home)[1] == 0, "help is there whatever the file says"


def test_other_actions_on_a_terminal(state):
    shown = plain(state, "U+2764", "--all")
    assert shown.startswith("❤  U+2764  HEAVY BLACK HEART\n")
    assert re.search(r"^  utf8 +E2 9D A4$", shown, re.MULTILINE)
    shown = plain(state, "--list", "scripts")
    assert re.search(r"^Latin {9,}\d+$", shown, re.MULTILINE)
    shown = plain(state, "--inspect", "-", data="pаy\u200b".encode())
    assert re.search(r"^  ZWSP +U\+200B +E2 80 8B +ZERO WIDTH SPACE  invisible$", shown, re.MULTILINE)
    assert "(mixed scripts at byte 0: 'pаy')" in shown
    shown = plain(state, "--explain", "heart")
    assert "scope: all\nsort: relevance" in shown and shown.count("    score: ") == 5
