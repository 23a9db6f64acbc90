"""A telnet client that sees every byte, also those that a real client hides."""

import socket
import threading
from contextlib import contextmanager

from daemon import PATIENCE

PROMPT = b"?> "
END_OF_REPLY = b"\r\n" + PROMPT


class Session:
    """One connection. Replies are read up to the prompt that follows them."""

    def __init__(self, port, host="127.0.0.1"):
        self.socket = socket.create_connection((host, port), timeout=PATIENCE)
        self.buffer = bytearray()

    def send(self, data):
        self.socket.sendall(data)

    def receive(self):
        """Receives more bytes into the buffer; False at the end."""
        piece = self.socket.recv(1 << 16)
        self.buffer += piece
        return bool(piece)

    def read_until(self, ending):
        """Bytes up to and including the ending."""
        searched = 0
        while (at := self.buffer.find(ending, searched)) < 0:
            searched = max(0, len(self.buffer) - len(ending))
            last = bytes(self.buffer[-500:])
            assert self.receive(), f"closed while waiting for {ending!r}, behind {last!r}"
        taken = bytes(self.buffer[: at + len(ending)])
        del self.buffer[: at + len(ending)]
        return taken

    def read_prompt(self):
        assert self.read_until(PROMPT) == PROMPT
        return self

    def read_reply(self):
        """The lines of the next reply, as text, without the prompt after it."""
        reply = self.read_until(END_OF_REPLY)[: -len(END_OF_REPLY)]
        return reply.decode("utf-8").split("\r\n")

    def ask(self, query):
        self.send(query.encode("utf-8") + b"\r\n")
        return self.read_reply()

    def read_all(self):
        """Everything until the connection is closed or reset."""
        try:
            while self.receive():
                pass
        except ConnectionResetError:
            pass
        taken = bytes(self.buffer)
        self.buffer.clear()
        return taken

    def finish_sending(self):
        self.socket.shutdown(socket.SHUT_WR)

    def close(self):
        self.socket.close()


@contextmanager
def session(port):
    """A session whose first prompt was read."""
    opened = Session(port)
    try:
        yield opened.read_prompt()
    finally:
        opened.close()


def converse(port, data):
    """Sends data and the end of input, returns everything received. Reads while it writes."""
    opened = Session(port)

    def write():
        try:
            opened.send(data)
            opened.finish_sending()
        except OSError:  # closed meanwhile: the test looks at what was received
            pass

    writer = threading.Thread(target=write)
    writer.start()
    try:
        return opened.read_all()
    finally:
        writer.join(PATIENCE)
        opened.close()


def ask_all(port, queries):
    """Pipelines many queries; returns the reply to each as lines of text."""
    data = "".join(query + "\r\n" for query in queries).encode("utf-8")
    received = converse(port, data)
    assert received.startswith(PROMPT)
    replies = received[len(PROMPT) :].split(END_OF_REPLY)
    assert replies.pop() == b"", received[-500:]
    return [reply.decode("utf-8").split("\r\n") for reply in replies]
