"""Asks over HTTP through HAProxy and over telnet, until /tmp/enough exists. Runs inside the root.

A request is lost if it gets no complete answer, or another one than before. On a connection that has
served a request before and is closed without a byte, it is sent once more, as RFC 9110, section 9.2.2
allows.
"""

import http.client
import os
import socket
import sys
import threading
import time

TARGETS = ["/search?q=cat+face", "/api/v1/characters/U+2600", "/search?q=digit", "/healthz"]
QUERIES = [b"cat face\r\n", b"chess black\r\n"]
THREADS = 4
PATIENCE = 60

counts = {"http": 0, "telnet": 0}
losses = []
lock = threading.Lock()


def going_on():
    return not os.path.exists("/tmp/enough")


def count(kind):
    with lock:
        counts[kind] += 1


def lose(what):
    with lock:
        losses.append(what)


def get(connection, target):
    connection.request("GET", target)
    reply = connection.getresponse()
    return reply.status, reply.read(), reply.will_close


def ask_http():
    expected = {}
    connection, served = http.client.HTTPConnection("127.0.0.1", 8080, timeout=PATIENCE), 0
    while going_on():
        for target in TARGETS:
            try:
                try:
                    status, body, closes = get(connection, target)
                except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
                    connection.close()
                    if served == 0:
                        raise
                    served = 0
                    status, body, closes = get(connection, target)
            except (OSError, http.client.HTTPException) as problem:
                lose(f"{target}: {type(problem).__name__}: {problem}")
                connection.close()
                served = 0
                continue
            served = 0 if closes else served + 1
            count("http")
            if status != 200:
                lose(f"{target}: status {status}")
            elif expected.setdefault(target, body) != body:
                lose(f"{target}: another answer")


def ask_telnet():
    """A session for each query: a restart ends sessions, but loses no query that was sent."""
    while going_on():
        for query in QUERIES:
            try:
                with socket.create_connection(("127.0.0.1", 2323), timeout=PATIENCE) as session:
                    session.sendall(query)
                    got = b""
                    while b" matches for " not in got:
                        piece = session.recv(65536)
                        if not piece:
                            raise ConnectionError(f"closed after {len(got)} bytes")
                        got += piece
                count("telnet")
            except OSError as problem:
                lose(f"telnet {query!r}: {type(problem).__name__}: {problem}")


def main():
    threads = [threading.Thread(target=ask) for ask in (ask_http, ask_telnet) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    while sum(counts.values()) == 0 and not losses:
        time.sleep(0.01)
    with open("/tmp/loading", "w", encoding="ascii"):
        pass
    for thread in threads:
        thread.join()
    print(f"{counts['http']} HTTP requests, {counts['telnet']} telnet queries, {len(losses)} lost")
    for loss in losses[:20]:
        print(f"  {loss}")
    return 1 if losses or min(counts.values()) == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
