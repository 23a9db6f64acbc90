"""Tests of the benchmark itself. It must refuse to compare figures of different runs, notice a
server whose replies change, and leave no process behind."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
BUILD = Path(os.environ.get("CHARFINDER_BUILD", HERE.parents[1] / "build-dev"))
sys.path.insert(0, str(HERE / "comparison"))

import machine  # noqa: E402
import mix  # noqa: E402
import processes  # noqa: E402
import repeats  # noqa: E402
import results_file  # noqa: E402
import rows  # noqa: E402
from results import Result, at_least, at_most, number, table  # noqa: E402
from rows import command_line  # noqa: E402
from turns import NotInTurn, Series, in_turn  # noqa: E402


def series(*values, run="a run"):
    return Series(run, values)


def result(ours, theirs=None, goal=None):
    return Result("a row", "something", "µs", ours, theirs, goal)


# Ratios.


def test_figures_of_two_runs_have_no_ratio():
    with pytest.raises(NotInTurn):
        _ = result(series(1.0, run=object()), series(2.0, run=object())).value


def test_figures_of_different_numbers_of_turns_have_no_ratio():
    with pytest.raises(NotInTurn):
        series(1.0, 2.0).over(series(1.0))


def test_two_runs_of_the_same_variants_are_two_runs():
    first, second = (in_turn({"ours": lambda: {"x": 1.0}}, 5)["ours"]["x"] for _ in range(2))
    with pytest.raises(NotInTurn):
        first.over(second)


def test_a_ratio_is_taken_turn_by_turn():
    """In the second turn the machine was slow for both; a ratio of medians would be 0.6."""
    ours, theirs = series(10, 20, 12), series(20, 40, 12)
    assert result(ours, theirs).value == 0.5


def test_variants_are_measured_in_alternating_order():
    order = []
    variants = {name: lambda name=name: order.append(name) or {"x": 1.0} for name in "ab"}
    in_turn(variants, 3)
    assert order == ["a", "b", "b", "a", "a", "b"]


def test_a_spread_of_more_than_a_tenth_is_marked():
    assert result(series(100, 102, 104, 106, 108)).steady
    assert not result(series(100, 90, 111, 106, 88)).steady
    assert "!" in table([result(series(100, 90, 111, 106, 88))])[3]


def test_one_disturbed_turn_of_five_does_not_count():
    assert result(series(100, 102, 104, 103, 900)).steady


def test_a_turn_without_cost_of_the_other_has_no_finite_ratio():
    """The kernel counts in ticks, and the other variant may have used none."""
    shown = result(series(10, 10, 10), series(0, 0, 10), goal=at_most(1))
    assert shown.verdict == "missed"
    assert not shown.steady
    assert "∞" in table([shown])[3]


def test_two_disturbed_turns_of_ten_do_not_count_either():
    steady = (100, 102, 104, 103, 101, 102, 100, 104)
    assert result(series(*steady, 900, 901)).steady
    assert not result(series(*steady[1:], 900, 901, 902)).steady


def test_with_few_turns_every_one_counts():
    assert not result(series(100, 102, 150)).steady


@pytest.mark.parametrize(
    ("goal", "value", "verdict"),
    [
        (at_most(0.95), 0.95, "met"),
        (at_most(0.95), 0.951, "missed"),
        (at_least(20), 20, "met"),
        (at_least(20), 19.9, "missed"),
        (None, 1, ""),
    ],
)
def test_a_goal_is_met_or_missed(goal, value, verdict):
    assert result(series(value), goal=goal).verdict == verdict


def test_a_table_counts_only_rows_with_goals():
    met, missed = (result(series(value), goal=at_most(1)) for value in (1, 2))
    lines = table([met, missed, result(series(3))])
    assert lines[-1] == "1 of 2 goals met"


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (0.123, "0.12"), (9.876, "9.88"), (12.34, "12.3"), (91167, "91,167")],
)
def test_numbers_have_significant_digits(value, text):
    assert number(value) == text


# Repeating what is beyond the noise.

CALM, WILD = (100, 101, 100, 101, 100), (50, 100, 160, 100, 220)


class Unit:
    """Yields these turns at its first call, those at its second, …"""

    def __init__(self, *calls, goal=None):
        self.calls, self.goal, self.count = calls, goal, 0

    def __call__(self, _stage):
        turns = self.calls[self.count]
        self.count += 1
        ours, theirs = series(*turns, run=turns), series(*[1] * len(turns), run=turns)
        yield result(ours, theirs, self.goal)


class scripted_clock(repeats.Clock):
    """Ten seconds a unit."""

    def __init__(self, seconds):
        super().__init__(seconds, now=lambda: self.time)

    time = 0

    def say(self, what):
        pass


def measured(units, seconds=1000):
    clock = scripted_clock(seconds)

    def slow(unit):
        def call(stage):
            clock.time += 10
            return unit(stage)

        return call

    return repeats.measure(None, {name: slow(unit) for name, unit in units.items()}, clock)


def test_only_what_is_noisy_is_repeated():
    calm, wild = Unit(CALM), Unit(WILD, CALM)
    found, notes = measured({"calm": calm, "wild": wild})
    assert (calm.count, wild.count) == (1, 2)
    assert len(found) == 2
    assert notes[0] == "Repeated, with turns more than 10% apart: wild."


def test_what_was_repeated_has_the_turns_of_both():
    """It is not the calmer one of two measurements."""
    (found,), _ = measured({"wild": Unit(WILD, CALM)})
    assert found.ours.values == WILD + CALM
    assert found.theirs.values == (1,) * 10


def test_what_stays_noisy_is_named():
    (found,), notes = measured({"wild": Unit(WILD, WILD)})
    assert not found.steady
    assert "Still as far apart: wild." in notes


def test_it_becomes_steady_where_the_second_time_shows_what_was_a_disturbance():
    (found,), notes = measured({"once": Unit((100, 100, 100, 70, 140), (100,) * 5)})
    assert found.steady
    assert not [note for note in notes if note.startswith("Still")]


def test_a_run_without_time_repeats_nothing_and_says_so():
    """Three units take 30 seconds, so of 45 there are 15 for one more."""
    units = {name: Unit(WILD, CALM) for name in "abc"}
    _, notes = measured(units, seconds=45)
    assert sorted(unit.count for unit in units.values()) == [1, 1, 2]
    assert notes[-1].startswith("As far apart, with no time to repeat them: ")


def test_a_goal_that_the_turns_disagree_about_is_repeated_first():
    wilder = tuple(2 * value for value in WILD)
    met = Unit(wilder, CALM, goal=at_most(1000))
    undecided = Unit(WILD, CALM, goal=at_most(101))
    _, notes = measured({"met": met, "undecided": undecided}, seconds=35)
    assert (met.count, undecided.count) == (1, 2)
    assert "met" in notes[-1]


def test_every_row_has_units_with_names_of_their_own():
    assert all(units for units in rows.ROWS.values())
    assert all(callable(unit) for units in rows.ROWS.values() for unit in units.values())


# The command beside uni.


def fake_uni(folder, monkeypatch, prints):
    program = folder / "uni"
    program.write_text(f"#!/bin/sh\n{prints}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=":")
    return str(program)


def test_uni_is_found_by_what_it_finds(tmp_path, monkeypatch):
    prints = "[ \"$*\" = 'search cat face' ] && echo \"'X' U+1F431 128049 CAT FACE (Other_Symbol)\""
    assert command_line.find_uni() != str(tmp_path / "uni")
    program = fake_uni(tmp_path, monkeypatch, prints)
    assert command_line.find_uni() == program


@pytest.mark.parametrize("prints", ["exit 1", "echo a university", "echo CAT FACE; exit 2"])
def test_another_program_of_that_name_is_not_uni(tmp_path, monkeypatch, prints):
    fake_uni(tmp_path, monkeypatch, prints)
    assert command_line.find_uni() is None


# Letter by letter.


def test_a_text_is_typed_letter_by_letter_and_nothing_twice():
    assert list(mix.as_typed(["cat", "car"])) == ["c", "ca", "cat", "car"]


def test_a_key_without_a_value_is_not_typed():
    assert "block:" not in mix.as_typed(["block:arrows"])


def test_what_is_typed_outnumbers_what_the_caches_hold():
    typed = list(mix.typed())
    assert len(typed) == len(set(typed)) == mix.TYPED


# The file of results.


def test_a_table_is_written_between_its_markers():
    text = "a\n<!-- x -->\nold\nolder\n<!-- /x -->\nb\n<!-- y -->\n<!-- /y -->\n"
    text = results_file.filled(text, "x", ["| new | \\1 |"])
    assert text == "a\n<!-- x -->\n| new | \\1 |\n<!-- /x -->\nb\n<!-- y -->\n<!-- /y -->\n"


@pytest.mark.parametrize(
    "text", ["", "<!-- x -->\n", "<!-- /x -->\n<!-- x -->\n", 2 * "<!-- x -->\n<!-- /x -->\n"]
)
def test_without_markers_the_file_stays(text):
    with pytest.raises(results_file.NoPlace):
        results_file.filled(text, "x", ["new"])


# Processes.

OBSTINATE = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print(flush=True)
time.sleep(60)
"""


def python(*arguments):
    return ["/usr/bin/python3", "-c", *arguments]


@pytest.fixture(name="running")
def running_fixture(tmp_path):
    with processes.Processes(tmp_path) as running:
        yield running


def is_running(pid):
    with contextlib.suppress(FileNotFoundError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def gone(pid):
    deadline = time.monotonic() + 10
    while is_running(pid) and time.monotonic() < deadline:
        time.sleep(0.01)
    return not is_running(pid)


def test_processes_end_after_a_failure(tmp_path):
    with pytest.raises(KeyError), processes.Processes(tmp_path) as running:
        pid = running.start(["sleep", 60], 0).pid
        raise KeyError
    assert gone(pid)


def test_a_process_that_ignores_sigterm_is_killed(running, monkeypatch):
    monkeypatch.setattr(processes, "PATIENCE", 0.2)
    process = running.start(python(OBSTINATE), 0)
    process.popen.stdout.readline()
    running.end_since(0)
    assert process.popen.returncode == -signal.SIGKILL


def test_a_killed_benchmark_leaves_no_process(tmp_path):
    """Even after kill -9 of the parent."""
    script = (
        f"import sys; sys.path.insert(0, {str(HERE / 'comparison')!r}); import pathlib, time\n"
        f"import processes; running = processes.Processes(pathlib.Path({str(tmp_path)!r}))\n"
        "print(running.start(['sleep', 60], 0).pid, flush=True); time.sleep(60)"
    )
    with subprocess.Popen(python(script), stdout=subprocess.PIPE, text=True) as starter:
        pid = int(starter.stdout.readline())
        while Path(f"/proc/{pid}/comm").read_text() != "sleep\n":  # setpriv has not yet run it
            time.sleep(0.01)
        starter.kill()
    assert gone(pid)


def test_output_of_a_process_that_ends_early_is_quoted(running):
    process = running.start(python("import sys; sys.exit('no port is free')"), 0)
    with pytest.raises(processes.Failed, match="no port is free"):
        process.wait_until("its port", lambda: False)


def test_a_process_that_never_gets_ready_is_a_failure(running, monkeypatch):
    monkeypatch.setattr(processes, "PATIENCE", 0.1)
    process = running.start(["sleep", 60], 0)
    with pytest.raises(processes.Failed, match="gave up waiting for its port"):
        process.wait_until("its port", lambda: False)


def test_the_cost_of_a_process_is_its_own_and_its_childrens(running):
    burn = "import time\nwhile time.process_time() < 0.3: pass\nprint(flush=True); time.sleep(60)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {burn!r}])"
    process = running.start(python(parent), 0)
    process.popen.stdout.readline()
    ticks = 2 / os.sysconf("SC_CLK_TCK")  # user and system time are each rounded down to one
    assert process.cpu_seconds() >= 0.3 - ticks


# The closed-loop client.


class fake_telnet:
    """Answers the lines of each session with these replies in turn, then repeats the last one."""

    def __init__(self, *replies):
        self.replies = replies
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.accepting = threading.Thread(target=self.accept, daemon=True)
        self.accepting.start()

    def accept(self):
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self.listener.accept()
                threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection):
        replies = list(self.replies)
        with contextlib.suppress(OSError), connection:
            connection.sendall(b"?> ")
            while connection.recv(1024):
                connection.sendall(replies[0] + b"\r\n?> ")
                replies = replies[1:] or replies

    def __enter__(self):
        return self

    def __exit__(self, *_):
        # Wakes the thread, which would otherwise accept for the next listener with this descriptor.
        self.listener.shutdown(socket.SHUT_RDWR)
        self.accepting.join()
        self.listener.close()


def ask(tmp_path, port, *arguments):
    questions = tmp_path / "questions"
    questions.write_text("sun\n")
    argv = [BUILD / "bench-load", "telnet", str(port), questions, "--seconds", "0.1", *arguments]
    return subprocess.run(
        argv, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=60, check=False
    )


def test_a_server_with_constant_replies_is_measured(tmp_path):
    with fake_telnet(b"1 match for 'sun'") as server:
        done = ask(tmp_path, server.port, "--sessions", "3")
    assert done.returncode == 0, done.stderr
    assert '"mean_reply": 22.0' in done.stdout


@pytest.mark.parametrize(
    ("replies", "complaint"),
    [
        ([b"hello"], "no status line"),
        ([b"1 match for 'sun'", b"2 matches for 'sun'"], "the reply differs from the first"),
        ([b"1 match for 'sun'", b"1 match for 'son'"], "the reply differs from the first"),
    ],
)
def test_a_server_with_different_replies_is_noticed(tmp_path, replies, complaint):
    with fake_telnet(*replies) as server:
        done = ask(tmp_path, server.port)
    assert done.returncode == 1
    assert complaint in done.stderr


def test_a_missing_server_is_an_error(tmp_path):
    with contextlib.closing(socket.socket()) as taken:  # bound, but not listening
        taken.bind(("127.0.0.1", 0))
        done = ask(tmp_path, taken.getsockname()[1])
    assert done.returncode == 1
    assert "cannot connect" in done.stderr


# The open-loop client.

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


class fake_http(fake_telnet):
    """Answers every request with these bytes, the first one of the second load after a pause."""

    def __init__(self, answer=ANSWER, pause=0.0):
        self.answer, self.pause, self.load_began = answer, pause, threading.Event()
        super().__init__(answer)

    def serve(self, connection):
        began = time.monotonic()
        with contextlib.suppress(OSError), connection:
            while connection.recv(4096):
                if time.monotonic() - began > 0.25 and not self.load_began.is_set():
                    self.load_began.set()
                    time.sleep(self.pause)
                connection.sendall(self.answer)


def open_loop(tmp_path, port, *arguments):
    targets = tmp_path / "targets"
    targets.write_text("/one\n/two\n")
    argv = [BUILD / "bench-open", str(port), targets, "--seconds", "0.2", *arguments]
    return subprocess.run(
        argv, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=60, check=False
    )


def test_every_request_of_a_schedule_is_sent_and_answered(tmp_path):
    with fake_http() as server:
        done = open_loop(tmp_path, server.port, "--connections", "3", "--loads", "10,20")
    assert done.returncode == 0, done.stderr
    printed = json.loads(done.stdout.splitlines()[-1])
    for percent, load in printed["loads"].items():
        assert load["rate"] == pytest.approx(printed["saturation"] * int(percent) / 100, rel=0.01)
        assert load["requests"] == pytest.approx(load["rate"] * 0.2, abs=1.01)


def test_a_stall_counts_for_all_that_it_held_up(tmp_path):
    """Half a load of 0.2 seconds is held up by 0.2 seconds: a closed loop would have one slow reply."""
    with fake_http(pause=0.2) as server:
        done = open_loop(tmp_path, server.port, "--loads", "10")
    assert done.returncode == 0, done.stderr
    load = json.loads(done.stdout.splitlines()[-1])["loads"]["10"]
    assert load["p99_us"] > 150_000
    assert load["p50_us"] > 50_000


@pytest.mark.parametrize(
    ("answer", "complaint"),
    [
        (b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n", "status 503"),
        (ANSWER + b"!", "a bad reply"),
        (b"?> ", "closed a connection"),
    ],
)
def test_a_server_that_does_not_answer_is_noticed(tmp_path, answer, complaint):
    with fake_http(answer) as server:
        if complaint == "closed a connection":
            server.serve = lambda connection: connection.close()
        done = open_loop(tmp_path, server.port)
    assert done.returncode == 1
    assert complaint in done.stderr


@pytest.mark.parametrize(
    "arguments", [["--loads", ""], ["--loads", "30;60"], ["--loads", "0"], ["--connections", "0"]]
)
def test_invalid_loads_get_the_usage(tmp_path, arguments):
    done = open_loop(tmp_path, 1, *arguments)
    assert done.returncode == 2
    assert "Usage: bench-open" in done.stderr


@pytest.mark.parametrize("arguments", [["--sessions", "0"], ["--seconds", "0"], ["--loudly"]])
def test_invalid_arguments_get_the_usage(tmp_path, arguments):
    done = ask(tmp_path, 1, *arguments)
    assert done.returncode == 2
    assert "Usage: bench-load" in done.stderr


def test_a_run_without_git_has_no_commit(tmp_path, monkeypatch):
    """As in a root of another release of Debian, which has a copy of the sources."""
    monkeypatch.setenv("PATH", str(tmp_path))
    assert machine.commit_of(tmp_path) is None
    about = {"processor": "p", "processors": 2, "kernel": "6", "date": "d", "commit": None, "load_before": 0}
    assert machine.title(about) == "p, 2 processors, Linux 6, d, unknown commit"
