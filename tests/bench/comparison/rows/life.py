"""Building an index, starting with one, and memory."""

import contextlib
import re
import resource
import socket
import threading
import time

import peers
from replies import conversation, http_reply, telnet_reply
from results import Result, at_most
from stage import BUILD, TOP
from turns import Series, in_turn

IDLE_SESSIONS = 10_000
IDLE_CONNECTIONS = 20_000
SPARE_DESCRIPTORS = 1_000
IDLE_SECONDS = 0.5  # of an idle loop
MIB = 1 << 20


def on_one_and_both(stage, measure):
    """Measures a server that has one processor, as in all other rows, and one that has both: what has
    threads of its own, and no client beside it."""
    return in_turn(
        {"one": lambda: measure(stage.server), "both": lambda: measure(stage.both)}, stage.turns
    )


def times(row, what, unit, taken, goal):
    yield Result(row, what, unit, taken["one"][unit], None, at_most(goal))
    yield Result(row, f"{what}, with both processors", unit, taken["both"][unit], None, at_most(goal))


def measure_build(stage):
    row = "build, no state"

    def cold(processors, *arguments):
        with stage.scene():
            began = time.monotonic()
            state = stage.new_directory()
            ours = peers.start_charfinder(stage, state, *arguments, processors=processors)
            with watching(ours) as building:
                ours.wait_ready()
            seconds = time.monotonic() - began
            with watching(ours) as ready:
                time.sleep(IDLE_SECONDS)
            return {"s": seconds, "building": building.p99(), "ready": ready.p99()}

    taken = on_one_and_both(stage, cold)
    yield from times(row, "English", "s", taken, 0.7)
    if not stage.quick:
        every = on_one_and_both(stage, lambda processors: cold(processors, "--languages", "all"))
        yield from times(row, "all languages", "s", every, 5)
    what = "p99 of /healthz meanwhile ÷ afterwards"
    yield Result(row, what, "ms", taken["one"]["building"], taken["one"]["ready"], at_most(3))


class watching:
    """Requests /healthz every two milliseconds during the context."""

    def __init__(self, server):
        self.server, self.times = server, []
        self.stop = threading.Event()
        self.thread = threading.Thread(target=self.watch, daemon=True)

    def watch(self):
        with conversation(self.server.http) as connection:
            while not self.stop.wait(0.002):
                began = time.perf_counter()
                http_reply(connection, "/healthz")
                self.times.append(time.perf_counter() - began)

    def p99(self):
        """In milliseconds."""
        return sorted(self.times)[(len(self.times) - 1) * 99 // 100] * 1000

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.stop.set()
        self.thread.join()


def measure_start(stage):
    state = peers.warm_state(stage)

    def start(processors):
        port = peers.free_port()
        argv = [BUILD / "charfinderd", "--telnet", f"127.0.0.1:{port}", "--http", "off",
                "--threads", 1, "--state-dir", state]  # fmt: skip
        with stage.scene():
            began = time.perf_counter()
            stage.processes.start(argv, processors, bare=True)
            answer_of(port)
            return {"ms": (time.perf_counter() - began) * 1000}

    yield from times("start, warm", "to the first answer", "ms", on_one_and_both(stage, start), 15)


def answer_of(port):
    """The first reply of a server that is starting on that port."""
    while not peers.accepts(port):
        time.sleep(0.0005)
    with conversation(port) as connection:
        return telnet_reply(connection, "sun")


def measure_memory(stage):
    row, run = "memory", object()

    def result(what, value, unit, most):
        return Result(row, what, unit, Series(run, (value,)), None, at_most(most))

    sessions = as_many_as_allowed(IDLE_SESSIONS)
    with stage.scene():
        ours = peers.charfinder(stage)
        answer_of(ours.port)
        started = ours.resident()
        each = idle_clients(ours, ours.port, sessions, greeted)
    yield result("resident after the start", started / MIB, "MiB", 48)
    yield result(f"an idle telnet session of {sessions:,}", each, "KiB", 1)
    connections = as_many_as_allowed(IDLE_CONNECTIONS)
    with stage.scene():
        ours = peers.charfinder(stage)
        each = idle_clients(ours, ours.http, connections, served)
    pool = http_pool()
    what = f"an idle HTTP connection of {connections:,}, with its pool of {pool} KiB"
    yield result(what, each, "KiB", pool + 2)


def idle_clients(server, port, count, begin):
    """The KiB of resident memory for each client that has begun and is idle."""
    with contextlib.ExitStack() as clients:
        for number in range(count + 1):
            connection = socket.create_connection(("127.0.0.1", port), timeout=30)
            clients.enter_context(connection)
            begin(connection)
            if number == 0:  # what the first client of all needs
                resident = server.resident()
        return (server.resident() - resident) / 1024 / count


def greeted(connection):
    assert connection.recv(64) == b"?> "


def served(connection):
    http_reply(connection, "/healthz")


def as_many_as_allowed(clients):
    """Both processes need a descriptor for each client."""
    return min(clients, resource.getrlimit(resource.RLIMIT_NOFILE)[0] - SPARE_DESCRIPTORS)


def http_pool():
    """KiB that libmicrohttpd gets for a connection, from the source."""
    text = (TOP / "server/base/limits.h").read_text(encoding="utf-8")
    return int(re.search(r"LIMIT_HTTP_POOL = (\d+) \* 1024,", text)[1])


BUILD_UNITS = {"": measure_build}
START_UNITS = {"": measure_start}
MEMORY_UNITS = {"": measure_memory}
