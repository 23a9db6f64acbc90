"""Hostile and unlucky clients, and a machine that is short of resources.

Each test is about a client or a situation that once stopped the daemon, increased its memory, or
made it send something ambiguous.
"""

import http.client
import resource
import signal
import socket
import threading
import time

import pytest

from daemon import PATIENCE, SLOWNESS, SMALL, wait_for
from figures import reported
from http_client import connect, exchange, get, receive_all, take_response
from telnet_client import Session, converse, session

KIB = 1024


def test_running_out_of_descriptors_does_not_disturb_open_connections(start, warm_state):
    def few_descriptors():
        resource.setrlimit(resource.RLIMIT_NOFILE, (48, 48))

    daemon = start("--threads", "1", state=warm_state, preexec_fn=few_descriptors).wait_ready()
    served = Session(daemon.telnet).read_prompt()
    probe = connect(daemon.http)  # of a load balancer, before descriptors are short
    crowd = [socket.create_connection(("127.0.0.1", daemon.telnet)) for _ in range(60)]
    daemon.wait_line("Too many open files")
    probe.sendall(b"GET /readyz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    assert take_response(receive_all(probe))[0].status == 503
    for client in crowd:  # each is served or closed
        client.settimeout(PATIENCE)
        client.recv(1)
    # The queue is empty now: a blocking accept would wait forever. The daemon retries ten times a
    # second.
    end = time.monotonic() + 1
    while time.monotonic() < end:
        assert served.ask("registered")[-1] == "1 match for 'registered'"
    for client in crowd:
        client.close()
    wait_for("room again", lambda: b"1 match" in converse(daemon.telnet, b"registered\r\n"))
    served.close()


@pytest.mark.skipif(SLOWNESS > 1, reason="a sanitizer's memory says nothing")
def test_an_endless_pipeline_does_not_increase_memory(start, warm_state):
    daemon = start("--threads", "1", state=warm_state).wait_ready()
    client = socket.create_connection(("127.0.0.1", daemon.telnet), timeout=PATIENCE)
    lines = b"u+41\r\n" * 10_000
    # Replies have about nine times the bytes of their queries: far more than the allowed growth.
    wanted, received = 128 * 1024 * KIB, 0

    def talk():
        try:
            while received < wanted:
                client.sendall(lines)
        except OSError:
            pass  # the test has ended

    before = daemon.resident()
    talker = threading.Thread(target=talk)
    talker.start()
    try:
        while received < wanted:
            received += len(client.recv(1 << 20))
        assert daemon.resident() - before < 4 * 1024 * KIB
    finally:
        client.shutdown(socket.SHUT_RDWR)
        talker.join(PATIENCE)
        client.close()


def test_synch_drops_no_character(daemon):
    with session(daemon.telnet) as client:
        # RFC 854: IAC, then the Data Mark as urgent data.
        client.socket.send(b"\xff")
        client.socket.send(b"\xf2", socket.MSG_OOB)
        assert client.ask("registered")[-1] == "1 match for 'registered'"


def test_head_of_a_long_result_has_no_body(daemon):
    connection = http.client.HTTPConnection("127.0.0.1", daemon.http, timeout=PATIENCE)
    connection.request("HEAD", "/search?q=cjk")
    head = connection.getresponse()
    assert (head.status, head.read()) == (200, b"")
    connection.request("GET", "/healthz")  # on a new connection if the old one is closed
    assert connection.getresponse().read() == b"ok\n"
    connection.close()

    with connect(daemon.http) as raw:
        raw.sendall(b"HEAD /search?q=cjk HTTP/1.1\r\nHost: x\r\n\r\nGET /healthz HTTP/1.1\r\n"
                    b"Host: x\r\nConnection: close\r\n\r\n")  # fmt: skip
        received = b""
        try:
            while piece := raw.recv(1 << 16):
                received += piece
        except ConnectionResetError:
            pass
    head, _, behind = received.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200")
    assert behind == b"" or behind.startswith(b"HTTP/1.1 200"), "a body in reply to HEAD"


@pytest.mark.parametrize("count", [17, 255, 300, 1000, 3000])
def test_too_many_parameters_get_an_answer(daemon, count):
    target = b"/healthz?" + b"&".join(b"a" for _ in range(count))
    data = exchange(daemon.http, b"GET %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n" % target)
    response, rest = take_response(data)
    assert (response.status, rest) == (400, b"")
    assert response.headers["content-type"] == "application/problem+json"
    assert get(daemon.http, "/healthz").status == 200


def test_sighup_does_not_cut_a_drain_short(start, warm_state):
    daemon = start(state=warm_state, config={"shutdown_seconds": 60}).wait_ready()
    reader = socket.create_connection(("127.0.0.1", daemon.telnet), timeout=PATIENCE)
    reader.sendall(b"cjk\r\n")
    received = reader.recv(64 * KIB)
    daemon.send(signal.SIGTERM)
    daemon.wait_line("Stopping")
    daemon.send(signal.SIGHUP)
    while piece := reader.recv(1 << 20):
        received += piece
    assert received.endswith((reported("cjk") + "\r\n?> ").encode())
    reader.close()
    daemon.ends_well()


def test_a_file_size_limit_costs_a_warning_only(start, tmp_path):
    def small_files():
        resource.setrlimit(resource.RLIMIT_FSIZE, (100 * KIB, 100 * KIB))

    daemon = start(*SMALL, state=tmp_path / "state", preexec_fn=small_files).wait_ready()
    daemon.wait_line("not saved, serving from memory: .*File too large")
    assert b"1 match" in converse(daemon.telnet, b"registered\r\n")
