"""SIGHUP reads the configuration again: what changes at once, what waits for a restart, and mistakes."""

import json
import re
import signal
import socket

import pytest

from daemon import PATIENCE, SMALL, wait_for
from telnet_client import PROMPT, Session, session


class Site:
    """A daemon with a configuration file that the operator edits."""

    def __init__(self, start, folder, state, arguments=SMALL, **settings):
        self.file = folder / "charfinderd.json"
        self.settings = settings
        self.write(settings)
        self.start = lambda: start("--config", self.file, *arguments, state=state).wait_ready()
        self.daemon = self.start()

    def again(self):
        """Restarts the daemon."""
        self.daemon.stop()
        self.daemon = self.start()
        return self.daemon

    def write(self, settings):
        self.file.write_text(json.dumps(settings), encoding="utf-8")

    def reload(self, done, **changes):
        """Edits, sends SIGHUP, and returns the match of a line that comes after it."""
        self.settings |= changes
        self.write(self.settings)
        return self.hang_up(done)

    def hang_up(self, done):
        before = len(self.daemon.lines)
        self.daemon.send(signal.SIGHUP)

        def told():
            found = (re.search(done, line) for line in self.daemon.lines[before:])
            return next(filter(None, found), None)

        return wait_for(f"{done!r} after SIGHUP in {self.daemon.lines}", told)


@pytest.fixture
def site(start, tmp_path, small_state):
    return Site(start, tmp_path, small_state, idle_seconds=0)


@pytest.fixture
def small_state(small_index, tmp_path):
    """A state directory with an index of the official names."""
    (tmp_path / "state").symlink_to(small_index)
    return tmp_path / "state"


def places(daemon, count):
    """How many of so many sessions get a prompt."""
    opened = [Session(daemon.telnet) for _ in range(count)]
    prompts = sum(one.socket.recv(100).startswith(PROMPT) for one in opened)
    for one in opened:
        one.close()
    return prompts


def test_nothing_changed(site):
    site.hang_up("The index is up to date")
    assert not site.daemon.has_line("Changed:|Restart the daemon")


def test_a_limit_counts_for_the_next_client_and_nobody_is_closed(site):
    with session(site.daemon.telnet) as client:
        site.reload("Changed: max_sessions_per_address$", max_sessions_per_address=3)
        # A place of a client that has left may be taken for a moment.
        wait_for("two more places", lambda: places(site.daemon, 5) == 2)
        assert client.ask("registered")[-1] == "1 match for 'registered'"
        site.reload("Changed: trusted_proxies$", trusted_proxies=["127.0.0.0/8"])
        assert places(site.daemon, 5) == 5


def test_a_timeout_counts_for_lines_to_come(site):
    with session(site.daemon.telnet) as client:
        client.ask("registered")
        site.reload("Changed: idle_seconds$", idle_seconds=1)
        client.ask("registered")
        client.socket.settimeout(PATIENCE)
        client.read_all()  # comes to an end


def test_the_log_level(site):
    site.reload("Changed: log_level$", log_level="debug")
    with session(site.daemon.telnet) as client:
        client.ask("registered")
    site.daemon.wait_line("debug: .*'registered'")


def test_what_is_indexed(start, tmp_path, empty_state):
    """Other tables of names make another index; queries are answered meanwhile."""
    folder = tmp_path / "names.d"
    folder.mkdir()
    (folder / "icons.tsv").write_text("U+E000\tname\tcompany logo\n", encoding="utf-8")
    site = Site(start, tmp_path, empty_state, names_dirs=[])
    with session(site.daemon.telnet) as client:
        assert client.ask("company logo") == ["No match for 'company logo'"]
        site.reload("Changed: names_dirs$", names_dirs=[str(folder)])
        wait_for("the logo", lambda: client.ask("company logo")[-1] == "1 match for 'company logo'")


def test_what_needs_a_restart_is_named_each_time(site):
    port = site.daemon.telnet
    changes = {"threads": 1 + len(site.daemon.status()["reactors"]), "telnet": "127.0.0.1:1"}
    site.reload("warning: Restart the daemon to change: (telnet, )?threads$", **changes)
    site.hang_up("warning: Restart the daemon to change: (telnet, )?threads$")
    with socket.create_connection(("127.0.0.1", port), PATIENCE) as connection:
        assert connection.recv(100) == PROMPT


@pytest.mark.parametrize("text", ['{"idle_seconds": -1}', "{", '{"idle_second": 3}', None])
def test_a_mistake_changes_nothing(site, text):
    """Not even the settings that are right."""
    if text is None:
        site.file.unlink()
    else:
        site.file.write_text(text, encoding="utf-8")
    site.hang_up("error: The configuration stays as it is: .*charfinderd.json")
    site.hang_up("The index is up to date")  # the sources are checked all the same
    with session(site.daemon.telnet) as client:
        assert client.ask("registered")[-1] == "1 match for 'registered'"


def test_a_language_that_nobody_has_is_named_although_the_index_fits(start, tmp_path, warm_state):
    """At the reload, and at the next start: it is without the language that the saved index is as wanted."""
    warning = 'warning: languages: no annotations in a language "xx"'
    site = Site(start, tmp_path, warm_state, arguments=())
    site.reload(warning, languages=["en", "xx"], font_dirs=["/nonexistent"])
    site.hang_up("The index is up to date")
    site.again().wait_line(warning)
    assert site.daemon.has_line("warning: font_dirs: /nonexistent: No such file")
    site.reload("The index is up to date", languages=["en"], font_dirs=[])
    site.hang_up("Reading the configuration")
    assert len([line for line in site.daemon.lines if "languages:" in line]) == 1


def test_while_it_stops_it_does_not_reload(start, tmp_path, small_state):
    site = Site(start, tmp_path, small_state, drain_seconds=3600)
    site.daemon.send(signal.SIGTERM)
    site.daemon.wait_line("Stopping in 3600 seconds")
    site.daemon.send(signal.SIGHUP)
    site.daemon.send(signal.SIGTERM)
    site.daemon.ends_well()
    assert not site.daemon.has_line("Reading the configuration")
