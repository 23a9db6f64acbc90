"""charfinder, the finder on the command line."""

import json
import os
import pty
import re
import shutil
import subprocess

import pytest

from daemon import FINDER, INDEX_FILE, PATIENCE, clean_environment


def find(*arguments, state=None, **options):
    where = [] if state is None else ["--state-dir", state]
    options.setdefault("env", clean_environment(HOME="/nonexistent"))
    return subprocess.run(
        [FINDER, *where, *arguments], capture_output=True, text=True, timeout=PATIENCE, **options
    )


@pytest.fixture(scope="module")
def state(saved_index, tmp_path_factory):
    directory = tmp_path_factory.mktemp("finder")
    shutil.copy(saved_index / INDEX_FILE, directory)
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
    assert lines[-1] == "(98263 matches for 'cjk')"
    assert lines[:-1] == [oracle.row(c) for c in oracle.search("cjk")]


def test_json(state):
    done = find("--json", "sun", state=state)
    rows = json.loads(done.stdout)
    assert len(rows) == 17
    assert rows[0]["codepoint"] == "U+2600"
    assert json.loads(find("--json", "xyzzy", state=state).stdout) == []


def test_tsv_is_rows_alone(state, oracle):
    done = find("--tsv", "sun", state=state)
    assert done.stdout == "".join(oracle.row(c) + "\n" for c in oracle.search("sun"))


def test_limit(state, oracle):
    lines = find("--limit", "3", "digit", state=state).stdout.splitlines()
    rows = [oracle.row(c) for c in oracle.search("digit")[:3]]
    assert lines == [*rows, "(898 matches for 'digit')"]


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
        ["arr*"],
        ["-black", "sun"],
        ["\udcff"],  # not UTF-8
    ],
    ids=ascii,
)
def test_a_wrong_call(state, arguments):
    done = find(*arguments, state=state)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr) > 20


def test_help_and_version(state):
    assert "--state-dir" in find("--help").stdout
    assert find("--version").stdout.startswith("charfinder ")


def test_without_an_index_it_builds_and_saves_one(tmp_path, saved_index):
    state = tmp_path / "new"
    done = find("registered", state=state)
    assert done.stdout.endswith("(1 match for 'registered')\n")
    assert done.stderr == "", "no progress where there is no terminal"
    assert (state / INDEX_FILE).read_bytes() == (saved_index / INDEX_FILE).read_bytes()
    before = (state / INDEX_FILE).stat()
    find("registered", state=state)
    after = (state / INDEX_FILE).stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_the_usual_place_for_the_index(tmp_path):
    environment = clean_environment(HOME=str(tmp_path))
    environment.pop("XDG_STATE_HOME", None)
    find("registered", env=environment)
    assert (tmp_path / ".local/state/charfinder" / INDEX_FILE).exists()


def test_where_it_cannot_be_saved_it_still_answers():
    done = find("registered", state="/proc/charfinder")
    assert done.returncode == 0
    assert done.stdout.endswith("(1 match for 'registered')\n")
    assert "/proc/charfinder" in done.stderr


def test_a_damaged_index_is_rebuilt_with_a_reason(tmp_path):
    (tmp_path / INDEX_FILE).write_bytes(b"no index")
    done = find("registered", state=tmp_path)
    assert done.stdout.endswith("(1 match for 'registered')\n")
    assert str(tmp_path) in done.stderr
    assert find("registered", state=tmp_path).stderr == ""


def read_terminal(master):
    """All that was shown, up to the end of the program."""
    shown = b""
    try:
        while piece := os.read(master, 65536):
            shown += piece
    except OSError:  # Linux says so at the end of a terminal
        pass
    os.close(master)
    return shown.decode("utf-8")


def test_on_a_terminal_the_build_shows_its_progress(tmp_path):
    master, slave = pty.openpty()
    command = [FINDER, "--state-dir", tmp_path, "registered"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=slave) as finder:
        os.close(slave)
        shown = read_terminal(master)
        assert finder.stdout.read().endswith("(1 match for 'registered')\n".encode())
    assert finder.returncode == 0
    assert "Building the index" in shown
    percents = [int(percent) for percent in re.findall(r"(\d+)%", shown)]
    assert percents == sorted(percents)
    assert percents[-1] == 100 and len(set(percents)) > 20
    assert "\n" not in shown, "one line, which is wiped out at the end"


def test_a_full_disk_behind_the_output_is_noticed(state):
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
