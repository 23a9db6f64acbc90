"""Latency of small queries while eight clients read `cjk` all the time, and eight more request it
and never read."""

import contextlib
import socket

import peers
from clients import load, under
from results import Result, at_most
from stage import BUILD
from turns import in_turn

SESSIONS = 16
GREEDY = 8
ROW = "fairness, p99 of small queries"
SMALL = ["cat face", "right arrow", "registered", "chess black", "sun", "euro sign"]


def measure(stage):
    questions, whole = stage.write_lines(SMALL), stage.write_lines(["cjk"])
    with stage.scene():
        ours = peers.charfinder(stage)

        def beside(*others, begin):
            with contextlib.ExitStack() as crowd:
                for other in others:
                    crowd.enter_context(other(stage, ours, whole))
                return load(stage, ours.port, questions, SESSIONS, urgent=True, begin=begin)

        taken = in_turn(
            {
                "alone": under(ours, beside),
                "draining": under(ours, beside, draining),
                "mute": under(ours, beside, draining, mute),
            },
            stage.turns,
        )
    for name, what in ("draining", "8 clients drain cjk"), ("mute", "8 drain it, and 8 more never read"):
        with_them, without = taken[name]["p99_us"], taken["alone"]["p99_us"]
        yield Result(ROW, f"while {what} ÷ without them", "µs", with_them, without, at_most(3))


@contextlib.contextmanager
def draining(stage, ours, whole):
    with stage.scene():
        client = stage.processes.start(
            [BUILD / "bench-load", "telnet", ours.port, whole, "--sessions", GREEDY,
             "--seconds", 3600],
            stage.client,
        )  # fmt: skip
        before = ours.cpu_seconds()
        client.wait_until("its replies", lambda: ours.cpu_seconds() - before > 0.1)
        yield


@contextlib.contextmanager
def mute(stage, ours, whole):
    with contextlib.ExitStack() as open_sockets:
        for _ in range(GREEDY):
            connection = socket.create_connection(("127.0.0.1", ours.port))
            open_sockets.enter_context(connection)
            connection.sendall(b"cjk\r\n" * 100)
        yield


UNITS = {"": measure}
