"""What clients ask, and the answers that must come, whatever else happens.

The index is replaced meanwhile by others of the same characters: only the generation may differ."""

import re

from wires import PROMPT, Reader, connect, open_telnet

# Queries by names, with the end of their status line.
TELNET = {
    "cat face": "10 matches for 'cat face'",
    "registered": "1 match for 'registered'",
    "chess black": "matches for 'chess black'",
    "U+2600": "1 match for 'U+2600'",
    "digit": "matches for 'digit'",
    "xyzzyplugh": "No match for 'xyzzyplugh'",
}
LARGE = ("cjk", "matches for 'cjk'")  # 4 MB
HTTP = {
    "/healthz": 200,
    "/search?q=cat+face": 200,
    "/api/v1/search?q=registered&scope=name&sort=codepoint": 200,
    "/api/v1/characters/U%2B2600": 200,
    "/api/v1/search?q=name:digit&sort=codepoint&format=tsv": 200,
    "/api/v1/search?q=%22cat": 422,
    "/nowhere": 404,
}

GENERATION = re.compile(rb"(generation=|\"generation\":\")[0-9a-f]{16}")


def plain(reply):
    return GENERATION.sub(rb"\1", reply)


def request(target, source):
    return f"GET {target} HTTP/1.1\r\nHost: localhost\r\nUser-Agent: {source}\r\n\r\n".encode()


def learn(telnet, http, source):
    """The replies of a daemon without other clients: {query: reply}, {target: (status, body)}."""
    queries, targets = {}, {}
    wire, reader = open_telnet(telnet, source)
    with wire:
        for query, status in TELNET.items():
            wire.sendall(query.encode() + b"\r\n")
            queries[query] = reader.until(b"\r\n" + PROMPT)
            assert queries[query].endswith(f"{status}\r\n?> ".encode()), queries[query][-200:]
    with connect(http, source) as wire:
        reader = Reader(wire)
        for target, expected in HTTP.items():
            wire.sendall(request(target, source))
            status, body = reader.response()
            assert status == expected, (target, status, body)
            targets[target] = status, plain(body)
    return queries, targets
