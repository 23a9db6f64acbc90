"""Start, build, save, restart, damage, death and an orderly end."""

import os
import random
import signal
import socket
import time

import pytest

from daemon import INDEX_FILE, PATIENCE, SLOWNESS
from http_client import connect, get, receive_all, take_response
from oracle import status
from telnet_client import PROMPT, Session, session

WARNING = "<4>"


@pytest.fixture
def empty_state(tmp_path):
    directory = tmp_path / "empty"
    directory.mkdir()
    return directory


def answers(daemon):
    """What a daemon says, as far as it must be the same in every run."""
    with session(daemon.telnet) as client:
        replies = [client.ask(query) for query in ("cat face", "digit", "CJK UNIFIED IDEOGRAPH-4E00", "☀")]
    return daemon.status()["generation"], replies


def assert_well(daemon, oracle):
    _, replies = answers(daemon)
    assert replies[0][-1] == "10 matches for 'cat face'"
    assert replies[1] == [*(oracle.row(c) for c in oracle.search("digit")), status(898, "digit")]


def left_over(directory):
    return sorted(path.name for path in directory.iterdir())


# Building.


def test_a_cold_start_builds_and_saves(start, empty_state, oracle):
    daemon = start(state=empty_state).wait_ready()
    assert_well(daemon, oracle)
    daemon.wait_saved(empty_state).stop()
    assert left_over(empty_state) == [INDEX_FILE]
    assert WARNING not in daemon.stderr


def test_a_state_directory_that_is_not_there_is_made(start, tmp_path, oracle):
    directory = tmp_path / "some" / "where"
    daemon = start(state=directory).wait_ready()
    daemon.wait_saved(directory)
    assert_well(daemon, oracle)


def test_two_builds_give_the_same_bytes(start, empty_state, saved_index):
    start(state=empty_state).wait_ready().wait_saved(empty_state).stop()
    assert (empty_state / INDEX_FILE).read_bytes() == (saved_index / INDEX_FILE).read_bytes()


def test_a_restart_gives_the_same_answers_from_the_saved_index(start, empty_state):
    first = start(state=empty_state).wait_ready().wait_saved(empty_state)
    before = answers(first)
    first.stop()
    file = (empty_state / INDEX_FILE).stat()
    second = start(state=empty_state).wait_ready()
    assert answers(second) == before
    second.stop()
    after = (empty_state / INDEX_FILE).stat()
    assert (after.st_ino, after.st_mtime_ns) == (file.st_ino, file.st_mtime_ns)


def test_a_query_during_the_build_waits_and_is_answered(start, empty_state):
    daemon = start(state=empty_state)
    with session(daemon.telnet) as client:
        reply = client.ask("cat face")
    told = [line for line in reply if line.startswith("Building the index: ")]
    assert reply[: len(told)] == told
    assert told, "the build was over before the first query came"
    assert reply[-1] == "10 matches for 'cat face'"
    assert len(reply) == len(told) + 11


def test_a_command_during_the_build_does_not_wait(start, empty_state):
    daemon = start(state=empty_state)
    with session(daemon.telnet) as client:
        assert any(line.startswith("state: building") for line in client.ask(":status"))
        assert client.ask("registered")[-1] == "1 match for 'registered'"


def test_a_client_that_leaves_during_the_build_is_forgotten(start, empty_state, oracle):
    daemon = start(state=empty_state)
    for sent in (b"cat face\r\n", b"cat face\r\n\x03", b"cat face\r\ncat face"):
        with session(daemon.telnet) as client:
            client.send(sent)
    assert_well(daemon.wait_ready(), oracle)


def test_http_during_the_build_says_come_back(start, empty_state):
    daemon = start(state=empty_state)
    reply = get(daemon.http, "/search?q=cat+face")
    assert reply.status == 503, "the build was over before the first query came"
    assert int(reply.headers["retry-after"]) >= 1
    document = reply.json()
    assert 0 <= document["progress"] <= 100
    assert get(daemon.http, "/").status == 200
    assert get(daemon.http, "/healthz").status == 200
    assert get(daemon.http, "/api/v1/status").json()["state"] == "building"
    daemon.wait_ready()
    assert len(get(daemon.http, "/search?q=cat+face").json()) == 10


def test_progress_never_falls(start, empty_state):
    daemon, seen = start(state=empty_state), []
    while (now := daemon.status())["state"] == "building":
        seen.append(now["progress"])
        time.sleep(0.02)
    assert seen == sorted(seen)
    assert now["state"] == "ready"


def test_sigterm_during_the_build_ends_it(start, empty_state):
    daemon = start(state=empty_state)
    daemon.wait_line(r"^Hit CTRL-C to stop\.$")
    began = time.monotonic()
    daemon.stop()
    assert time.monotonic() - began < 5 * SLOWNESS


def test_two_daemons_share_a_state_directory(start, empty_state, oracle):
    both = [start(state=empty_state), start(state=empty_state)]
    for daemon in both:
        assert_well(daemon.wait_ready(), oracle)
    both[0].wait_saved(empty_state)
    assert answers(both[0]) == answers(both[1])


# Death.


def test_kill_9_at_any_moment_of_the_build(start, empty_state, saved_index, oracle):
    """Moments from a fixed seed, spread over what a whole build takes here."""
    began = time.monotonic()
    start(state=empty_state).wait_ready().wait_saved(empty_state).stop()
    whole = time.monotonic() - began
    moments = random.Random(1)
    for _ in range(8 if SLOWNESS == 1 else 3):
        (empty_state / INDEX_FILE).unlink(missing_ok=True)
        victim = start(state=empty_state)
        time.sleep(moments.uniform(0, whole))
        victim.kill()
        successor = start(state=empty_state).wait_ready().wait_saved(empty_state)
        assert_well(successor, oracle)
        successor.stop()
        assert (empty_state / INDEX_FILE).read_bytes() == (saved_index / INDEX_FILE).read_bytes()
        assert left_over(empty_state) == [INDEX_FILE]


# Debian's strace stops a process at exactly the system call that matters, which no sleep can.
# Leak detection does not work under it, so sanitized builds sit these out.
under_strace = pytest.mark.skipif(SLOWNESS > 1, reason="LeakSanitizer does not work under strace")


def injected(calls, fault):
    """A command that makes the first of these system calls on our file go wrong."""
    return ("strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={calls}", "-e", f"inject={calls}:{fault}:when=1")


@under_strace
@pytest.mark.parametrize("call", ["fsync", "renameat,rename,renameat2"])
def test_killed_at_the_worst_moment(start, empty_state, saved_index, call):
    victim = start(state=empty_state, command=injected(call, "signal=KILL"))
    assert victim.wait_end() != 0
    assert INDEX_FILE + ".new" in left_over(empty_state)
    successor = start(state=empty_state).wait_ready().wait_saved(empty_state)
    successor.stop()
    assert left_over(empty_state) == [INDEX_FILE]
    assert (empty_state / INDEX_FILE).read_bytes() == (saved_index / INDEX_FILE).read_bytes()


@under_strace
@pytest.mark.parametrize(
    ("call", "error"), [("fsync", "EIO"), ("fsync", "ENOSPC"), ("renameat,rename,renameat2", "EACCES")]
)
def test_a_disk_that_fails_costs_a_warning(start, empty_state, oracle, call, error):
    daemon = start(state=empty_state, command=injected(call, f"error={error}"))
    daemon.wait_ready()
    warning = daemon.wait_line(f"^{WARNING}.*")[0]
    assert os.strerror(getattr(__import__("errno"), error)) in warning
    assert_well(daemon, oracle)
    assert INDEX_FILE not in left_over(empty_state)
    # strace hands signals on to its child; ask the daemon itself.
    end_under_strace(daemon)


def end_under_strace(daemon):
    children = f"/proc/{daemon.pid}/task/{daemon.pid}/children"
    with open(children, encoding="ascii") as file:
        os.kill(int(file.read().split()[0]), signal.SIGTERM)
    assert daemon.wait_end() == 0


# Where nothing can be saved, and what is no index.


@pytest.mark.parametrize("where", ["/proc/charfinder", "/dev/null/charfinder", "/dev/full"])
def test_a_state_directory_that_cannot_be_written_costs_a_warning(start, oracle, where):
    daemon = start(state=where)
    assert_well(daemon.wait_ready(), oracle)
    assert where in daemon.wait_line(f"^{WARNING}.*not saved.*|^{WARNING}.*{where}.*")[0]


def flip(at):
    def damage(file):
        data = bytearray(file.read_bytes())
        data[at if at >= 0 else len(data) + at] ^= 0x20
        file.write_bytes(data)

    return damage


def cut_to(fraction):
    def damage(file):
        os.truncate(file, int(file.stat().st_size * fraction))

    return damage


def replace_by_folder(file):
    file.unlink()
    file.mkdir()


def replace_by_fifo(file):
    file.unlink()
    os.mkfifo(file)


def make_huge(file):
    os.truncate(file, 1 << 40)


DAMAGES = {
    "another magic": flip(0),
    "another format version": flip(8),
    "another byte order": flip(12),
    "another length": flip(16),
    "another ICU version": flip(24),
    "another Unicode version": flip(28),
    "another number of documents": flip(32),
    "a bit of the data": flip(1_000_000),
    "the last byte": flip(-1),
    "cut in half": cut_to(0.5),
    "one byte of a million missing": cut_to(0.999999),
    "empty": cut_to(0),
    "a terabyte of nothing behind it": make_huge,
    "a byte more": lambda file: file.write_bytes(file.read_bytes() + b"\0"),
    "a folder": replace_by_folder,
    "a pipe": replace_by_fifo,
    "text": lambda file: file.write_text("no index"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_index_is_rebuilt_with_a_reason(start, warm_state, oracle, saved_index, damage):
    file = warm_state / INDEX_FILE
    DAMAGES[damage](file)
    daemon = start(state=warm_state).wait_ready()
    assert_well(daemon, oracle)
    daemon.wait_line(rf"^<[45]>.*{INDEX_FILE}.*|^<[45]>.*rebuil.*")
    if damage != "a folder":  # which rename does not replace
        good = (saved_index / INDEX_FILE).read_bytes()
        deadline = time.monotonic() + PATIENCE
        while not file.is_file() or file.read_bytes() != good:
            assert time.monotonic() < deadline
            time.sleep(0.05)


# Signals.


def test_sighup_drops_nothing(start, warm_state):
    daemon = start(state=warm_state).wait_ready()
    before = daemon.status()["generation"]
    with session(daemon.telnet) as client, connect(daemon.http) as connection:
        for _ in range(3):
            daemon.send(signal.SIGHUP)
            for _ in range(20):
                assert client.ask("cat face")[-1] == "10 matches for 'cat face'"
                time.sleep(0.01)
        connection.sendall(b"GET /search?q=sun HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        assert take_response(receive_all(connection))[0].status == 200
    assert daemon.status()["generation"] == before


def test_sighup_looks_again_where_nothing_could_be_read(start, warm_state):
    """The saved index disappears; SIGHUP brings it back or needs it not; nobody notices."""
    daemon = start(state=warm_state).wait_ready()
    (warm_state / INDEX_FILE).unlink()
    with session(daemon.telnet) as client:
        daemon.send(signal.SIGHUP)
        for _ in range(50):
            assert client.ask("cat face")[-1] == "10 matches for 'cat face'"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_an_idle_daemon_ends_at_once(start, warm_state, number):
    daemon = start(state=warm_state).wait_ready()
    idle = [Session(daemon.telnet).read_prompt(), connect(daemon.http)]
    began = time.monotonic()
    daemon.stop(number)
    assert time.monotonic() - began < 5 * SLOWNESS
    assert idle[0].read_all() == b""
    assert receive_all(idle[1]) == b""


def slow_session(daemon, query):
    """A session with small buffers that has asked and read a little."""
    opened = Session.__new__(Session)
    opened.socket = socket.socket()
    opened.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    opened.socket.settimeout(PATIENCE)
    opened.socket.connect(("127.0.0.1", daemon.telnet))
    opened.buffer = bytearray()
    opened.read_prompt().send(query)
    opened.read_until(b"\r\n")
    return opened


def test_a_reply_in_flight_is_finished(start, warm_state):
    daemon = start(state=warm_state, config={"shutdown_seconds": 60}).wait_ready()
    reader = slow_session(daemon, b"cjk\r\nregistered\r\n")
    daemon.send(signal.SIGTERM)
    time.sleep(0.5)
    assert b"98263 matches for 'cjk'\r\n" in reader.read_all()
    assert daemon.wait_end() == 0


def test_an_http_reply_in_flight_is_finished(start, warm_state):
    daemon = start(state=warm_state, config={"shutdown_seconds": 60}).wait_ready()
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    connection.settimeout(PATIENCE)
    connection.connect(("127.0.0.1", daemon.http))
    connection.sendall(b"GET /search?q=cjk HTTP/1.1\r\nHost: x\r\n\r\n")
    begun = connection.recv(1000)
    daemon.send(signal.SIGTERM)
    time.sleep(0.5)
    response, _ = take_response(begun + receive_all(connection))
    assert len(response.json()) == 98263
    assert daemon.wait_end() == 0


def test_after_sigterm_nobody_new_is_let_in(start, warm_state):
    daemon = start(state=warm_state, config={"shutdown_seconds": 60}).wait_ready()
    telnet, http = daemon.telnet, daemon.http
    reader = slow_session(daemon, b"cjk\r\n")
    daemon.send(signal.SIGTERM)
    deadline = time.monotonic() + PATIENCE
    while still_serves(telnet) or still_serves(http):
        assert time.monotonic() < deadline, "it still accepts"
        time.sleep(0.05)
    reader.close()
    assert daemon.wait_end() == 0


def still_serves(port):
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
            connection.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            return bool(connection.recv(1))
    except OSError:
        return False


def test_readers_that_never_read_do_not_keep_it_alive(start, warm_state):
    daemon = start(state=warm_state, config={"shutdown_seconds": 1}).wait_ready()
    mute = slow_session(daemon, b"cjk\r\n")
    other = connect(daemon.http)
    other.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    other.sendall(b"GET /search?q=cjk HTTP/1.1\r\nHost: x\r\n\r\n" * 5)
    other.recv(10)
    began = time.monotonic()
    daemon.stop()
    assert time.monotonic() - began < 8 * SLOWNESS
    mute.close()
    other.close()


def test_a_pipeline_is_not_begun_anew_while_it_ends(start, warm_state):
    daemon = start(state=warm_state, config={"shutdown_seconds": 5}).wait_ready()
    reader = slow_session(daemon, b"digit\r\n" * 100_000)
    daemon.send(signal.SIGTERM)
    received = reader.read_all()
    assert received.count(PROMPT) < 100_000
    assert daemon.wait_end() == 0
