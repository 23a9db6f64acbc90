"""Start, build, save, restart, signals and shutdown."""

import ctypes
import os
import signal
import socket
import time
from pathlib import Path

import pytest

from answers import answers, assert_well, left_over, same_bytes
from daemon import INDEX_FILE, PATIENCE, SLOWNESS, wait_for
from http_client import connect, get, receive_all, take_response
from telnet_client import PROMPT, Session, session


# Building.


def test_a_cold_start_builds_and_saves(start, empty_state, lean_sources, oracle):
    daemon = start(state=empty_state).wait_ready()
    assert_well(daemon, oracle)
    daemon.wait_saved(empty_state).stop()
    assert left_over(empty_state) == [INDEX_FILE]
    warnings = [line for line in daemon.lines if " warning: " in line]
    assert [line for line in warnings if not (lean_sources and "warning: Source " in line)] == []


def test_a_missing_state_directory_is_created(start, tmp_path, oracle):
    directory = tmp_path / "some" / "where"
    daemon = start(state=directory).wait_ready()
    daemon.wait_saved(directory)
    assert_well(daemon, oracle)


def test_two_builds_give_the_same_bytes(start, empty_state, lean_index):
    start(state=empty_state).wait_ready().wait_saved(empty_state).stop()
    assert same_bytes(empty_state / INDEX_FILE, lean_index / INDEX_FILE)


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
    assert told, "the build ended before the first query"
    assert reply[-1] == "10 matches for 'cat face'"
    assert len(reply) == len(told) + 11


def test_a_command_during_the_build_does_not_wait(start, empty_state):
    daemon = start(state=empty_state)
    with session(daemon.telnet) as client:
        assert any(line.startswith("state: building") for line in client.ask(":status"))
        assert client.ask("registered")[-1] == "1 match for 'registered'"


def test_a_client_may_disconnect_during_the_build(start, empty_state, oracle):
    daemon = start(state=empty_state)
    for sent in (b"cat face\r\n", b"cat face\r\n\x03", b"cat face\r\ncat face"):
        with session(daemon.telnet) as client:
            client.send(sent)
    assert_well(daemon.wait_ready(), oracle)


def test_http_during_the_build_answers_503(start, empty_state):
    daemon = start(state=empty_state)
    reply = get(daemon.http, "/search?q=cat+face")
    assert reply.status == 503, "the build ended before the first query"
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


# Signals.


def test_sighup_keeps_connections(start, warm_state):
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


def test_sighup_without_a_saved_index(start, warm_state):
    """The saved index disappears; SIGHUP saves it again or does not need it; service goes on."""
    daemon = start(state=warm_state).wait_ready()
    (warm_state / INDEX_FILE).unlink()
    with session(daemon.telnet) as client:
        daemon.send(signal.SIGHUP)
        for _ in range(50):
            assert client.ask("cat face")[-1] == "10 matches for 'cat face'"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_an_idle_daemon_exits_at_once(start, warm_state, number):
    daemon = start(state=warm_state).wait_ready()
    idle = [Session(daemon.telnet).read_prompt(), connect(daemon.http)]
    began = time.monotonic()
    daemon.stop(number)
    assert time.monotonic() - began < 5 * SLOWNESS
    assert idle[0].read_all() == b""
    assert receive_all(idle[1]) == b""


def test_draining_serves_on_until_the_second_signal(start, warm_state):
    daemon = start(state=warm_state, config={"drain_seconds": 3600}).wait_ready()
    assert get(daemon.http, "/readyz").status == 200
    with session(daemon.telnet) as client, connect(daemon.http) as idle:
        daemon.send(signal.SIGTERM)
        wait_for("not ready", lambda: get(daemon.http, "/readyz").status == 503)
        assert client.ask("cat face")[-1] == "10 matches for 'cat face'"
        reply = get(daemon.http, "/search?q=cat+face")
        assert (reply.status, reply.headers["connection"].lower()) == (200, "close")
        assert get(daemon.http, "/healthz").status == 200
        idle.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        response, _ = take_response(receive_all(idle))
        assert (response.status, response.headers["connection"].lower()) == (200, "close")
    daemon.stop()


def test_draining_ends_after_its_time(start, warm_state):
    daemon = start(state=warm_state, config={"drain_seconds": 1}).wait_ready()
    began = time.monotonic()
    daemon.send(signal.SIGTERM)
    assert get(daemon.http, "/healthz").status == 200
    daemon.ends_well()
    assert 1 <= time.monotonic() - began < 6 * SLOWNESS


def slow_session(daemon, query):
    """A session with a small receive buffer that has sent a query and read a little."""
    opened = Session.__new__(Session)
    opened.socket = socket.socket()
    opened.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
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
    daemon.ends_well()


def test_an_http_reply_in_flight_is_finished(start, warm_state):
    daemon = start(state=warm_state, config={"shutdown_seconds": 60}).wait_ready()
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
    connection.settimeout(PATIENCE)
    connection.connect(("127.0.0.1", daemon.http))
    connection.sendall(b"GET /search?q=cjk HTTP/1.1\r\nHost: x\r\n\r\n")
    begun = connection.recv(1000)
    daemon.send(signal.SIGTERM)
    time.sleep(0.5)
    response, _ = take_response(begun + receive_all(connection))
    assert len(response.json()) == 98263
    daemon.ends_well()


def test_after_sigterm_no_connection_is_accepted(start, warm_state):
    daemon = start(state=warm_state, config={"shutdown_seconds": 60}).wait_ready()
    telnet, http = daemon.telnet, daemon.http
    reader = slow_session(daemon, b"cjk\r\n")
    daemon.send(signal.SIGTERM)
    deadline = time.monotonic() + PATIENCE
    while still_serves(telnet) or still_serves(http):
        assert time.monotonic() < deadline, "it still accepts"
        time.sleep(0.05)
    reader.close()
    daemon.ends_well()


def still_serves(port):
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
            connection.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            return bool(connection.recv(1))
    except OSError:
        return False


def test_clients_that_never_read_do_not_delay_shutdown(start, warm_state):
    daemon = start(state=warm_state, config={"shutdown_seconds": 1}).wait_ready()
    mute = slow_session(daemon, b"cjk\r\n")
    other = connect(daemon.http)
    other.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
    other.sendall(b"GET /search?q=cjk HTTP/1.1\r\nHost: x\r\n\r\n" * 5)
    other.recv(10)
    began = time.monotonic()
    daemon.stop()
    assert time.monotonic() - began < 8 * SLOWNESS
    mute.close()
    other.close()


def test_a_pipeline_ends_with_the_reply_in_flight(start, warm_state):
    daemon = start(state=warm_state, config={"shutdown_seconds": 5}).wait_ready()
    reader = slow_session(daemon, b"digit\r\n" * 100_000)
    daemon.send(signal.SIGTERM)
    received = reader.read_all()
    assert received.count(PROMPT) < 100_000
    daemon.ends_well()


# Listeners that die.

EX_OSERR = 71  # the unit restarts the daemon


def listening_socket(daemon, port):
    """The daemon's own listening socket, shared with this process by pidfd_getfd(2)."""
    libc = ctypes.CDLL(None, use_errno=True)
    process = os.pidfd_open(daemon.pid)
    try:
        for name in os.listdir(f"/proc/{daemon.pid}/fd"):
            if not os.readlink(f"/proc/{daemon.pid}/fd/{name}").startswith("socket:"):
                continue
            shared = libc.syscall(PIDFD_GETFD, process, int(name), 0)
            assert shared >= 0, os.strerror(ctypes.get_errno())
            candidate = socket.socket(fileno=shared)
            listens = candidate.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN)
            if listens and candidate.getsockname()[1] == port:
                return candidate
            candidate.close()
    finally:
        os.close(process)
    raise AssertionError(f"nothing listens on port {port}")


PIDFD_GETFD = 438  # the same number on every architecture


def test_a_listener_that_is_shut_down_listens_again(start, warm_state):
    """As "ss --kill" does."""
    daemon = start(state=warm_state).wait_ready()
    with session(daemon.telnet) as before:
        for port in (daemon.telnet, daemon.http):
            with listening_socket(daemon, port) as listener:
                listener.shutdown(socket.SHUT_RDWR)
            daemon.wait_line(rf"Listening on 127\.0\.0\.1:{port} again")
        assert get(daemon.http, "/search?q=cat+face").status == 200
        with session(daemon.telnet) as after:
            assert after.ask("registered") == before.ask("registered")


def test_when_nobody_can_connect_the_daemon_ends_to_be_restarted(start, warm_state):
    daemon = start(state=warm_state).wait_ready()
    port = daemon.http
    daemon.send(signal.SIGSTOP)
    threads = Path(f"/proc/{daemon.pid}/task")
    wait_for("all threads to stop", lambda: all(") T " in (t / "stat").read_text() for t in threads.iterdir()))
    with listening_socket(daemon, port) as listener:
        listener.shutdown(socket.SHUT_RDWR)
    with socket.create_server(("127.0.0.1", port)):  # another program is faster
        daemon.send(signal.SIGCONT)
        assert daemon.wait_end() == EX_OSERR
    assert daemon.has_line(rf" error: .*cannot listen on 127\.0\.0\.1:{port} again: .* in use")
