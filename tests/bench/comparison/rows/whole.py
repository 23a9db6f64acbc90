"""All of `cjk`, about 98,000 rows: streaming speed, compared with nginx sending the same bytes from
a file, and memory per client."""

import threading
import time

import peers
from clients import load, under, wrk
from results import Result, at_least, at_most
from turns import Series, in_turn

ROW = "the whole of cjk"
CLIENTS = 4
DRAINING = 8
MIB = 1 << 20


def measure_speed(stage):
    question = stage.write_lines(["cjk"])
    search, file = stage.write_lines(["/search?q=cjk"]), stage.write_lines(["/cjk"])
    with stage.scene():
        ours = peers.charfinder(stage)
        body = unchunked(peers.http_get(ours.http, "/search?q=cjk"))
        nginx = peers.nginx(stage, {"cjk": body})
        taken = in_turn(
            {
                "telnet": under(ours, load, stage, ours.port, question, CLIENTS),
                "http": under(ours, wrk, stage, ours.http, search, CLIENTS),
                "nginx": under(nginx, wrk, stage, nginx.port, file, CLIENTS),
            },
            stage.turns,
        )
    for name, what in ("telnet", "Telnet"), ("http", "/search?q=cjk"):
        bytes_rate = in_mebibytes(taken[name]["bytes_rate"])
        theirs = in_mebibytes(taken["nginx"]["bytes_rate"])
        what += ": bytes/s ÷ nginx's static file"
        yield Result(ROW, what, "MiB/s", bytes_rate, theirs, at_least(0.7))


def in_mebibytes(series):
    return Series(series.run, tuple(value / MIB for value in series.values))


def unchunked(reply):
    """The body of a chunked reply."""
    left = reply.partition(b"\r\n\r\n")[2]
    pieces = []
    while True:
        size, _, left = left.partition(b"\r\n")
        if int(size, 16) == 0:
            return b"".join(pieces)
        pieces.append(left[: int(size, 16)])
        left = left[int(size, 16) + 2 :]


def measure_memory(stage):
    """The peak of resident memory while clients of both services read at once, the highest of all turns."""
    question, search = stage.write_lines(["cjk"]), stage.write_lines(["/search?q=cjk"])
    with stage.scene():
        ours = peers.charfinder(stage)

        def turn():
            load(stage, ours.port, question, 1)  # causes all one-time allocations
            wrk(stage, ours.http, search, 1)
            before = ours.resident()
            with highest(ours.resident) as peak:
                telnet = threading.Thread(
                    target=load, args=(stage, ours.port, question, DRAINING), daemon=True
                )
                telnet.start()
                wrk(stage, ours.http, search, DRAINING)
                telnet.join()
            return {"kib": max(0, peak.value - before) / 1024 / (2 * DRAINING)}

        taken = in_turn({"ours": turn}, 1 if stage.quick else stage.turns)
    grown = taken["ours"]["kib"]
    highest_one = Series(grown.run, (max(grown.values),))
    yield Result(ROW, "memory a client that drains it", "KiB", highest_one, None, at_most(1024))


class highest:
    """Samples a figure during the context; `value` is the highest."""

    def __init__(self, figure):
        self.figure, self.value = figure, 0
        self.stop = threading.Event()
        self.thread = threading.Thread(target=self.watch, daemon=True)

    def watch(self):
        while not self.stop.is_set():
            self.value = max(self.value, self.figure())
            time.sleep(0.01)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.stop.set()
        self.thread.join()


UNITS = {"speed": measure_speed, "memory": measure_memory}
