"""Clients that send what costs much, what is too long, and what makes no sense."""

import time

from questions import request
from wires import Refused, connect, drain

SOURCE = "127.0.0.4"
MISSPELT = (b"smyle", b"hart", b"arow", b"letr", b"elefant", b"grinign", b"musik", b"kat fase")
EXPENSIVE = (
    "/api/v1/search?limit=1000&q=" + "%7C".join(f"{chr(a)}*" for a in range(ord("a"), ord("z"))),
    "/api/v1/search?limit=100&facets=block,script,age&q=hand%7C_%7Cq",
    "/api/v1/inspect?text=" + "%09" * 300,
    "/api/v1/search?format=ndjson&q=cjk",
    "/search?q=cjk",
    "/?query=letter",
)


def sends(port):
    """A client that sends bytes to a service, reads for a moment, and comes back."""

    def decorate(make):
        def run(learned, stop, chance, counts):
            while not stop.is_set():
                try:
                    with connect(getattr(learned, port), SOURCE) as wire:
                        wire.settimeout(2)
                        wire.sendall(make(chance))
                        drain(wire, chance.choice((0, 0.1, 1)))
                    counts.reply()
                except (Refused, OSError):
                    counts.refused += 1
                time.sleep(0.02)

        return run

    return decorate


@sends("telnet")
def misspelt_words(chance):
    words = [chance.choice(MISSPELT) + bytes([chance.randrange(97, 123)]) for _ in range(400)]
    return b"".join(word + b"\r\n" for word in words)


@sends("telnet")
def garbage_to_telnet(chance):
    return chance.randbytes(chance.choice((10, 1000, 100_000)))


@sends("http")
def garbage_to_http(chance):
    return chance.randbytes(chance.choice((10, 1000, 100_000)))


@sends("telnet")
def huge_lines(chance):
    return b"x" * chance.choice((1025, 300_000)) + b"\r\n" + b"\xff\xfa\x18" + b"y" * 9000


@sends("telnet")
def negotiations(chance):
    return b"".join(bytes((255, chance.randrange(236, 255), chance.randrange(256))) for _ in range(9000))


@sends("http")
def huge_heads(chance):
    fields = b"".join(b"X-%d: %s\r\n" % (i, b"y" * 90) for i in range(chance.choice((50, 2000))))
    return request("/healthz", SOURCE)[:-2] + fields + b"\r\n"


@sends("http")
def bad_framing(chance):
    line = chance.choice((b":", b"\x00: x", b"a: b\x00c", b" folded", b"Content-Length: +3",
                          b"Transfer-Encoding: chunked", b"Host: a b", b"name : x"))  # fmt: skip
    bad = b"GET /healthz HTTP/1.1\r\nHost: x\r\n" + line + b"\r\n\r\n"
    return bad + request("/healthz", SOURCE) * 3


@sends("http")
def expensive_requests(chance):
    return b"".join(request(chance.choice(EXPENSIVE), SOURCE) for _ in range(8))


CLIENTS = [misspelt_words, garbage_to_telnet, garbage_to_http, huge_lines, negotiations, huge_heads,
           bad_framing, expensive_requests]  # fmt: skip
