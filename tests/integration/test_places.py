"""Limits by address: what one address may take, what it is told, and who is exempt."""

import socket
import struct
from contextlib import contextmanager

import pytest

from daemon import PATIENCE, SLOWNESS, wait_for
from http_client import connect, take_response
from telnet_client import PROMPT, Session

LIMITS = {"max_sessions": 40, "max_connections": 40}  # ten for each address
EACH = 10


def connect_from(address, port):
    """Linux has every address of 127.0.0.0/8 on the loopback interface."""
    return socket.create_connection(("127.0.0.1", port), PATIENCE, (address, 0))


def counted(daemon, name):
    """A sum over all reactors, asked from an address of its own."""
    with connect_from("127.0.0.9", daemon.http) as connection:
        connection.sendall(b"GET /api/v1/status HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        response, _ = take_response(read_to_end(connection))
    return sum(reactor[name] for reactor in response.json()["reactors"])


def read_to_end(connection):
    """Everything until the server closes; a reset is an error."""
    received = bytearray()
    while piece := connection.recv(1 << 16):
        received += piece
    return bytes(received)


@contextmanager
def holding(daemon, service, count, address="127.0.0.1", busy=False):
    """That many connections, each of which is served. A place of a client that has just left may be
    taken for a moment, so a connection is tried again. Those that are busy do not give way to others."""
    held = []

    def hold_one():
        connection = connect_from(address, getattr(daemon, service))
        if service == "http":
            connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        if connection.recv(100).startswith((PROMPT, b"HTTP/1.1 200 ")):
            held.append(connection)
            if busy and service == "http":
                connection.sendall(b"GET / HTTP/1.1\r\n")
            return True
        connection.close()
        return False

    try:
        for _ in range(count):
            wait_for(f"a place for {service}", hold_one)
        yield held
    finally:
        for connection in held:
            connection.close()


def refusal(daemon, service, request=b"", address="127.0.0.1"):
    """What a client is told that connects, sends that, and reads to the end."""
    with connect_from(address, getattr(daemon, service)) as connection:
        connection.sendall(request)
        heard = read_to_end(connection)
        for _ in range(2):  # a socket that was closed would answer the first with RST
            connection.sendall(request)
        return heard


@pytest.mark.parametrize("threads", [1, 3])
def test_one_address_has_its_share(start, warm_state, threads):
    daemon = start("--threads", threads, state=warm_state, config=LIMITS).wait_ready()
    with holding(daemon, "telnet", EACH), holding(daemon, "http", EACH):
        for _ in range(2 * threads):  # whichever reactor has the turn
            assert refusal(daemon, "telnet").startswith(b"Too many sessions from your address")
            assert refusal(daemon, "http").startswith(b"HTTP/1.1 429 ")
            with session_of("127.0.0.2", daemon.telnet) as other:
                assert other.ask("registered")[-1] == "1 match for 'registered'"
            with holding(daemon, "http", 1, "127.0.0.2"):
                pass
    for service in ("telnet", "http"):
        assert counted(daemon, f"{service}_refused") >= 2 * threads
        # Places come back with the sockets, not only when their numbers are used again: the lowest
        # number has been another client's.
        with holding(daemon, service, 5, "127.0.0.3"), holding(daemon, service, EACH):
            pass
        with holding(daemon, service, EACH):
            pass
    for limit in LIMITS:
        told = [line for line in daemon.lines if f"{limit}_per_address" in line]
        assert len(told) == 1, "the log is not flooded"


@contextmanager
def session_of(address, port):
    opened = Session.__new__(Session)
    opened.socket, opened.buffer = connect_from(address, port), bytearray()
    try:
        yield opened.read_prompt()
    finally:
        opened.close()


def test_a_refused_client_hears_why_and_no_reset(start, warm_state):
    """The request is unread, which makes a plain close() send RST in half of the tries."""
    requests = {"http": b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n" * 20, "telnet": b"cat face\r\n" * 50}
    daemon = start(state=warm_state, config=LIMITS).wait_ready()
    with holding(daemon, "http", EACH), holding(daemon, "telnet", EACH):
        for service, request in requests.items():
            for _ in range(50):
                heard = refusal(daemon, service, request)
                if service == "telnet":
                    assert heard.startswith(b"Too many sessions from your address")
                    assert heard.endswith(b"\r\n") and heard.count(b"\n") == 1
                    continue
                response, rest = take_response(heard)
                assert (response.status, rest) == (429, b"")
                assert response.headers["content-type"] == "application/problem+json"
                assert int(response.headers["retry-after"]) > 0
                assert response.headers["connection"] == "close"
                assert response.json()["status"] == 429


@pytest.mark.parametrize(("service", "told"), [("telnet", b"Too many sessions:"), ("http", b"HTTP/1.1 503 ")])
def test_at_the_maximum_a_client_hears_why_and_no_reset(start, warm_state, service, told):
    limits = {"max_sessions": 4, "max_connections": 4, "max_sessions_per_address": 0,
              "max_connections_per_address": 0, "header_seconds": 3600}  # fmt: skip
    daemon = start("--threads", "1", state=warm_state, config=limits).wait_ready()
    with holding(daemon, service, 4, busy=True):
        for _ in range(50):
            heard = refusal(daemon, service, b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n" * 20)
            assert heard.startswith(told)


def test_zero_switches_the_limit_off(start, warm_state):
    limits = {**LIMITS, "max_sessions_per_address": 0}
    daemon = start("--threads", "1", state=warm_state, config=limits).wait_ready()
    with holding(daemon, "telnet", 40):
        assert refusal(daemon, "telnet").startswith(b"Too many sessions:")


def test_trusted_proxies_are_exempt(start, warm_state):
    limits = {**LIMITS, "trusted_proxies": ["127.0.1.0/24", "::1"]}
    daemon = start("--threads", "1", state=warm_state, config=limits).wait_ready()
    with holding(daemon, "telnet", 20, "127.0.1.7"), holding(daemon, "telnet", EACH, "127.0.2.1"):
        assert b"from your address" in refusal(daemon, "telnet", address="127.0.2.1")


def test_an_address_mapped_into_ipv6_is_the_same(start, warm_state):
    """[::] accepts IPv4 clients too, under mapped addresses."""
    ports = ("--telnet", "[::]:0", "--http", "127.0.0.1:0")
    daemon = start(state=warm_state, ports=ports, config={**LIMITS, "trusted_proxies": ["127.0.1.1"]})
    daemon.wait_ready()
    with holding(daemon, "telnet", EACH), holding(daemon, "telnet", EACH, "127.0.1.1"):
        assert b"from your address" in refusal(daemon, "telnet")
        six = Session(daemon.telnet, host="::1").read_prompt()
        assert six.ask("registered")[-1] == "1 match for 'registered'"
        six.close()
        with holding(daemon, "telnet", 1, "127.0.1.1"):
            pass


def test_clients_that_vanish_give_their_places_back(start, warm_state):
    """By RST at once, while a reply is on its way, and while they are refused."""
    daemon = start(state=warm_state, config=LIMITS).wait_ready()
    for round in range(int(60 / SLOWNESS) + 10):
        for port, text in ((daemon.telnet, b"cjk\r\n"), (daemon.http, b"GET /search?q=cjk HTTP/1.1\r\n\r\n")):
            with connect(port) as connection:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                if round % 3:
                    connection.sendall(text)
                if round % 3 == 2:
                    connection.recv(1)
    with holding(daemon, "telnet", EACH), holding(daemon, "http", EACH):
        pass  # every place is back
