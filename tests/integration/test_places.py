"""Limits by address: what one address may take, what it is told, and who is exempt."""

import socket
import struct
from contextlib import contextmanager

import pytest

from daemon import PATIENCE, SLOWNESS, wait_for
from http_client import connect, get, take_response
from telnet_client import PROMPT, Session, session

LIMITS = {"max_sessions": 40, "max_connections": 40}  # ten for each address
EACH = 10


def counted(daemon, name):
    return sum(reactor[name] for reactor in daemon.status()["reactors"])


def connect_from(address, port):
    """Linux has every address of 127.0.0.0/8 on the loopback interface."""
    return socket.create_connection(("127.0.0.1", port), PATIENCE, (address, 0))


def read_to_end(connection):
    """Everything until the server closes; a reset is an error."""
    received = bytearray()
    while piece := connection.recv(1 << 16):
        received += piece
    return bytes(received)


@contextmanager
def holding(daemon, service, count, address="127.0.0.1"):
    """That many connections, each of which is served."""
    held = [connect_from(address, getattr(daemon, service)) for _ in range(count)]
    for connection in held:
        if service == "telnet":
            assert connection.recv(100) == PROMPT
        else:
            connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert connection.recv(100).startswith(b"HTTP/1.1 200 ")
    try:
        yield held
    finally:
        for connection in held:
            connection.close()


def refusal(daemon, service, request=b"", address="127.0.0.1"):
    """What a client is told that connects, sends that, and reads to the end."""
    with connect_from(address, getattr(daemon, service)) as connection:
        connection.sendall(request)
        return read_to_end(connection)


@pytest.mark.parametrize("threads", [1, 3])
def test_one_address_has_its_share(start, warm_state, threads):
    daemon = start("--threads", threads, state=warm_state, config=LIMITS).wait_ready()
    with holding(daemon, "telnet", EACH), holding(daemon, "http", EACH - 1):
        wait_for("the refusals' places", lambda: counted(daemon, "telnet_open") == EACH)
        for _ in range(2 * threads):  # whichever reactor has the turn
            assert refusal(daemon, "telnet").startswith(b"Too many sessions from your address")
            with session_of("127.0.0.2", daemon.telnet) as other:
                assert other.ask("registered")[-1] == "1 match for 'registered'"
        with holding(daemon, "http", 1):
            wait_for("all places", lambda: b" 429 " in refusal(daemon, "http"))
            with connect_from("127.0.0.2", daemon.http) as other:
                other.sendall(b"GET /api/v1/status HTTP/1.1\r\nHost: localhost\r\n\r\n")
                assert other.recv(100).startswith(b"HTTP/1.1 200 ")
    wait_for("places given back", lambda: counted(daemon, "telnet_open") == 0)
    assert counted(daemon, "telnet_refused") == 2 * threads
    assert counted(daemon, "http_refused") >= 1
    with holding(daemon, "telnet", EACH):
        pass
    told = [line for line in daemon.lines if "max_sessions_per_address" in line]
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
              "max_connections_per_address": 0}  # fmt: skip
    daemon = start("--threads", "1", state=warm_state, config=limits).wait_ready()
    with holding(daemon, service, 4):
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

    def all_back():
        try:
            with holding(daemon, "telnet", EACH), holding(daemon, "http", EACH - 1):
                return counted(daemon, "http_open") == EACH  # with the one that asks
        except (AssertionError, OSError):
            return False

    wait_for("every place", all_back)
    with session(daemon.telnet) as client:
        assert client.ask("registered")[-1] == "1 match for 'registered'"
    assert get(daemon.http, "/healthz").status == 200
