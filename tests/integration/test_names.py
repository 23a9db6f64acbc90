"""A site's own tables of names: private-use characters, spellings, bad lines, and SIGHUP."""

import json
import re
import signal
import subprocess
from contextlib import closing

import pytest

from daemon import PROGRAM, SMALL, clean_environment, index_file, wait_for
from http_client import get
from surfaces import Api, find
from telnet_client import ask_all, session

ICON = 0xE0A0
TABLE = f"""\
# A font of icons.
U+{ICON:04X}\tname\tgit branch
U+{ICON:04X}\tkeyword\tversion control
U+E0A1\talias\tline number
U+1F9E2\temoticon\td:-)
this is no line
U+2192\tsite\tour arrow
U+0378\talias\tunassigned
"""


@pytest.fixture(scope="module")
def lean_sources():
    """Four indexes are built here, in which nothing but the tables matters."""
    return SMALL


@pytest.fixture
def names(tmp_path):
    folder = tmp_path / "names.d"
    folder.mkdir()
    (folder / "icons.tsv").write_text(TABLE)
    return folder


@pytest.fixture
def site(start, empty_state, names):
    config = {"names_dirs": [str(names)]}
    return start(state=empty_state, config=config).wait_ready().wait_saved(empty_state)


def lean(daemon):
    """The flag for the sources that the daemon was started with, if it has one."""
    arguments = daemon.process.args
    if "--sources-dir" not in arguments:
        return []
    at = arguments.index("--sources-dir")
    return arguments[at : at + 2]


def first(daemon, query):
    with closing(Api(daemon.http)) as api:
        status, _, body = api.get("/api/v1/search", q=query)
    assert status == 200
    return json.loads(body)["results"][0]


def test_the_names_of_a_site(site, empty_state, names):
    """One daemon, because each builds an index: icons, spellings, bad lines, and a reload."""
    line = f"U+{ICON:04X}\t{chr(ICON)}\tgit branch"
    [reply] = ask_all(site.telnet, ["git branch"])
    assert reply == [line, "1 match for 'git branch'"]
    assert first(site, "git branch")["name"] == "git branch"
    assert first(site, "version control")["codepoint"] == f"U+{ICON:04X}"
    details = get(site.http, f"/api/v1/characters/U+{ICON:04X}").json()
    assert (details["name"], details["label"]) == ("git branch", "git branch")
    assert "git branch" in get(site.http, "/?query=git+branch").body.decode()
    [reply] = ask_all(site.telnet, ["line number"])
    assert any(row.startswith("U+E0A1\t") for row in reply)

    # Spellings.
    found = first(site, "d:-)")
    assert (found["codepoint"], found["reading"]) == ("U+1F9E2", "emoticon")
    assert first(site, "our arrow")["codepoint"] == "U+2192"

    # The finder uses the daemon's index, with its folders or without.
    before = index_file(empty_state).stat().st_ino
    for flags in (["--names-dir", names], []):
        done = find("--state-dir", empty_state, *lean(site), *flags, "git", "branch")
        assert done.stdout.splitlines()[0] == line
        assert done.stderr == ""
    assert index_file(empty_state).stat().st_ino == before

    # Bad lines are named in the log and in the status.
    [source] = [s for s in site.status()["sources"] if s["name"] == "site"]
    assert source["state"] == "damaged"
    site.wait_line(re.escape(f"{names}/icons.tsv:6: not three columns"))
    site.wait_line(re.escape(f"{names}/icons.tsv:8: U+0378 is not assigned"))
    site.wait_line("Source site is damaged in part: icons.tsv:6: not three columns")

    # SIGHUP reads them again.
    before = site.status()["generation"]
    with session(site.telnet) as client:
        assert client.ask("git branch")[0] == line
        (names / "icons.tsv").write_text(f"U+{ICON:04X}\tname\tgit commit\n")
        site.send(signal.SIGHUP)
        wait_for("another generation", lambda: site.status()["generation"] != before)
        assert client.ask("git branch")[-1].startswith("No match")
        assert client.ask("git commit")[0] == f"U+{ICON:04X}\t{chr(ICON)}\tgit commit"


def test_where_the_tables_are_does_not_matter(warm_state, lean_sources, names, tmp_path):
    """The same tables in another folder are the same index; a missing folder is reported."""
    (names / "icons.tsv").write_text("U+E0A0\tname\tgit branch\n")
    flags = ["--state-dir", warm_state, *lean_sources]
    find(*flags, "--names-dir", names, "sun")
    before = index_file(warm_state).read_bytes()
    names.rename(tmp_path / "moved")
    done = find(*flags, "--names-dir", tmp_path / "moved", "git branch")
    assert "U+E0A0" in done.stdout and done.stderr == ""
    assert index_file(warm_state).read_bytes() == before
    done = find(*flags, "--names-dir", names, "sun")
    assert "Source site is missing" in done.stderr and "U+2600" in done.stdout


def test_the_check_of_the_configuration_names_bad_lines(tmp_path, names):
    table = names / "icons.tsv"
    config = tmp_path / "charfinderd.json"
    config.write_text(json.dumps({"names_dirs": [str(names)]}))
    command = [PROGRAM, "--check-config", "--config", config, "--state-dir", tmp_path]

    def check():
        return subprocess.run(command, capture_output=True, text=True, env=clean_environment())

    table.write_text("U+E0A0\tname\tgit branch\n")
    done = check()
    assert (done.returncode, done.stderr) == (0, "") and "is valid" in done.stdout
    table.write_text("U+E0A0\tname\tgit branch\nU+E0A1\tnonsense\tx\n")
    done = check()
    assert done.returncode == 78 and done.stdout == ""
    assert f"{table}:2: unknown kind" in done.stderr


@pytest.mark.parametrize("wrong", ['"/n"', "[1]", '[""]', "null"])
def test_a_wrong_value_is_refused(tmp_path, wrong):
    config = tmp_path / "charfinderd.json"
    config.write_text('{"names_dirs": %s}' % wrong)
    command = [PROGRAM, "--check-config", "--config", config, "--state-dir", tmp_path]
    done = subprocess.run(command, capture_output=True, text=True, env=clean_environment())
    assert done.returncode == 78
    assert "names_dirs" in done.stderr and "is not a list of paths" in done.stderr
