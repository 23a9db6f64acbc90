"""Many clients that ask something and then stay connected without a word.

They come from several addresses of the loopback network, so that neither ports nor a limit by address
run out.
"""

import itertools
import resource
import socket

from daemon import PATIENCE

PORTS_OF_AN_ADDRESS = 1000

# What was asked before must not matter. Each leaves something behind: a result by relevance, many runs,
# every row still to come, an error, a line of the maximum length, a setting.
QUESTIONS = [
    ":limit 1\r\ncjk\r\n",
    ":limit 1\r\n:scope all\r\n:sort relevance\r\nblack|white|sign|letter\r\n",
    ":limit 1\r\n:scope all\r\n:sort relevance\r\na*|b*|c*|d*\r\n",
    ":limit 2\r\n:json on\r\n:scope all\r\nsign -black\r\n",
    ":limit 1\r\n:scope all\r\n" + "letter|" * 145 + "digit\r\n",
    ":limit 1\r\n:lang en\r\ndigit\r\n:more\r\n:more\r\n",
    'x"\r\n:help\r\n',
    "arrow*\r\nU+2600..U+26FF\r\n",
]
PLENTY = ("/api/v1/search?q={}&limit=100", "/?query={}", "/search?q={}", "/healthz",
          "/api/v1/search?q={}&format=ndjson&limit=300", "/api/v1/characters/U+2600")  # fmt: skip
WORDS = ("sun", "cat", "black", "arrow", "heart", "sign", "letter", "greek", "face", "digit")


def raise_descriptor_limit(count):
    """For this process and its daemon. Fails if so many are not allowed; root may raise the limit."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, count), max(hard, count)))
    except (ValueError, PermissionError) as error:
        raise SystemExit(f"{count} descriptors are needed: raise ulimit -Hn, now {hard}") from error


def address(number):
    """The number-th client's own address, of 127.1.0.0/16."""
    return f"127.1.{number // PORTS_OF_AN_ADDRESS // 250}.{number // PORTS_OF_AN_ADDRESS % 250 + 1}"


def connect(port, number):
    return socket.create_connection(
        ("127.0.0.1", port), timeout=PATIENCE, source_address=(address(number), 0)
    )


def read_until(client, count, ending):
    """Receives until the ending has come so often."""
    received = bytearray()
    while received.count(ending) < count:
        piece = client.recv(1 << 16)
        assert piece, f"closed behind {bytes(received[-200:])!r}"
        received += piece


def ask_telnet(client, number):
    said = QUESTIONS[number % len(QUESTIONS)]
    if number % 3 == 0:  # as good as unique: no cache knows it
        said += f"sign|{number:x}\r\n"
    client.sendall(said.encode())
    read_until(client, said.count("\r\n") + 1, b"?> ")


def read_response(client):
    received = bytearray()
    while b"\r\n\r\n" not in received:
        piece = client.recv(1 << 16)
        assert piece, f"closed behind {bytes(received[-200:])!r}"
        received += piece
    head, _, body = bytes(received).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200 "), head
    chunked = b"transfer-encoding: chunked" in head.lower()
    size = next(
        (int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")),
        None,
    )
    while (not body.endswith(b"0\r\n\r\n")) if chunked else len(body) < size:
        piece = client.recv(1 << 16)
        assert piece, "closed within a body"
        body += piece


def ask_http(client, number):
    word = WORDS[number % len(WORDS)] + ("" if number % 2 else f"|{number:x}")
    target = PLENTY[number % len(PLENTY)].format(word)
    client.sendall(f"GET {target} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    read_response(client)


def gather(port, count, ask, first=0):
    """That many clients which have asked and got their replies."""
    clients = []
    for number in itertools.islice(itertools.count(first), count):
        client = connect(port, number)
        clients.append(client)
        ask(client, number)
    return clients


def leave(clients):
    for client in clients:
        client.close()
    clients.clear()
