"""Clients that are slow: a byte at a time, or hardly reading. Who goes on, gets the whole reply; who
does not is closed by a deadline."""

import time

from questions import LARGE, request
from wires import Lost, PROMPT, Reader, Refused, connect, drain, open_telnet, refusable

SOURCE = "127.0.0.3"


@refusable
def byte_by_byte(learned, stop, chance, counts):
    query = chance.choice(list(learned.queries))
    wire, reader = open_telnet(learned.telnet, SOURCE)
    with wire:
        for byte in query.encode() + b"\r\n":
            wire.sendall(bytes([byte]))
            time.sleep(0.01)
        if reader.until(b"\r\n" + PROMPT) != learned.queries[query]:
            raise Lost(f"a wrong reply to {query!r}")
        counts.reply()


@refusable
def slow_reader(learned, stop, chance, counts):
    """4 MB in small pieces, without a pause as long as a deadline."""
    query, status = LARGE
    wire, reader = open_telnet(learned.telnet, SOURCE)
    with wire:
        wire.sendall(query.encode() + b"\r\n")
        ending = f"{status}\r\n?> ".encode()
        while not reader.buffer.endswith(ending):
            if stop.is_set():
                return
            del reader.buffer[: -len(ending)]
            reader.more(1 << 14)
            time.sleep(0.002)
        counts.reply()


@refusable
def never_reading(learned, stop, chance, counts):
    """Until a deadline closes it: what it sends is larger than what the sockets hold."""
    with connect(learned.telnet, SOURCE, receive_buffer=4096) as wire:
        wire.sendall(b"cjk\r\n" * 20)
        stop.wait(8)
    counts.reply()


@refusable
def endless_head(learned, stop, chance, counts):
    with connect(learned.http, SOURCE) as wire:
        wire.sendall(request("/healthz", SOURCE)[:-2])
        for _ in range(20):
            if stop.wait(0.3):
                break
            try:
                wire.sendall(b"X-Slow: 1\r\n")
            except OSError:
                break
        drain(wire, 0.5)
    counts.reply()


@refusable
def trickling_http(learned, stop, chance, counts):
    """A head a byte at a time, within the deadline."""
    target = chance.choice(list(learned.targets))
    with connect(learned.http, SOURCE) as wire:
        try:
            for byte in request(target, SOURCE):
                wire.sendall(bytes([byte]))
                time.sleep(0.001)
            status, _ = Reader(wire).response()
        except (OSError, Lost) as problem:
            raise Refused(str(problem)) from problem
        if status not in (learned.targets[target][0], 408, 429, 503):
            raise Lost(f"{status} for {target}")
    counts.reply()


CLIENTS = [byte_by_byte, slow_reader, never_reading, endless_head, trickling_http]
