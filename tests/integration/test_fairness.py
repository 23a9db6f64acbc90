"""A small reply overtakes long ones that were requested earlier, and a client that does not read
its reply is closed after a deadline.

For the first, the daemon is stopped while both requests arrive, so that it finds them together, the
long one first. The order in which the replies arrived comes from the kernel's timestamps on
received data: no time is measured, and it does not matter when this process reads.
"""

import fcntl
import itertools
import math
import signal
import socket
import struct
import time

import pytest

from daemon import BUSY, PATIENCE, wait_for

# From <asm-generic/socket.h> and <linux/sockios.h>; Python 3.11 does not define them.
SO_TIMESTAMPNS = 35
SIOCOUTQ = 0x5411  # bytes not acknowledged by the peer

# More than a slice and less than a socket buffer, so that the kernel accepts all of it.
LONG = "egyptian hieroglyph"
SMALL = "registered"
ATTEMPTS = 5


# What each service answers at once, by which it is seen that the kernel stamps: it begins to a
# while after it was told.
GREETINGS = {
    "telnet": (b"\r\n", (b"?> ",)),
    "http": (b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n", (b"ok\n",)),
}


def telnet_question(query):
    return f"{query}\r\n".encode(), (f" for '{query}'\r\n?> ".encode(),)


def http_question(query):
    target = "/search?q=" + query.replace(" ", "+")
    ends = (b"}]", b"}]\r\n0\r\n\r\n")  # with a Content-Length, or chunked
    return f"GET {target} HTTP/1.1\r\nHost: x\r\n\r\n".encode(), ends


QUESTIONS = {"telnet": telnet_question, "http": http_question}


class Stamped:
    """A connection that records when the bytes it reads arrived."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        self.socket.setsockopt(socket.SOL_SOCKET, SO_TIMESTAMPNS, 1)
        self.received = b""

    def ask(self, question, endings):
        self.received = b""
        self.socket.sendall(question)
        return self.read_until(endings)

    def read_until(self, endings):
        """The time at which the bytes up to one of these endings arrived, or None if unknown."""
        arrived = None
        while not self.received.endswith(endings):
            piece, ancillary, _, _ = self.socket.recvmsg(1 << 20, socket.CMSG_SPACE(16))
            assert piece, f"closed after {self.received[-100:]}"
            self.received += piece
            for level, kind, stamp in ancillary:
                if (level, kind) == (socket.SOL_SOCKET, SO_TIMESTAMPNS):
                    seconds, nanoseconds = struct.unpack("@qq", stamp)
                    arrived = seconds * 10**9 + nanoseconds
        return arrived


def is_stopped(daemon):
    with open(f"/proc/{daemon.pid}/stat", encoding="ascii") as stat:
        return stat.read().rpartition(")")[2].split()[0] == "T"


def is_delivered(connection):
    """Has everything sent arrived in the other socket?"""
    return fcntl.ioctl(connection, SIOCOUTQ, struct.pack("i", 0)) == struct.pack("i", 0)


@pytest.fixture
def alone(start, warm_state):
    return start("--threads", "1", state=warm_state).wait_ready()


def overtakes(daemon, service):
    """Does the small reply arrive before the end of the long one?"""
    port, question = getattr(daemon, service), QUESTIONS[service]
    long, small = Stamped(port), Stamped(port)
    for connection in long, small:
        if service == "telnet":
            connection.read_until((b"?> ",))
        wait_for("stamps", lambda: connection.ask(*GREETINGS[service]))
        connection.received = b""
    daemon.send(signal.SIGSTOP)
    try:
        wait_for("the daemon to stop", lambda: is_stopped(daemon))
        for connection, query in (long, LONG), (small, SMALL):
            connection.socket.sendall(question(query)[0])
            wait_for("the question's arrival", lambda: is_delivered(connection.socket))
    finally:
        daemon.send(signal.SIGCONT)
    small_arrived = small.read_until(question(SMALL)[1])
    long_arrived = long.read_until(question(LONG)[1])
    assert len(long.received) > 40_000
    return small_arrived < long_arrived


@pytest.mark.parametrize("service", ["telnet", "http"])
def test_a_small_reply_overtakes_a_long_one(alone, service):
    """The kernel may show the small question some turns after the long one, when that is almost
    answered. A daemon that sends one reply after the other would lose each time."""
    assert any(overtakes(alone, service) for _ in range(ATTEMPTS))


def misspelt(count):
    """Pipelined queries that are expensive and have short replies; and how the last reply ends."""
    letters = itertools.islice(itertools.product("bcdfghjk", repeat=3), count)
    words = ["hieroglif" + "".join(some) for some in letters]
    question = "".join(f"{word}\r\n" for word in [*words, "U+0041"]).encode()
    return question, (b"1 match for 'U+0041'\r\n?> ",)


@pytest.mark.parametrize("count", [100, 500])  # received in one piece, and in several
def test_a_small_reply_overtakes_expensive_ones(alone, count):
    greedy, small = Stamped(alone.telnet), Stamped(alone.telnet)
    for connection in greedy, small:
        connection.read_until((b"?> ",))
        wait_for("stamps", lambda: connection.ask(*GREETINGS["telnet"]))
        connection.received = b""
    greedy.ask(b":scope all\r\n", (b"?> ",))
    greedy.ask(b":limit 1\r\n", (b"?> ",))
    greedy.received = b""
    question, last = misspelt(count)
    alone.send(signal.SIGSTOP)
    try:
        wait_for("the daemon to stop", lambda: is_stopped(alone))
        for connection, sent in (greedy, question), (small, telnet_question(SMALL)[0]):
            connection.socket.sendall(sent)
            wait_for("the question's arrival", lambda: is_delivered(connection.socket))
    finally:
        alone.send(signal.SIGCONT)
    small_arrived = small.read_until(telnet_question(SMALL)[1])
    last_arrived = greedy.read_until(last)
    assert greedy.received.count(b"?> ") == count + 1
    assert small_arrived < last_arrived


# Telnet's write deadline; HTTP's is tested in test_http_framing.py. This process must read more often
# than that, also on a busy machine.
WRITE_SECONDS = math.ceil(BUSY)


@pytest.fixture
def hasty(start, warm_state):
    config = {"write_seconds": WRITE_SECONDS}
    return start("--threads", "1", state=warm_state, config=config).wait_ready()


def sessions_open(daemon):
    return sum(reactor["telnet_open"] for reactor in daemon.status()["reactors"])


@pytest.fixture(name="narrow")
def narrow_fixture(hasty):
    """A connection with a small receive buffer."""
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.settimeout(PATIENCE)
        connection.connect(("127.0.0.1", hasty.telnet))
        connection.sendall(b"cjk\r\n" * 4)
        wait_for("the session", lambda: sessions_open(hasty) == 1)
        yield connection


def test_a_session_that_never_reads_is_closed(hasty, narrow):
    wait_for("its end", lambda: sessions_open(hasty) == 0)


def test_a_session_that_stops_reading_is_closed(hasty, narrow):
    deadline = time.monotonic() + 2.5 * WRITE_SECONDS  # beyond the first check, and the second
    while time.monotonic() < deadline:
        assert narrow.recv(1024)
        time.sleep(0.05)
    assert sessions_open(hasty) == 1
    wait_for("its end", lambda: sessions_open(hasty) == 0)
