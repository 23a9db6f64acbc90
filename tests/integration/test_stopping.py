"""The end of the daemon: what was sent before the signal is answered, and no client is cut off."""

import signal
import socket
import time
from pathlib import Path

import pytest

from daemon import PATIENCE, SLOWNESS, wait_for
from figures import matches, reported
from http_client import connect, get, receive_all, take_response
from telnet_client import PROMPT, Session, session

GET = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
NOBODY_IS_SERVED_ANY_MORE = 1.2  # seconds after the last request


# What was sent before the signal.


def stopped(daemon):
    """Stops all threads, as a busy machine does: what is sent now stays in the sockets."""
    daemon.send(signal.SIGSTOP)
    tasks = Path(f"/proc/{daemon.pid}/task")
    wait_for(
        "all threads to stop", lambda: all(") T " in (t / "stat").read_text() for t in tasks.iterdir())
    )


def resume_with(daemon, number):
    daemon.send(number)
    daemon.send(signal.SIGCONT)


def assert_answered_and_ended(telnet, http):
    assert telnet.read_reply()[-1] == "10 matches for 'cat face'"
    assert telnet.read_all() == b""
    response, rest = take_response(receive_all(http))
    assert (response.status, rest) == (200, b"")


def test_a_request_in_an_idle_connection_is_answered(start, warm_state):
    daemon = start(state=warm_state).wait_ready()
    with session(daemon.telnet) as telnet, connect(daemon.http) as http:
        http.sendall(GET)
        assert http.recv(1 << 16).endswith(b"ok\n")
        time.sleep(NOBODY_IS_SERVED_ANY_MORE)
        stopped(daemon)
        telnet.send(b"cat face\r\n")
        http.sendall(GET)
        resume_with(daemon, signal.SIGTERM)
        assert_answered_and_ended(telnet, http)
    daemon.ends_well()


def test_every_line_of_a_pipeline_is_answered(start, warm_state):
    daemon = start(state=warm_state).wait_ready()
    with session(daemon.telnet) as telnet:
        stopped(daemon)
        telnet.send(b"cat face\r\n" * 500)
        resume_with(daemon, signal.SIGTERM)
        for _ in range(500):
            assert telnet.read_reply()[-1] == "10 matches for 'cat face'"
        assert telnet.read_all() == b""
    daemon.ends_well()


def test_who_waits_in_the_listen_queue_is_served(start, warm_state):
    """Stopping the listener would reset them."""
    daemon = start(state=warm_state).wait_ready()
    telnet_port, http_port = daemon.telnet, daemon.http
    stopped(daemon)
    telnets = [Session(telnet_port) for _ in range(10)]
    https = [connect(http_port) for _ in range(10)]
    for telnet, http in zip(telnets, https, strict=True):
        telnet.send(b"cat face\r\n")
        http.sendall(GET)
    resume_with(daemon, signal.SIGTERM)
    for telnet, http in zip(telnets, https, strict=True):
        assert_answered_and_ended(telnet.read_prompt(), http)
        telnet.close()
        http.close()
    daemon.ends_well()


def test_the_end_comes_with_the_last_reply(start, warm_state):
    """In its packet, so that a client knows of it before it sends another line."""
    daemon = start("--threads", "1", state=warm_state).wait_ready()
    telnet = slow_session(daemon, b"cjk\r\ncat face\r\n")
    daemon.send(signal.SIGTERM)
    wait_for("the drain", lambda: not still_serves(daemon.telnet))
    assert telnet.read_reply()[-1] == reported("cjk")
    assert telnet.read_reply()[-1] == "10 matches for 'cat face'"
    telnet.socket.setblocking(False)
    assert telnet.socket.recv(1) == b""
    telnet.close()
    daemon.ends_well()


# Draining.


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
    assert f"{reported('cjk')}\r\n".encode() in reader.read_all()
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
    assert len(response.json()) == matches("cjk")
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


def test_a_pipeline_without_an_end_ends_after_a_reply(start, warm_state):
    """After half of shutdown_seconds, so that the last reply can end."""
    daemon = start(state=warm_state, config={"shutdown_seconds": 4}).wait_ready()
    reader = slow_session(daemon, b"digit\r\n" * 100_000)
    daemon.send(signal.SIGTERM)
    received = reader.read_all()
    assert 1 <= received.count(PROMPT) < 100_000
    assert received.endswith(PROMPT)
    daemon.ends_well()
