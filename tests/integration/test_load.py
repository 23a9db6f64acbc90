"""Many clients and slow clients at once. Bounds on memory and fairness, not on speed."""

import os
import resource
import selectors
import signal
import socket
import threading
import time

import pytest

from daemon import PATIENCE, SLOWNESS
from figures import matches, reported
from http_client import connect, get, take_response
from telnet_client import Session, session

SANITIZED = SLOWNESS > 1


@pytest.fixture(autouse=True, scope="module")
def enough_descriptors():
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, max(soft, 8192)), hard))


@pytest.fixture
def idle(start, warm_state):
    return start("--threads", "2", state=warm_state).wait_ready()


def close_all(clients):
    for client in clients:
        client.close()


def test_a_thousand_sessions_and_five_hundred_connections_at_once(idle):
    sessions = [Session(idle.telnet) for _ in range(1000)]
    connections = [connect(idle.http) for _ in range(500)]
    try:
        for client in sessions:
            client.read_prompt()
        for client in sessions:
            client.send(b"registered\r\n")
        for connection in connections:
            connection.sendall(b"GET /search?q=registered HTTP/1.1\r\nHost: x\r\n\r\n")
        for client in sessions:
            assert client.read_reply()[-1] == "1 match for 'registered'"
        for connection in connections:
            assert receive_response(connection).status == 200
    finally:
        close_all(sessions)
        close_all(connections)


def receive_response(connection):
    data = b""
    while True:
        data += connection.recv(65536)
        if b"\r\n\r\n" in data:
            try:
                return take_response(data)[0]
            except (AssertionError, ValueError):  # the body is incomplete
                continue


GREETING = {"telnet": b"\r\n", "http": b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"}
ASKING_FOR_CJK = {"telnet": b"cjk\r\n", "http": b"GET /search?q=cjk HTTP/1.1\r\nHost: x\r\n\r\n"}


@pytest.mark.parametrize("service", ["telnet", "http"])
def test_connections_are_distributed_evenly(idle, service):
    def accepted():
        return [reactor[f"{service}_accepted"] for reactor in idle.status()["reactors"]]

    before = accepted()
    clients = [socket.create_connection(("127.0.0.1", getattr(idle, service))) for _ in range(100)]
    try:
        # A query on each, so that all have arrived.
        for client in clients:
            client.sendall(GREETING[service])
            assert client.recv(1)
        shares = [after - earlier for after, earlier in zip(accepted(), before, strict=True)]
    finally:
        close_all(clients)
    assert len(shares) == 2
    assert min(shares) >= 40, shares


def test_closed_connections_release_all_resources(idle):
    def round_trip():
        clients = [Session(idle.telnet) for _ in range(200)]
        for client in clients:
            client.read_prompt()
        close_all(clients)
        for _ in range(100):
            get(idle.http, "/search?q=sun")

    def descriptors():
        return len(os.listdir(f"/proc/{idle.pid}/fd"))

    round_trip()
    settled = wait_until_steady(descriptors)
    for _ in range(3):
        round_trip()
    assert wait_until_steady(descriptors) <= settled + 2


def wait_until_steady(measure, seconds=0.5):
    """A value once it has stopped falling."""
    value = measure()
    while True:
        time.sleep(seconds)
        if (now := measure()) >= value:
            return now
        value = now


def drain_slowly(connection, stop, bytes_a_second=1024):
    while not stop.wait(0.125):
        if not connection.recv(bytes_a_second // 8):
            return


def small_buffers(port):
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    connection.connect(("127.0.0.1", port))
    connection.settimeout(PATIENCE)
    return connection


@pytest.mark.parametrize("service", ["telnet", "http"])
def test_a_slow_reader_costs_less_than_a_megabyte_and_delays_no_other(idle, service):
    with session(idle.telnet) as other:
        for _ in range(20):
            assert other.ask("sun")[-1] == "17 matches for 'sun'"
        # The first reader causes all one-time allocations: pools, arenas.
        read_all_of_cjk(idle, service)
        before = idle.resident()
        with slow_reader(idle, service):
            slowest = max(seconds(lambda: other.ask("sun")) for _ in range(100))
            grown = idle.resident() - before
    assert slowest < 1 * SLOWNESS
    if not SANITIZED:
        assert grown <= 1 << 20, f"{grown} bytes"


def seconds(action):
    began = time.monotonic()
    action()
    return time.monotonic() - began


def read_all_of_cjk(daemon, service):
    if service == "http":
        assert len(get(daemon.http, "/search?q=cjk").json()) == matches("cjk")
    else:
        with session(daemon.telnet) as client:
            assert client.ask("cjk")[-1] == reported("cjk")


class slow_reader:
    """A client that requests cjk and reads 1 KB/s."""

    def __init__(self, daemon, service):
        self.connection = small_buffers(getattr(daemon, service))
        self.connection.sendall(ASKING_FOR_CJK[service])
        self.stop = threading.Event()
        self.reader = threading.Thread(
            target=drain_slowly, args=(self.connection, self.stop), daemon=True
        )

    def __enter__(self):
        self.reader.start()
        time.sleep(1)
        return self

    def __exit__(self, *_):
        self.stop.set()
        self.reader.join(PATIENCE)
        self.connection.close()


def test_eight_clients_that_never_read_do_not_block_others(idle):
    mute = [small_buffers(idle.telnet) for _ in range(8)]
    mute += [small_buffers(idle.http) for _ in range(8)]
    try:
        for connection in mute[:8]:
            connection.sendall(ASKING_FOR_CJK["telnet"] * 100)
        for connection in mute[8:]:
            connection.sendall(ASKING_FOR_CJK["http"] * 10)
        for _ in range(20):
            with session(idle.telnet) as client:
                assert client.ask("sun")[-1] == "17 matches for 'sun'"
            assert get(idle.http, "/search?q=registered").status == 200
    finally:
        close_all(mute)


def test_a_client_that_sends_without_reading_is_bounded(idle):
    """Megabytes of queries, and no reply is read: the daemon must stop reading."""
    with session(idle.telnet) as other:
        other.ask("sun")
        before = idle.resident()
        flooder = small_buffers(idle.telnet)
        flooder.setblocking(False)
        sent = flood(flooder, b"digit\r\n" * 1000, most=64 << 20)
        grown = idle.resident() - before
        assert other.ask("sun")[-1] == "17 matches for 'sun'"
        flooder.close()
    assert sent < 64 << 20
    if not SANITIZED:
        assert grown <= 1 << 20, f"{grown} bytes"


def flood(connection, data, most):
    """Sends until the peer has accepted nothing for a second; returns the number of bytes."""
    selector, sent = selectors.DefaultSelector(), 0
    selector.register(connection, selectors.EVENT_WRITE)
    while sent < most and selector.select(timeout=1):
        sent += connection.send(data)
    return sent


def test_at_max_sessions_clients_are_refused_until_one_leaves(start, warm_state):
    few = {"max_sessions": 10, "max_connections": 10, "max_sessions_per_address": 0}
    daemon = start("--threads", "1", state=warm_state, config=few).wait_ready()
    inside = [Session(daemon.telnet).read_prompt() for _ in range(10)]
    outside = Session(daemon.telnet)
    outside.socket.settimeout(1)
    try:
        assert outside.read_all() != PROMPT_ONLY
    except TimeoutError:  # it waits in the queue
        assert bytes(outside.buffer) != PROMPT_ONLY
    outside.close()
    assert daemon.status()["state"] == "ready"
    close_all(inside)
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            with session(daemon.telnet) as client:
                assert client.ask("registered")[-1] == "1 match for 'registered'"
                return
        except (AssertionError, OSError):
            assert time.monotonic() < deadline
            time.sleep(0.05)


PROMPT_ONLY = b"?> "


REQUEST = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"


def read_to_the_end(connection):
    data = bytearray()
    while piece := connection.recv(65536):
        data += piece
    return bytes(data)


def assert_refused(reply):
    head, _, body = reply.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 503 ") and b"Connection: close" in head
    assert b"Retry-After" in head and b"Too many connections" in body
    assert reply.count(b"HTTP/1.1 ") == 1


@pytest.mark.parametrize("request_size", [len(REQUEST), 100_000])
def test_one_http_connection_too_many_hears_503_every_time(start, warm_state, request_size):
    """A client that is refused has often sent its request already. Closing the socket with unread
    input would reset the connection and destroy the reply."""
    config = {"max_connections": 2, "max_connections_per_address": 0, "header_seconds": 3600}
    daemon = start("--threads", "1", state=warm_state, config=config)
    inside = [socket.create_connection(("127.0.0.1", daemon.http)) for _ in range(2)]
    for connection in inside:
        connection.sendall(REQUEST)
        assert connection.recv(4096).startswith(b"HTTP/1.1 200 ")
        connection.sendall(REQUEST[:-2])  # not idle, so it does not give way
    for _ in range(10):
        daemon.send(signal.SIGSTOP)
        try:
            outside = [socket.create_connection(("127.0.0.1", daemon.http)) for _ in range(20)]
            for connection in outside:
                connection.settimeout(PATIENCE)
                connection.sendall(REQUEST.ljust(request_size, b"x"))
        finally:
            daemon.send(signal.SIGCONT)
        for connection in outside:
            assert_refused(read_to_the_end(connection))
            assert connection.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) == 0, "reset"
        close_all(outside)
    close_all(inside)
