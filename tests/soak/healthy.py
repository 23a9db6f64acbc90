"""Clients that do everything right: every reply must come, be whole, and be the expected one."""

import time

from questions import plain, request
from wires import Lost, PROMPT, Reader, connect, open_telnet, refusable

SOURCE = "127.0.0.2"
THINKING = 0.01  # seconds between two questions, on average


def ask_telnet(wire, reader, learned, chance, counts):
    """One to four queries at once."""
    asked = chance.choices(list(learned.queries), k=chance.choice((1, 1, 1, 4)))
    began = time.monotonic()
    wire.sendall(b"".join(query.encode() + b"\r\n" for query in asked))
    for query in asked:
        reply = reader.until(b"\r\n" + PROMPT)
        if reply != learned.queries[query]:
            raise Lost(f"a wrong reply to {query!r}: {reply[:80]!r}")
        counts.reply(time.monotonic() - began)


def ask_http(wire, reader, learned, chance, counts):
    asked = chance.choices(list(learned.targets), k=chance.choice((1, 1, 1, 4)))
    began = time.monotonic()
    wire.sendall(b"".join(request(target, SOURCE) for target in asked))
    for target in asked:
        status, body = reader.response()
        if (status, plain(body)) != learned.targets[target]:
            raise Lost(f"a wrong reply to {target}: {status} {body[:80]!r}")
        counts.reply(time.monotonic() - began)


def converse(opened, ask, learned, stop, chance, counts):
    wire, reader = opened
    with wire:
        while not stop.is_set():
            ask(wire, reader, learned, chance, counts)
            time.sleep(chance.uniform(0, 2 * THINKING))


def open_http(port):
    wire = connect(port, SOURCE)
    return wire, Reader(wire)


def telnet_client(learned, stop, chance, counts):
    """One session for the whole time."""
    converse(open_telnet(learned.telnet, SOURCE), ask_telnet, learned, stop, chance, counts)


def http_client(learned, stop, chance, counts):
    """One connection for the whole time."""
    converse(open_http(learned.http), ask_http, learned, stop, chance, counts)


@refusable
def newcomer(learned, stop, chance, counts):
    """A connection for each question. It may be refused, which is told, but not be forgotten."""
    wire, reader = open_telnet(learned.telnet, SOURCE)
    with wire:
        ask_telnet(wire, reader, learned, chance, counts)
    time.sleep(chance.uniform(0, 10 * THINKING))


CLIENTS = [telnet_client, telnet_client, http_client, http_client, newcomer]
