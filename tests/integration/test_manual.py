"""The manual and the completions say all that the programs can do, and nothing else."""

import json
import re
import subprocess

import pytest

from daemon import FINDER, PATIENCE, PROGRAM, TOP

MANUAL = TOP / "config/man"
PAGES = sorted(MANUAL.glob("*.[1-8]"))
COMPLETIONS = TOP / "index/cli/completions"


def run(*command):
    return subprocess.run([*map(str, command)], capture_output=True, text=True, timeout=PATIENCE)


def page(name):
    return (MANUAL / name).read_text(encoding="utf-8")


def options(program, *command):
    shown = run(program, *command, "--help").stdout
    return set(re.findall(r"^ +(?:-\w, )?(--[a-z-]+)", shown, re.MULTILINE))


def described(text):
    """The options that a page has a paragraph about."""
    return {f"-{flag}" for flag in re.findall(r"^\.It Fl (-[a-z-]+)", text, re.MULTILINE)}


def items(text, macro):
    return set(re.findall(rf"^\.It {macro} (\S+)", text, re.MULTILINE))


@pytest.mark.parametrize("file", PAGES, ids=lambda file: file.name)
def test_a_page_is_well_formed(file):
    done = run("mandoc", "-T", "lint", "-W", "warning", file)
    assert (done.returncode, done.stdout) == (0, "")


def test_a_malformed_page_would_be_noticed(tmp_path):
    """Shows that the test above can fail."""
    broken = tmp_path / "charfinder.1"
    broken.write_text(page("charfinder.1").replace(".Sh SYNOPSIS", ".Xh SYNOPSIS"), encoding="utf-8")
    assert run("mandoc", "-T", "lint", "-W", "warning", broken).returncode != 0


def test_pages_refer_to_pages_that_exist():
    ours = {file.name for file in PAGES}
    for file in PAGES:
        for name, section in re.findall(r"^\.Xr (\S+) (\d)", file.read_text("utf-8"), re.MULTILINE):
            assert not name.startswith("charfinder") or f"{name}.{section}" in ours


def test_every_option_is_described():
    assert described(page("charfinder.1")) == options(FINDER)
    assert described(page("charfinderd.8")) == options(PROGRAM)
    assert described(page("charfinder-update.1")) == options(FINDER, "update")


def test_every_key_of_the_configuration_is_described():
    table = (TOP / "server/config/settings.c").read_text(encoding="utf-8")
    keys = set(re.findall(r"^    (?:LIVE_|INDEX_)?SETTING\((\w+), ", table, re.MULTILINE))
    assert keys >= json.loads((TOP / "config/charfinderd.json").read_text(encoding="utf-8")).keys()
    assert items(page("charfinderd.json.5"), "Ic") == keys


def test_every_command_and_route_is_described():
    text = page("charfinderd.8")
    source = (TOP / "server/answers/telnet/command.c").read_text(encoding="utf-8")
    assert items(text, "Ic") == set(re.findall(r'\{"(:\w+)", (?:true|false), ', source))
    routes = set(re.findall(r"`(/(?:api/v1/)?[a-z]+)[`?/,]", http_table()))
    missing = {route for route in routes if route not in text} - {"/static", "/fonts"}
    assert missing == set()


def http_table():
    """The table of routes in server/README.md."""
    text = (TOP / "server/README.md").read_text(encoding="utf-8")
    return re.search(r"\| route \| answers \|.*?\n\n", text, re.DOTALL)[0]


def test_every_exit_status_is_described():
    text = (TOP / "server/RUNNING.md").read_text(encoding="utf-8")
    listed = re.search(r"\| exit status \|.*?\n\n", text, re.DOTALL)[0]
    statuses = set(re.findall(r"^\| (\d+) ", listed, re.MULTILINE))
    exits = page("charfinderd.8").partition(".Sh EXIT STATUS")[2]
    assert set(re.findall(r"^\.It (\d+)$", exits, re.MULTILINE)) == statuses


def test_every_property_that_help_texts_show_is_described():
    shown = re.findall(r"^ {9,}([a-z ]+)$", run(FINDER, "--help").stdout, re.MULTILINE)
    keys = set(next(line for line in shown if line.startswith(" block") or line.startswith("block")).split())
    assert items(page("charfinder-query.7"), "Ic") == keys


@pytest.mark.parametrize("name", ["charfinder.bash", "_charfinder", "charfinder.fish"])
def test_completions_know_every_option(name):
    text = (COMPLETIONS / name).read_text(encoding="utf-8").partition("# charfinder update\n")[2]
    update, _, finder = text.partition("# charfinder\n")
    for part, command in ((update, ["update"]), (finder, [])):
        if name.endswith(".fish"):
            known = {f"--{option}" for option in re.findall(r" -l ([a-z-]+)", part)}
        else:
            known = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", part))
        assert known == options(FINDER, *command)


def test_every_status_of_an_update_is_described():
    exits = page("charfinder-update.1").partition(".Sh EXIT STATUS")[2]
    shown = run(FINDER, "update", "--help").stdout.partition("Exit status:")[2]
    assert set(re.findall(r"^\.It (\d+)$", exits, re.MULTILINE)) == set(re.findall(r"\b(\d+) ", shown))


def shorts(text, pattern):
    """{long option: its letter}"""
    return {long: short for short, long in re.findall(pattern, text)}


def test_short_options_are_the_same_everywhere():
    known = shorts(run(FINDER, "--help").stdout, r"(?m)^  -(\w), --([a-z-]+)")
    assert len(known) >= 13
    fish = (COMPLETIONS / "charfinder.fish").read_text(encoding="utf-8").partition("# charfinder\n")[2]
    assert shorts(fish, r" -s (\w) -l ([a-z-]+)") == known
    zsh = (COMPLETIONS / "_charfinder").read_text(encoding="utf-8").partition("# charfinder\n")[2]
    assert shorts(zsh, r"\{-(\w),--([a-z-]+)=?\}") == known
    pages = re.findall(r"^\.It Fl -([a-z-]+).* , Fl (\w)$", page("charfinder.1"), re.MULTILINE)
    assert dict(pages) == known


def complete(*words):
    """What bash offers for the last word."""
    script = (
        f"source {COMPLETIONS}/charfinder.bash; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); "
        "_charfinder charfinder \"${@: -1}\" \"${@: -2:1}\"; printf '%s\\n' \"${COMPREPLY[@]}\""
    )
    done = run("bash", "-c", script, "bash", "charfinder", *words)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.split()


def test_bash_completes_options_and_their_values():
    assert complete("--only") == ["--only-lang"]
    assert complete("--sort", "r") == ["relevance"]
    assert complete("--limit", "") == ["all"]
    assert complete("-L", "s") == ["scripts"]
    assert complete("--format", "") == []
    assert complete("arrow") == []
    assert complete("update", "--al") == ["--allow-missing"]
    assert complete("update", "--cldr", "l") == ["latest"]
