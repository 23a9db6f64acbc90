"""Clients that leave at the wrong moment, and crowds of them."""

import socket
import time

from questions import request
from wires import Lost, PROMPT, Refused, connect, open_telnet, refusable, reset

SOURCE = "127.0.0.5"
CROWD = 300  # more than the daemon has places for


def resets(learned, stop, chance, counts):
    """RST while a reply of any length is being sent."""
    while not stop.is_set():
        try:
            if chance.random() < 0.5:
                wire = connect(learned.telnet, SOURCE)
                wire.sendall(chance.choice((b"cjk\r\n", b"cat face\r\n" * 50, b"ca")))
            else:
                wire = connect(learned.http, SOURCE)
                wire.sendall(chance.choice((request("/search?q=cjk", SOURCE), b"GET /sea")))
            time.sleep(chance.choice((0, 0.001, 0.02)))
            reset(wire)
            counts.reply()
        except (Refused, OSError):
            counts.refused += 1
            time.sleep(0.05)


@refusable
def half_closed(learned, stop, chance, counts):
    """Sends everything and the end of input: the replies must still come, and then the end."""
    wire, reader = open_telnet(learned.telnet, SOURCE)
    with wire:
        asked = chance.choices(list(learned.queries), k=5)
        wire.sendall(b"".join(query.encode() + b"\r\n" for query in asked))
        wire.shutdown(socket.SHUT_WR)
        for query in asked:
            if reader.until(b"\r\n" + PROMPT) != learned.queries[query]:
                raise Lost(f"a wrong reply to {query!r} after the end of input")
        counts.reply()
    time.sleep(0.02)


def crowds(learned, stop, chance, counts):
    """More connections at once than there are places; some have begun to send."""
    while not stop.wait(1):
        crowd = []
        for _ in range(CROWD):
            port = chance.choice((learned.telnet, learned.http))
            try:
                crowd.append(connect(port, SOURCE))
                if chance.random() < 0.3:
                    crowd[-1].sendall(chance.choice((b"ca", b"cat face\r\n", b"GET / HT")))
            except (Refused, OSError):
                counts.refused += 1
        stop.wait(chance.uniform(0, 1))
        for wire in crowd:
            if chance.random() < 0.5:
                reset(wire)
            else:
                wire.close()
        counts.reply()


CLIENTS = [resets, half_closed, crowds]
