"""Connections of all kinds of clients: from an address of their own, and to a daemon that may refuse."""

import socket
import struct
import time

TIMEOUT = 60  # seconds without a byte that count as a lost reply
PROMPT = b"?> "


class Refused(Exception):
    """The daemon had no place: it said so, or closed a connection before anything was sent on it."""


class Lost(Exception):
    """A reply that did not come, or not whole."""


def connect(port, source, receive_buffer=None):
    wire = socket.socket()
    wire.settimeout(TIMEOUT)
    if receive_buffer:
        wire.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
    try:
        wire.bind((source, 0))
        wire.connect(("127.0.0.1", port))
    except OSError as problem:
        wire.close()
        raise Refused(str(problem)) from problem
    return wire


def reset(wire):
    """Closes with RST instead of FIN."""
    wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    wire.close()


def drain(wire, seconds):
    """Reads until the end, a reset, or for some seconds."""
    end = time.monotonic() + seconds
    wire.settimeout(0.2)
    while time.monotonic() < end:
        try:
            if not wire.recv(1 << 16):
                return
        except TimeoutError:
            continue
        except OSError:
            return


class Reader:
    """Takes replies from a stream."""

    def __init__(self, wire):
        self.wire, self.buffer = wire, bytearray()

    def more(self, size=1 << 16):
        try:
            piece = self.wire.recv(size)
        except (TimeoutError, OSError) as problem:
            raise Lost(f"{type(problem).__name__} behind {bytes(self.buffer[-60:])!r}") from problem
        if not piece:
            raise Lost(f"closed behind {bytes(self.buffer[-60:])!r}")
        self.buffer += piece

    def until(self, ending):
        searched = 0
        while (at := self.buffer.find(ending, searched)) < 0:
            searched = max(0, len(self.buffer) - len(ending))
            self.more()
        return self.take(at + len(ending))

    def take(self, size):
        while len(self.buffer) < size:
            self.more()
        taken = bytes(self.buffer[:size])
        del self.buffer[:size]
        return taken

    def response(self):
        """(status, body) of an HTTP response with a Content-Length or in chunks."""
        head = self.until(b"\r\n\r\n").decode("ascii")
        status = int(head.split(" ", 2)[1])
        fields = dict(line.lower().split(": ", 1) for line in head.split("\r\n")[1:-2] if ": " in line)
        if fields.get("transfer-encoding") != "chunked":
            return status, self.take(int(fields.get("content-length", 0)))
        body = b""
        while size := int(self.until(b"\r\n"), 16):
            body += self.take(size + 2)[:-2]
        self.take(2)
        return status, body


def open_telnet(port, source):
    """A session whose prompt was read. Without a place the daemon sends a line and closes."""
    wire = connect(port, source)
    reader = Reader(wire)
    try:
        if reader.take(len(PROMPT)) != PROMPT:
            raise Refused("no place")
    except Lost as problem:
        wire.close()
        raise Refused(str(problem)) from problem
    except Refused:
        wire.close()
        raise
    return wire, reader


def refusable(client):
    """Runs it again and again, with a pause where the daemon had no place."""

    def run(learned, stop, chance, counts):
        while not stop.is_set():
            try:
                client(learned, stop, chance, counts)
            except Refused:
                counts.refused += 1
                time.sleep(0.1)

    return run
