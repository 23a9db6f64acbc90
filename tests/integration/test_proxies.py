"""The raw requests of framing_cases.py through HAProxy and nginx: none hides another request, and
no client gets the reply to another client's request.

Victims ask queries of their own over the proxy, one after the other, while attackers send every
case with a second request: after it, as its body, and as fields of its head.
"""

import itertools
import json
import re
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from framing_cases import CASES
from http_client import take_response
from proxies import HIDDEN, PROXIES, Proxy

VICTIMS, ATTACKERS = 4, 8
# Seconds until an attacker hangs up: a proxy may wait for the rest of a request.
ATTACK_SECONDS = 0.2


def hidden(number):
    """A request that the proxy refuses and the daemon must not see."""
    return f"GET {HIDDEN}/{number} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode()


def chunked(data):
    return b"%x\r\n%s\r\n0\r\n\r\n" % (len(data), data)


PLACES = {
    "behind": lambda sent, number: sent + hidden(number),
    "after a last chunk": lambda sent, number: sent + b"0\r\n\r\n" + hidden(number),
    "as a chunk": lambda sent, number: sent + chunked(hidden(number)),
    # The colon makes a field of the request line, for a proxy that allows spaces in names. The name of
    # the host is that of the case, as proxies refuse two.
    "as fields": lambda sent, number: sent.removesuffix(b"\r\n")
    + b"GET %s/%d?: HTTP/1.1\r\n\r\n" % (HIDDEN.encode(), number),
}


def attack(proxy, sent):
    """Sends the bytes and reads until the proxy closes or waits. Returns what was received."""
    received = b""
    with proxy.connect() as connection:
        try:
            connection.sendall(sent)
            connection.settimeout(ATTACK_SECONDS)
            while piece := connection.recv(1 << 16):
                received += piece
        except OSError:  # it waits, or it has hung up
            pass
    return received


class Victim:
    """Asks queries that no other client asks, over a connection that stays open."""

    def __init__(self, proxy, name):
        self.proxy, self.name = proxy, name
        self.answered = 0
        self.refused = 0  # by the proxy, because the daemon has closed its connection
        self.foreign = []

    def ask(self, connection, query):
        target = f"/api/v1/search?scope=name&limit=1&q={query}"
        connection.sendall(f"GET {target} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        data = b""
        while piece := connection.recv(1 << 16):
            data += piece
            try:
                response, rest = take_response(data)
            except (AssertionError, ValueError):  # incomplete
                continue
            return self.judge(response, rest, query)
        self.refused += 1
        return False

    def judge(self, response, rest, query):
        """Does the connection go on?"""
        if response.status in (502, 503, 504) and b"<html>" in response.body:
            self.refused += 1
        elif rest or response.status != 200 or json.loads(response.body)["query"] != query:
            self.foreign.append((query, response, rest))
        else:
            self.answered += 1
        return response.headers.get("connection") != "close"

    def run(self, stop):
        numbers = itertools.count()
        while not stop.is_set():
            with self.proxy.connect() as connection:
                while not stop.is_set() and self.ask(connection, f"{self.name}{next(numbers)}"):
                    pass


@pytest.fixture
def logging(start, warm_state):
    return start("--log-level", "debug", "--threads", "1", state=warm_state).wait_ready()


@pytest.mark.parametrize("kind", PROXIES)
def test_no_request_is_hidden_from_a_proxy(logging, tmp_path, kind):
    folder = tmp_path / "proxy"
    folder.mkdir()
    proxy = Proxy(kind, logging.http, folder)
    stop = threading.Event()
    victims = [Victim(proxy, f"victim{number}x") for number in range(VICTIMS)]
    threads = [threading.Thread(target=victim.run, args=(stop,)) for victim in victims]
    attacks = [
        (case.name, place, PLACES[place](case.sent, number))
        for number, (case, place) in enumerate(itertools.product(CASES, PLACES))
    ]
    try:
        for thread in threads:
            thread.start()
        with ThreadPoolExecutor(ATTACKERS) as attackers:
            replies = list(attackers.map(lambda one: attack(proxy, one[2]), attacks))
    finally:
        stop.set()
        for thread in threads:
            thread.join()
        proxy.stop()
    print({victim.name: (victim.answered, victim.refused) for victim in victims})
    assert [victim.foreign for victim in victims] == [[]] * VICTIMS
    assert min(victim.answered for victim in victims) > 10
    assert not any(b"victim" in reply for reply in replies)
    logging.stop()
    seen = [re.search(f"{HIDDEN}/(\\d+)", line) for line in logging.lines]
    smuggled = {int(match[1]) for match in seen if match}
    assert [attacks[number][:2] for number in smuggled] == []
