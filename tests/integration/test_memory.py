"""Memory: what idle clients cost, what goes back to the system when they leave, and what is given up
where memory is short. tests/bench/idle-run does the same with 20,000 clients, and for the time given."""

import os
import socket

import idle_clients
from daemon import wait_for
from telnet_client import session

CLIENTS = 1500
MB = 1_000_000
# All clients of these tests come from one address.
NO_LIMITS = {"max_sessions_per_address": 0, "max_connections_per_address": 0}


def start_with_pressure(start, state, tmp_path, **config):
    """A daemon, and the FIFO by which it is told that memory is short, as by systemd."""
    fifo = tmp_path / "pressure"
    os.mkfifo(fifo)
    daemon = start("--threads", 1, "--log-level", "info", state=state, config={**NO_LIMITS, **config},
                   environment={**os.environ, "MEMORY_PRESSURE_WATCH": str(fifo)})  # fmt: skip
    return daemon.wait_ready(), fifo


def press(fifo):
    writer = os.open(fifo, os.O_WRONLY | os.O_NONBLOCK)  # fails without a reader
    os.write(writer, b"pressure")
    os.close(writer)


def test_idle_clients_cost_little_and_leave_nothing(start, warm_state, tmp_path):
    """What housekeeping frees in 30 seconds is freed at once under pressure, so that is not waited
    for."""
    idle_clients.raise_descriptor_limit(CLIENTS + 1000)
    daemon, fifo = start_with_pressure(start, warm_state, tmp_path, max_connections=2 * CLIENTS)
    idle_clients.leave(idle_clients.gather(daemon.telnet, 24, idle_clients.ask_telnet))
    before = daemon.resident()
    telnet = idle_clients.gather(daemon.telnet, CLIENTS, idle_clients.ask_telnet)
    http = idle_clients.gather(daemon.http, CLIENTS, idle_clients.ask_http)
    # Caches (20 MB), receive and send buffers (4 MB) beside 2 KB a session and 26 KB a connection.
    assert daemon.resident() < before + 24 * MB + CLIENTS * (2000 + 26624)
    idle_clients.leave(telnet)
    idle_clients.leave(http)

    def is_returned():
        press(fifo)
        return daemon.resident() < before * 1.2

    wait_for(f"a fifth more than {before / MB:.1f} MB at most", is_returned)


def test_no_session_keeps_a_generation_of_the_index(start, tmp_path, empty_state):
    """Every reload gives another generation; each time a session is left that may say :more."""
    names = tmp_path / "sources/unicode/NameAliases.txt"
    names.parent.mkdir(parents=True)
    daemon = start("--threads", 1, "--sources-dir", tmp_path / "sources", state=empty_state)
    daemon.wait_ready()
    sessions, resident = [], []
    for number in range(4):
        with_more = session(daemon.telnet)
        client = with_more.__enter__()
        sessions.append((with_more, client))
        client.ask(":limit 1")
        client.ask("digit")
        before = daemon.status()["generation"]
        names.write_text(f"0041;NUMBER {number};alternate\n", encoding="ascii")
        daemon.send(1)  # SIGHUP
        wait_for("another generation", lambda: daemon.status()["generation"] != before)
        resident.append(daemon.resident())
    assert resident[-1] < resident[0] * 1.25, [r / MB for r in resident]
    for with_more, client in sessions:
        reply = client.ask(":more")
        assert reply[:2] == [
            "The index has changed: the rows begin again with the first.",
            "U+0030\t0\tDIGIT ZERO",
        ]
        with_more.__exit__(None, None, None)


def test_under_pressure_the_longest_idle_connections_are_closed(start, warm_state, tmp_path):
    daemon, fifo = start_with_pressure(start, warm_state, tmp_path)
    clients = idle_clients.gather(daemon.http, 20, idle_clients.ask_http)
    silent = socket.create_connection(("127.0.0.1", daemon.http), timeout=10)
    with session(daemon.telnet) as person:
        press(fifo)
        daemon.wait_line("Memory is short")
        for client in clients[:5]:
            assert client.recv(1) == b""
        idle_clients.ask_http(clients[-1], 0)
        assert "1 match for 'registered'" in person.ask("registered")
    silent.close()
    idle_clients.leave(clients)


def test_a_full_table_closes_the_longest_idle(start, warm_state):
    daemon = start("--threads", 1, state=warm_state, config={"max_connections": 8, **NO_LIMITS}).wait_ready()
    clients = idle_clients.gather(daemon.http, 20, idle_clients.ask_http)  # none is refused
    for client in clients[-4:]:
        idle_clients.ask_http(client, 0)
    assert clients[0].recv(1) == b""
    idle_clients.leave(clients)


def test_a_daemon_without_a_place_for_pressure_says_so_and_serves(start, warm_state, tmp_path):
    daemon = start("--log-level", "info", state=warm_state,
                   environment={**os.environ, "MEMORY_PRESSURE_WATCH": str(tmp_path / "absent")})  # fmt: skip
    daemon.wait_ready()
    daemon.wait_line("cannot watch memory pressure at .*absent: No such file")
