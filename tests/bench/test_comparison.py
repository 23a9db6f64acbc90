"""Is what measures to be trusted? It must refuse to compare what cannot be compared, notice a
server that says something else than the first time, and leave no process behind."""

import contextlib
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

import processes  # noqa: E402
import results_file  # noqa: E402
from results import Result, at_least, at_most, number, table  # noqa: E402
from turns import NotInTurn, Series, in_turn  # noqa: E402


def series(*values, run="a run"):
    return Series(run, values)


def result(ours, theirs=None, goal=None):
    return Result("a row", "something", "µs", ours, theirs, goal)


# Ratios.


def test_figures_of_two_runs_have_no_ratio():
    with pytest.raises(NotInTurn):
        _ = result(series(1.0, run=object()), series(2.0, run=object())).value


def test_nor_have_figures_of_different_numbers_of_turns():
    with pytest.raises(NotInTurn):
        series(1.0, 2.0).over(series(1.0))


def test_two_runs_of_the_same_variants_are_two_runs():
    first, second = (in_turn({"ours": lambda: {"x": 1.0}}, 5)["ours"]["x"] for _ in range(2))
    with pytest.raises(NotInTurn):
        first.over(second)


def test_a_ratio_is_taken_turn_by_turn():
    """In the second turn the machine was slow, for both; a ratio of medians would say 0.6."""
    ours, theirs = series(10, 20, 12), series(20, 40, 12)
    assert result(ours, theirs).value == 0.5


def test_variants_are_measured_in_turn_each_time_the_other_way_round():
    order = []
    variants = {name: lambda name=name: order.append(name) or {"x": 1.0} for name in "ab"}
    in_turn(variants, 3)
    assert order == ["a", "b", "b", "a", "a", "b"]


def test_a_spread_of_more_than_a_tenth_is_marked():
    assert result(series(100, 102, 104, 106, 108)).steady
    assert not result(series(100, 90, 111, 106, 88)).steady
    assert "!" in table([result(series(100, 90, 111, 106, 88))])[3]


def test_one_disturbed_turn_of_five_says_nothing_about_the_others():
    assert result(series(100, 102, 104, 103, 900)).steady


def test_a_turn_that_cost_the_other_nothing_is_no_ratio_to_be_proud_of():
    """The kernel counts in ticks; the other variant may have had none."""
    shown = result(series(10, 10, 10), series(0, 0, 10), goal=at_most(1))
    assert shown.verdict == "missed"
    assert not shown.steady
    assert "∞" in table([shown])[3]


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


def test_a_table_counts_the_goals_and_not_what_has_none():
    met, missed = (result(series(value), goal=at_most(1)) for value in (1, 2))
    lines = table([met, missed, result(series(3))])
    assert lines[-1] == "1 of 2 goals met"


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (0.123, "0.12"), (9.876, "9.88"), (12.34, "12.3"), (91167, "91,167")],
)
def test_numbers_have_the_digits_that_count(value, text):
    assert number(value) == text


# The file of results.


def test_a_table_is_put_between_its_marks():
    text = "a\n<!-- x -->\nold\nolder\n<!-- /x -->\nb\n<!-- y -->\n<!-- /y -->\n"
    text = results_file.filled(text, "x", ["| new | \\1 |"])
    assert text == "a\n<!-- x -->\n| new | \\1 |\n<!-- /x -->\nb\n<!-- y -->\n<!-- /y -->\n"


@pytest.mark.parametrize(
    "text", ["", "<!-- x -->\n", "<!-- /x -->\n<!-- x -->\n", 2 * "<!-- x -->\n<!-- /x -->\n"]
)
def test_without_a_place_the_file_stays(text):
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


def test_what_was_started_is_ended_when_something_fails(tmp_path):
    with pytest.raises(KeyError), processes.Processes(tmp_path) as running:
        pid = running.start(["sleep", 60], 0).pid
        raise KeyError
    assert gone(pid)


def test_who_does_not_want_to_end_is_killed(running, monkeypatch):
    monkeypatch.setattr(processes, "PATIENCE", 0.2)
    process = running.start(python(OBSTINATE), 0)
    process.popen.stdout.readline()
    running.end_since(0)
    assert process.popen.returncode == -signal.SIGKILL


def test_a_killed_benchmark_leaves_nobody(tmp_path):
    """Not even kill -9 of the one who started it."""
    script = (
        f"import sys; sys.path.insert(0, {str(HERE / 'comparison')!r}); import pathlib, time\n"
        f"import processes; running = processes.Processes(pathlib.Path({str(tmp_path)!r}))\n"
        "print(running.start(['sleep', 60], 0).pid, flush=True); time.sleep(60)"
    )
    with subprocess.Popen(python(script), stdout=subprocess.PIPE, text=True) as starter:
        pid = int(starter.stdout.readline())
        while Path(f"/proc/{pid}/comm").read_text() != "sleep\n":  # setpriv has still to do its part
            time.sleep(0.01)
        starter.kill()
    assert gone(pid)


def test_who_ends_early_is_quoted(running):
    process = running.start(python("import sys; sys.exit('no port is free')"), 0)
    with pytest.raises(processes.Failed, match="no port is free"):
        process.wait_until("its port", lambda: False)


def test_who_never_gets_ready_is_given_up(running, monkeypatch):
    monkeypatch.setattr(processes, "PATIENCE", 0.1)
    process = running.start(["sleep", 60], 0)
    with pytest.raises(processes.Failed, match="its port never came"):
        process.wait_until("its port", lambda: False)


def test_the_cost_of_a_process_is_its_own_and_its_childrens(running):
    burn = "import time\nwhile time.process_time() < 0.3: pass\nprint(flush=True); time.sleep(60)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {burn!r}])"
    process = running.start(python(parent), 0)
    process.popen.stdout.readline()
    assert process.cpu_seconds() >= 0.3


# The closed-loop client.


class fake_telnet:
    """Answers each session's lines with the next of these replies, the last one for ever."""

    def __init__(self, *replies):
        self.replies = replies
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

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
        self.listener.close()


def ask(tmp_path, port, *arguments):
    questions = tmp_path / "questions"
    questions.write_text("sun\n")
    argv = [BUILD / "bench-load", "telnet", str(port), questions, "--seconds", "0.1", *arguments]
    return subprocess.run(
        argv, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=60, check=False
    )


def test_a_server_that_answers_alike_is_measured(tmp_path):
    with fake_telnet(b"1 match for 'sun'") as server:
        done = ask(tmp_path, server.port, "--sessions", "3")
    assert done.returncode == 0, done.stderr
    assert '"mean_reply": 22.0' in done.stdout


@pytest.mark.parametrize(
    ("replies", "complaint"),
    [
        ([b"hello"], "no status line"),
        ([b"1 match for 'sun'", b"2 matches for 'sun'"], "another reply than the first time"),
        ([b"1 match for 'sun'", b"1 match for 'son'"], "another reply than the first time"),
    ],
)
def test_a_server_that_says_something_else_is_found_out(tmp_path, replies, complaint):
    with fake_telnet(*replies) as server:
        done = ask(tmp_path, server.port)
    assert done.returncode == 1
    assert complaint in done.stderr


def test_a_server_that_is_not_there_is_an_error(tmp_path):
    with contextlib.closing(socket.socket()) as taken:  # bound, but nobody listens
        taken.bind(("127.0.0.1", 0))
        done = ask(tmp_path, taken.getsockname()[1])
    assert done.returncode == 1
    assert "cannot connect" in done.stderr


@pytest.mark.parametrize("arguments", [["--sessions", "0"], ["--seconds", "0"], ["--loudly"]])
def test_a_wrong_call_is_told_the_right_one(tmp_path, arguments):
    done = ask(tmp_path, 1, *arguments)
    assert done.returncode == 2
    assert "Usage: bench-load" in done.stderr
