"""Reads replies byte by byte, so that peers can send the same ones."""

import socket
from contextlib import contextmanager

PROMPT_BEHIND = b"\r\n?> "


@contextmanager
def conversation(port):
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        yield connection


def http_reply(connection, target):
    """Head and body of a reply with a Content-Length; the connection stays open."""
    connection.sendall(f"GET {target} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    received = b""
    while b"\r\n\r\n" not in received:
        received += connection.recv(1 << 16)
    head, _, body = received.partition(b"\r\n\r\n")
    size = next(
        int(line.partition(b":")[2])
        for line in head.split(b"\r\n")
        if line.lower().startswith(b"content-length:")
    )
    while len(body) < size:
        body += connection.recv(1 << 16)
    return head + b"\r\n\r\n", body


def telnet_reply(connection, line):
    connection.sendall(line.encode() + b"\r\n")
    received = b""
    while not received.endswith(PROMPT_BEHIND):
        received += connection.recv(1 << 20)
    return received


def telnet_replies(port, settings, lines):
    with conversation(port) as connection:
        connection.recv(64)  # the first prompt
        for setting in settings:
            telnet_reply(connection, setting)
        return {line: telnet_reply(connection, line) for line in lines}


def of_mean_size(replies, size=len):
    """The reply whose size is nearest to the mean."""
    mean = sum(map(size, replies)) / len(replies)
    return min(replies, key=lambda reply: abs(size(reply) - mean))
