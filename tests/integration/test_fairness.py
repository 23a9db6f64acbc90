"""Long replies give way: a small one that was asked for later overtakes them; and who does not read
the reply that was asked for is not waited for without end.

For the first, both questions are waiting when the daemon, which was stopped, goes on; so it finds them together,
the long one first. In what order the replies arrived is told by the kernel, which stamps what a
socket receives: no time is measured, and it does not matter when this process comes to read.
"""

import fcntl
import signal
import socket
import struct
import time

import pytest

from daemon import PATIENCE, wait_for

# Of <asm-generic/socket.h> and <linux/sockios.h>; Python 3.11 does not name them.
SO_TIMESTAMPNS = 35
SIOCOUTQ = 0x5411  # bytes that the other side has not acknowledged

# More than a slice and less than a socket holds, so that the kernel takes all that it is given.
LONG = "egyptian hieroglyph"
SMALL = "registered"


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
    ends = (b"}]", b"}]\r\n0\r\n\r\n")  # as its length is announced, or chunked
    return f"GET {target} HTTP/1.1\r\nHost: x\r\n\r\n".encode(), ends


QUESTIONS = {"telnet": telnet_question, "http": http_question}


class Stamped:
    """A connection that knows when what it reads had arrived."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        self.socket.setsockopt(socket.SOL_SOCKET, SO_TIMESTAMPNS, 1)
        self.received = b""

    def ask(self, question, endings):
        self.received = b""
        self.socket.sendall(question)
        return self.read_until(endings)

    def read_until(self, endings):
        """When the last bytes up to one of these endings had come; None where nobody knows."""
        arrived = None
        while not self.received.endswith(endings):
            piece, ancillary, _, _ = self.socket.recvmsg(1 << 20, socket.CMSG_SPACE(16))
            assert piece, f"closed behind {self.received[-100:]}"
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
    """Is everything that was sent there in the other socket?"""
    return fcntl.ioctl(connection, SIOCOUTQ, struct.pack("i", 0)) == struct.pack("i", 0)


@pytest.fixture
def alone(start, warm_state):
    return start("--threads", "1", state=warm_state).wait_ready()


@pytest.mark.parametrize("service", ["telnet", "http"])
def test_a_small_reply_overtakes_a_long_one(alone, service):
    port, question = getattr(alone, service), QUESTIONS[service]
    long, small = Stamped(port), Stamped(port)
    for connection in long, small:
        if service == "telnet":
            connection.read_until((b"?> ",))
        wait_for("stamps", lambda: connection.ask(*GREETINGS[service]))
        connection.received = b""
    alone.send(signal.SIGSTOP)
    try:
        wait_for("the daemon to stop", lambda: is_stopped(alone))
        for connection, query in (long, LONG), (small, SMALL):
            connection.socket.sendall(question(query)[0])
            wait_for("the question's arrival", lambda: is_delivered(connection.socket))
    finally:
        alone.send(signal.SIGCONT)
    small_arrived = small.read_until(question(SMALL)[1])
    long_arrived = long.read_until(question(LONG)[1])
    assert len(long.received) > 40_000
    assert small_arrived < long_arrived


# Telnet's write deadline; HTTP's is among the tests of its framing.


@pytest.fixture
def hasty(start, warm_state):
    return start("--threads", "1", state=warm_state, config={"write_seconds": 1}).wait_ready()


def sessions_open(daemon):
    return sum(reactor["telnet_open"] for reactor in daemon.status()["reactors"])


@pytest.fixture(name="narrow")
def narrow_fixture(hasty):
    """A connection whose kernel takes little of what is not read."""
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
    deadline = time.monotonic() + 2.5  # beyond the first look, and the second
    while time.monotonic() < deadline:
        assert narrow.recv(1024)
        time.sleep(0.05)
    assert sessions_open(hasty) == 1
    wait_for("its end", lambda: sessions_open(hasty) == 0)
