"""Load generators, on another processor than the server. Each call is one turn; it calls `begin`
when the load begins."""

import functools
import json
import subprocess

from processes import Failed, pinned
from stage import BUILD, TOP

MIX = TOP / "tests/bench/mix.lua"


def wrk(stage, port, targets, connections, seconds=None, begin=lambda: None):
    """Keep-alive GETs of the targets in that file. wrk takes whole seconds, and does not count a
    reply that takes longer than its timeout."""
    begin()
    printed = stage.ask(
        ["wrk", "--threads", 1, "--connections", connections, "--duration",
         f"{max(1, round(seconds or stage.seconds))}s", "--timeout", "30s", "--script", MIX,
         f"http://127.0.0.1:{port}/", "--", targets]
    )  # fmt: skip
    figures = json.loads(printed.splitlines()[-1])
    if figures["errors"]:
        raise Failed(f"{figures['errors']} of {figures['requests']} requests failed")
    return figures


@functools.cache
def urgently():
    """Raises a client's priority on its processor, because it measures how long it waits for the
    server, not for other clients. Needs a privilege."""
    argv = ["chrt", "--fifo", "1"]
    allowed = subprocess.run([*argv, "true"], capture_output=True, check=False).returncode == 0
    return argv if allowed else []


def load(stage, port, questions, sessions, protocol="telnet", settings=(), urgent=False,
         seconds=None, begin=lambda: None):  # fmt: skip
    """Closed-loop sessions that send the lines of that file and check the replies."""
    argv = [*(urgently() if urgent else []), BUILD / "bench-load", protocol, port, questions,
            "--sessions", sessions, "--seconds", seconds or stage.seconds]  # fmt: skip
    for setting in settings:
        argv += ["--setting", setting]
    with subprocess.Popen(
        pinned(argv, stage.client), text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as client:  # fmt: skip
        if client.stdout.readline() == "ready\n":
            begin()
        printed, complaint = client.communicate("\n")
    if client.returncode != 0:
        raise Failed(complaint)
    return json.loads(printed)


OPEN_SECONDS = 1  # of each load
LOADS = (30, 60, 90)  # percent of the saturation


def by_schedule(stage, port, targets, connections):
    """A turn of the open-loop client: the load that saturates the server, and latencies in microseconds
    at parts of it. `late_us` is the worst 99th percentile of what the client itself was late."""
    argv = [BUILD / "bench-open", port, targets, "--connections", connections,
            "--seconds", min(OPEN_SECONDS, stage.seconds), "--loads", ",".join(map(str, LOADS))]  # fmt: skip

    def turn():
        printed = json.loads(stage.ask(argv).splitlines()[-1])
        loads = printed["loads"]
        figures = {"saturation": printed["saturation"]}
        for load_percent in LOADS:
            for name in ("p50_us", "p99_us"):
                figures[f"{name} at {load_percent}"] = loads[str(load_percent)][name]
        figures["late_us"] = max(one["late_p99_us"] for one in loads.values())
        return figures

    return turn


def under(server, client, *arguments, **options):
    """A turn of that client, with its cost on the server."""

    def turn():
        before = []
        figures = client(
            *arguments, begin=lambda: before.append(server.cpu_seconds()), **options
        )
        spent = server.cpu_seconds() - before[0]
        return {
            "cpu_us": spent * 1e6 / max(1, figures["requests"]),
            "rate": figures["requests"] / figures["seconds"],
            "bytes_rate": figures["bytes"] / figures["seconds"],
            "p50_us": figures["p50_us"],
            "p99_us": figures["p99_us"],
        }

    return turn
