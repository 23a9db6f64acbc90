"""Long replies give way: a small one that was asked for later overtakes them.

Both questions are waiting when the daemon, which was stopped, goes on; so it finds them together,
the long one first. In what order the replies arrived is told by the kernel, which stamps what a
socket receives: no time is measured, and it does not matter when this process comes to read.
"""

import fcntl
import signal
import socket
import struct

import pytest

from daemon import PATIENCE, wait_for

# Of <asm-generic/socket.h> and <linux/sockios.h>; Python 3.11 does not name them.
SO_TIMESTAMPNS = 35
SIOCOUTQ = 0x5411  # bytes that the other side has not acknowledged

# More than a slice and less than a socket holds, so that the kernel takes all that it is given.
LONG = "egyptian hieroglyph"
SMALL = "registered"


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
    if service == "telnet":
        long.read_until((b"?> ",))
        small.read_until((b"?> ",))
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
